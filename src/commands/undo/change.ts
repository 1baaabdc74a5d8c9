import type { Account } from "../../account/account.ts";
import type { Change, Located } from "../../change/change.ts";
import { lastRun, refuseElsewhere, refuseUndo, runNamed } from "../../change/find-run.ts";
import { allRuns, isRun, type Run } from "../../change/journal/read.ts";
import { conflictText, type TakenUp, takeUp } from "../../change/take-up.ts";
import { companyThatStays } from "../../change/taken-up.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { type Key, printKey } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { ApiEntry, Prompter } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import type { UndoTable } from "./settings.ts";

type Mine = Given<UndoTable>;

export interface UndoFacts extends Located {
  readonly run: Run;
  readonly taken: TakenUp;
  /** What stays for a while, and why. */
  readonly stays: { readonly keys: ReadonlySet<Key>; readonly notes: readonly string[] };
}

/** `apigw undo`: the lazy half. */
export function undoChange(session: Session<UndoTable>, connected: Connected): Change<Mine, UndoFacts> {
  const { world } = session;
  const named = session.operands[0];
  return {
    async locate(given, { account, prompter }) {
      const where = await connected.where();
      const all = allRuns(world);
      const runs = all.filter(isRun);
      const run = named === undefined ? lastRun(runs, where, connected.sandboxBirth()) : runNamed(all, named);
      const api = await refuseElsewhere(run, { world, connected, account });
      refuseUndo(run, runs, where);
      return { given, facts: await taking(runs, account, run, api, "before", given, prompter), notes: [] };
    },

    want: (_, facts) => wishOf(facts, "undone"),

    words: (_, { run }) => ({
      what: nameOf(run),
      question: "Undo it?",
      after: () => [],
      result: () => ({ before: { run: run.name, undoes: run.begun.what }, after: {} }),
    }),

    deletes: true,
    undoes: ({ run }) => run.name,
    exitCode: ({ taken }) => exitCodeOf(taken),
  };
}

/** Where a run that is taken up again, or back, leads, and what stays for a while on the way back. */
export async function taking(
  runs: readonly Run[],
  account: Account,
  run: Run,
  api: ApiEntry | undefined,
  toward: "wanted" | "before",
  { force }: Known,
  prompter: Prompter | undefined,
): Promise<UndoFacts> {
  const how = { force: force === true, runs };
  const first = await takeUp(account, run, toward, how);
  const taken = await settleAlike(first, prompter, (chosen) => takeUp(account, run, toward, how, chosen));
  const stays =
    toward === "before" ? await companyThatStays(account, run, taken) : { keys: new Set<never>(), notes: [] };
  const facts: UndoFacts = { now: taken.now, ids: taken.ids, run, taken, stays };
  return api ? { ...facts, restApi: api } : facts;
}

export const wishOf = ({ taken, stays }: UndoFacts, becomes: "undone" | "resumed") => ({
  now: taken.now,
  wanted: new Map([...taken.wanted].filter(([key]) => !stays.keys.has(key))),
  becomes,
  notes: [...stays.notes, ...notesOf(taken)],
});

export const nameOf = ({ name, begun }: Run): string =>
  `run ${name} (${plain(begun.command)}: ${plain(begun.what)})`;

/** What somebody else changed, and what nobody knows who made. */
const notesOf = ({ conflicts, doubts, now }: TakenUp): readonly string[] => [
  ...conflicts.map(
    (one) =>
      `Somebody else ${one.again ? "made" : "changed"} ${conflictText(one, now)}${one.again ? " again" : ""} since; that stays${one.ours ? " (--force overwrites it)" : ""}.`,
  ),
  ...doubts.map(
    (key) =>
      `${printKey(key, now)} stays: the answer to the call that makes it was lost, so it may be somebody else's (--force takes it for the run's own).`,
  ),
];

/** Where not all goes where it was to go, that is told by the exit code too. */
export const exitCodeOf = ({ conflicts, doubts }: TakenUp): number | undefined =>
  doubts.length > 0 ? EXIT.remains : conflicts.some(({ ours }) => ours) ? EXIT.conflict : undefined;

/** Of several validators that are alike somebody must say which is meant. */
async function settleAlike(
  first: TakenUp,
  prompter: Prompter | undefined,
  again: (chosen: ReadonlyMap<Key, string>) => Promise<TakenUp>,
): Promise<TakenUp> {
  if (first.alike.length === 0) return first;
  if (!prompter)
    throw new UsageError(
      first.alike.map(({ key, ids }) =>
        problem(
          undefined,
          `the ${printKey(key)} is gone, and ${ids.join(" and ")} are alike`,
          "run it at a terminal to choose one, or delete one of them",
        ),
      ),
    );
  const chosen = new Map<Key, string>();
  for (const { key, ids } of first.alike)
    chosen.set(
      key,
      await prompter.choose({
        message: `The ${printKey(key)} is gone. Which of those that are alike takes its place?`,
        choices: ids.map((value) => ({ value })),
      }),
    );
  return again(chosen);
}
