import { runNamed } from "../../change/find-run.ts";
import {
  allRuns,
  isRun,
  isUnderWay,
  lastTouched,
  type Run,
  type Unreadable,
  undoneOf,
} from "../../change/journal/read.ts";
import type { Session } from "../../cli/command.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { printResult, queryFault } from "../../cli/output.ts";
import { printWhere } from "../../cli/where.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { World } from "../../ports.ts";
import { problem } from "../../settings/problem.ts";
import type { Paint } from "../../terminal/colour.ts";
import { columns } from "../../terminal/table.ts";
import type { HistoryTable } from "./settings.ts";
import { runAsData, showRun } from "./show.ts";

/** `apigw history [RUN]`. */
export async function run(session: Session<HistoryTable>): Promise<number> {
  const { world, given, operands } = session;
  orUsageError(session.problems);
  const { stdout } = await session.colours();
  const [name] = operands;
  const all = allRuns(world);
  const undone = undoneOf(all.filter(isRun));
  if (name !== undefined) {
    const one = runNamed(all, name);
    const result = { schemaVersion: 1, ...runAsData(one, howItStands(one, world, undone)) };
    const width = world.stdout.columns;
    await print(session, result, () =>
      showRun(one, howItStands(one, world, undone), { paint: stdout, width, whole: given.verbose === true }),
    );
    return EXIT.done;
  }
  const last = all.slice(-(given.last ?? 20));
  const runs = last.map((one) =>
    isRun(one)
      ? summary(one, howItStands(one, world, undone))
      : { run: one.name, how: "unreadable", why: one.why },
  );
  await print(session, { schemaVersion: 1, runs }, () =>
    last.length === 0 ? "No runs are kept." : table(last, world, undone, stdout),
  );
  return EXIT.done;
}

async function print(session: Session<HistoryTable>, result: object, text: () => string): Promise<void> {
  const { query } = session.given;
  const fault = query === undefined ? undefined : await queryFault(query, result);
  if (fault !== undefined)
    throw new UsageError([problem("query", `does not fit the result: ${fault}`, "see jmespath.org")]);
  await printResult(session as unknown as Session, session.given, result, text());
}

/** How a run stands, in one word or two. */
export function howItStands(run: Run, world: World, undone: ReadonlySet<string>): string {
  if (undone.has(run.name)) return "undone";
  if (run.ended) return run.ended.how;
  return isUnderWay(run, world, lastTouched(run)) ? "under way" : "interrupted";
}

const summary = (run: Run, how: string) => ({
  run: run.name,
  at: run.begun.by.at,
  command: run.begun.command,
  what: run.begun.what,
  becomes: run.begun.becomes,
  where: run.begun.where,
  how,
});

function table(
  runs: readonly (Run | Unreadable)[],
  world: World,
  undone: ReadonlySet<string>,
  { good, caution, bad }: Paint,
): string {
  const rows = runs.map((one) =>
    isRun(one)
      ? [
          one.name,
          howItStands(one, world, undone),
          one.begun.command,
          plain(one.begun.what),
          `in ${printWhere(one.begun.where)}`,
        ]
      : [one.name, "unreadable", "", plain(one.why), ""],
  );
  return columns(rows, "", (cell, row, column) => {
    if (column !== 1) return cell;
    const how = rows[row]?.[1];
    return how === "done"
      ? good(cell)
      : how === "interrupted" || how === "remains"
        ? bad(cell)
        : caution(cell);
  });
}
