import type { Change } from "../../change/change.ts";
import { refuseElsewhere, runNamed } from "../../change/find-run.ts";
import { allRuns, isRun } from "../../change/journal/read.ts";
import { continueRun } from "../../change/journal/write.ts";
import { takeUp } from "../../change/take-up.ts";
import { companyThatStays } from "../../change/taken-up.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { exitCodeOf, notesOf, settleAlike, type UndoFacts } from "../undo/change.ts";
import type { ResumeTable } from "./settings.ts";

type Mine = Given<ResumeTable>;

/** `apigw resume`: the lazy half. */
export function resumeChange(session: Session<ResumeTable>, connected: Connected): Change<Mine, UndoFacts> {
  const { world } = session;
  const toward = session.given.back === true ? "before" : "wanted";
  const named = runNamed(world, session.operands[0] ?? "");
  if (named.ended && named.ended.how !== "remains")
    throw new UsageError(
      [
        problem(
          undefined,
          `run ${named.name} has ended: it was ${named.ended.how === "done" ? "done" : "taken back"}`,
          named.ended.how === "done" ? `apigw undo ${named.name} takes it back` : undefined,
        ),
      ],
      "run-unfinished",
    );
  return {
    async locate(given, { account, prompter }) {
      // Another process may have gone on with it since.
      const run = runNamed(world, named.name);
      const api = await refuseElsewhere(run, { world, connected, account });
      const how = { force: given.force === true, runs: allRuns(world).filter(isRun) };
      const first = await takeUp(account, run, toward, how);
      const taken = await settleAlike(first, prompter, (chosen) => takeUp(account, run, toward, how, chosen));
      const stays =
        toward === "before"
          ? await companyThatStays(account, run, taken)
          : { keys: new Set<never>(), notes: [] };
      const facts: UndoFacts = { now: taken.now, ids: taken.ids, run, taken, stays };
      return { given, facts: api ? { ...facts, restApi: api } : facts, notes: [] };
    },

    want: (_, { taken, stays }) => ({
      now: taken.now,
      wanted: new Map([...taken.wanted].filter(([key]) => !stays.keys.has(key))),
      becomes: toward === "before" ? "undone" : "resumed",
      notes: [...stays.notes, ...notesOf(taken)],
    }),

    words: (_, { run }) => ({
      what: `run ${run.name} (${plain(run.begun.command)}: ${plain(run.begun.what)})`,
      question: toward === "before" ? "Lead it back?" : "Lead it on?",
      after: () => [],
      result: () => ({ before: { run: run.name, resumes: run.begun.what }, after: {} }),
    }),

    toward,
    continues: {
      run: named,
      settled: (exitCode) => {
        // What may be somebody else's is named each time, until it is said whose it is.
        if (exitCode === EXIT.remains) return;
        continueRun(world, named.file, named.calls.length, session.warn)?.end(
          toward === "before" ? "taken back" : "done",
        );
      },
    },
    exitCode: ({ taken }) => exitCodeOf(taken),
  };
}
