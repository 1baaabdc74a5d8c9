import type { Account } from "../account/account.ts";
import type { Connected } from "../cli/connect.ts";
import { UsageError } from "../cli/exit.ts";
import { printWhere, type Where } from "../cli/where.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { type Key, printKey } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { kindRules } from "../gateway/plan/kinds.ts";
import type { ApiEntry, World } from "../ports.ts";
import { notFound, problem } from "../settings/problem.ts";
import { type allRuns, findRun, isRun, isUnderWay, lastTouched, type Run, undoneOf } from "./journal/read.ts";
import { differsIn, isSamePlace } from "./place.ts";
import { backCommand, resumeCommand, undoCommand } from "./recovery.ts";

/** Of all runs the one that is named; fails where there is none, or its journal cannot be understood. */
export function runNamed(all: ReturnType<typeof allRuns>, name: string): Run {
  const found = findRun(all, name);
  if (!found)
    throw new UsageError([
      {
        ...notFound("api", `there is no run ${plain(name)}`, "see apigw history"),
        setting: undefined,
      },
    ]);
  if (!isRun(found))
    throw new UsageError(
      [
        problem(
          undefined,
          `the journal of run ${found.name} cannot be used: ${plain(found.why)}`,
          `it is ${found.file}`,
        ),
      ],
      "run-unreadable",
    );
  return found;
}

/** The last run here that can be undone: no undo itself, and not undone yet. */
export function lastRun(runs: readonly Run[], where: Where, birth: string | undefined): Run {
  const undone = undoneOf(runs);
  const left = runs.filter(
    ({ name, begun, ended }) =>
      begun.undoes === undefined && !undone.has(name) && ended?.how !== "taken back",
  );
  const here = { ...where, birth };
  const last = left.findLast((run) => isSamePlace(run.begun.where, here));
  if (last) return last;
  const elsewhere = left.at(-1);
  throw new UsageError([
    {
      ...notFound(
        "api",
        `no run is left to be undone in ${printWhere(where)}`,
        elsewhere
          ? `of the last one elsewhere, ${elsewhere.name} (${plain(elsewhere.begun.what)}), ${differsIn(elsewhere.begun.where, here)}`
          : "see apigw history for all",
      ),
      setting: undefined,
    },
  ]);
}

/** Refuses a run of another place, of an API that is gone or another by now, and one that is under way. */
export async function refuseElsewhere(
  run: Run,
  {
    world,
    connected,
    account,
  }: { readonly world: World; readonly connected: Connected; readonly account: Account },
): Promise<ApiEntry | undefined> {
  const where = await connected.where();
  const differs = differsIn(run.begun.where, { ...where, birth: connected.sandboxBirth() });
  const elsewhere = (fault: string) =>
    new UsageError([problem(undefined, `run ${run.name}: ${fault}`)], "run-elsewhere");
  if (differs !== undefined) throw elsewhere(differs);
  if (isUnderWay(run, world, lastTouched(run)))
    throw new UsageError(
      [
        problem(
          undefined,
          `run ${run.name} is under way: process ${run.by.pid} of ${plain(run.by.host)} works on it`,
        ),
      ],
      "run-unfinished",
    );
  const { api } = run.begun;
  if (!api) return undefined;
  const there = await account.reading.api(api.id).catch((error) => {
    if (error instanceof AwsFailure && error.kind === "missing") return undefined;
    throw error;
  });
  if (!there) throw elsewhere(`its API ${plain(api.name)} (${api.id}) is gone`);
  if (
    api.createdDate !== undefined &&
    there.createdDate !== undefined &&
    api.createdDate !== there.createdDate
  )
    throw elsewhere(`the API ${api.id} was made anew on ${there.createdDate}`);
  return there;
}

/** What a run changed, or may have changed, and what that needs. */
function reach(run: Run): ReadonlySet<Key> {
  return new Set(
    run.sent.flatMap(({ key }) => {
      const thing = run.wanted.get(key);
      const uses = thing === undefined ? [] : kindRules(key).uses(key as never, thing as never);
      return [key, ...uses];
    }),
  );
}

/** A run that did not end is resumed, not undone; and what a later run changed since is undone first. */
export function refuseUndo(run: Run, runs: readonly Run[], where: Where): void {
  if (!run.ended || run.ended.how === "remains")
    throw new UsageError(
      [
        problem(
          undefined,
          `run ${run.name} never came to its end`,
          `lead it back with ${backCommand(run.name, where)}, or on with ${resumeCommand(run.name, where)}`,
        ),
      ],
      "run-unfinished",
    );
  const own = new Set(run.sent.map(({ key }) => key));
  const undone = undoneOf(runs);
  const later = runs.findLast(
    (other) =>
      other.name > run.name &&
      !undone.has(other.name) &&
      other.begun.undoes !== run.name &&
      // An undo that holds, and what it took back, have made no difference.
      (other.begun.undoes === undefined || !undone.has(other.begun.undoes)) &&
      other.ended?.how === "done" &&
      [...reach(other)].some((key) => own.has(key)),
  );
  if (!later) return;
  const shared = [...reach(later)].filter((key) => own.has(key)).map((key) => printKey(key, later.wanted));
  throw new UsageError(
    [
      problem(
        undefined,
        `run ${later.name} (${plain(later.begun.what)}) changed ${shared.join(", ")} since`,
        `undo that first: ${undoCommand(later.name, where)}`,
      ),
    ],
    "run-superseded",
  );
}
