import { observe } from "../account/read-again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { UsageError } from "../cli/exit.ts";
import type { Where } from "../cli/where.ts";
import { isUnread, type Key, printKey, type Seen } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { sameThing } from "../gateway/plan/kinds.ts";
import { problem } from "../settings/problem.ts";
import type { Located } from "./change.ts";
import { fileAway } from "./journal/folder.ts";
import { isRun, isUnderWay, lastTouched, type Run, unfinishedRuns } from "./journal/read.ts";
import { continueRun } from "./journal/write.ts";
import { isSamePlace } from "./place.ts";
import type { Prepared } from "./prepare.ts";
import { backCommand, resumeCommand } from "./recovery.ts";

export async function sayUnfinished<G, F extends Located>(
  session: Session,
  connected: Connected,
  where: Where,
  { planned, facts }: Prepared<G, F>,
  but: string | undefined,
): Promise<void> {
  const { world } = session;
  const { stderr } = await session.colours();
  const keys = new Set(planned.steps.map(({ key }) => key));
  const api = facts.restApi?.id;
  const birth = connected.sandboxBirth();
  for (const run of unfinishedRuns(world)) {
    if (!isRun(run)) {
      session.warn(
        `${stderr.caution("Note:")} a run that may have left something cannot be read: ${plain(run.why)} (${plain(run.file)}).`,
      );
      continue;
    }
    // It ended, and its process did not live to put its journal to the others.
    if (run.ended && run.ended.how !== "remains") {
      try {
        fileAway(world, run.file);
      } catch {
        // It stays where it is, and is known for ended all the same.
      }
      continue;
    }
    if (run.name === but || !isSamePlace(run.begun.where, { ...where, birth })) continue;
    const touches = [...touchedBy(run)];
    const same = touches.some((key) => keys.has(key));
    if (!same && (api === undefined || run.begun.api?.id !== api)) continue;
    // Another process works on it; it holds the locks as long as it does.
    if (isUnderWay(run, world, lastTouched(run))) continue;
    if (await isSettled(connected, run, world)) continue;
    const what = `run ${run.name} (${plain(run.begun.what)}, ${run.by.at}) ${run.ended ? "left something to be finished" : "was interrupted"}: it left ${touches.map((key) => printKey(key, run.wanted)).join(", ")}`;
    const ways = `  back:  ${backCommand(run.name, where)}\n  on:    ${resumeCommand(run.name, where)}`;
    if (!same) {
      session.warn(`${stderr.caution("Note:")} ${what}.\n${ways}`);
      continue;
    }
    throw new UsageError(
      [problem(undefined, `${what}. It touched the same`, `finish it first:\n${ways}`)],
      "run-unfinished",
    );
  }
}

/** What a run changed, or may have changed. */
export const touchedBy = (run: Run): ReadonlySet<Key> => new Set(run.sent.map(({ key }) => key));

/** Whether all is as before the run, or as it wanted it: somebody has finished it by hand, or it had not begun. */
async function isSettled({ aws }: Connected, run: Run, world: Session["world"]): Promise<boolean> {
  const keys = [...touchedBy(run)];
  const end = (how: "done" | "taken back") => {
    continueRun(world, run.file, run.calls.length, () => {})?.end(how);
    return true;
  };
  if (keys.length === 0) return end("taken back");
  const { document } = await observe(aws, keys, run.ids);
  const isAs = (goal: ReadonlyMap<Key, Seen>) =>
    keys.every((key) => {
      const [now, aim] = [document.get(key), goal.get(key)];
      return !isUnread(now) && !isUnread(aim) && sameThing(key, now as never, aim as never);
    });
  if (isAs(run.before)) return end("taken back");
  // Of one that stopped part-way, what it had not come to is not there.
  const whole = run.calls
    .filter(({ toward }) => toward === "wanted")
    .every(({ outcome }) => outcome === "done");
  return whole && isAs(run.wanted) ? end("done") : false;
}
