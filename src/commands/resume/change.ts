import type { Change } from "../../change/change.ts";
import { refuseElsewhere, runNamed } from "../../change/find-run.ts";
import { allRuns, isRun } from "../../change/journal/read.ts";
import { continueRun } from "../../change/journal/write.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, UsageError } from "../../cli/exit.ts";
import { problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { exitCodeOf, nameOf, taking, type UndoFacts, wishOf } from "../undo/change.ts";
import type { ResumeTable } from "./settings.ts";

type Mine = Given<ResumeTable>;

/** `apigw resume`: the lazy half. */
export function resumeChange(session: Session<ResumeTable>, connected: Connected): Change<Mine, UndoFacts> {
  const { world } = session;
  const toward = session.given.back === true ? "before" : "wanted";
  const named = runNamed(allRuns(world), session.operands[0] ?? "");
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
      const all = allRuns(world);
      const run = runNamed(all, named.name);
      const api = await refuseElsewhere(run, { world, connected, account });
      return {
        given,
        facts: await taking(all.filter(isRun), account, run, api, toward, given, prompter),
        notes: [],
      };
    },

    want: (_, facts) => wishOf(facts, toward === "before" ? "undone" : "resumed"),

    words: (_, { run }) => ({
      what: nameOf(run),
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
