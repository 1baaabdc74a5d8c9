import { isRun, unfinishedRuns } from "../../change/journal/read.ts";
import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { UsageError } from "../../cli/exit.ts";
import { printWhere } from "../../cli/where.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { problem } from "../../settings/problem.ts";
import type { ResumeTable } from "./settings.ts";

/** `apigw resume RUN`. */
export const run = async (session: Session<ResumeTable>): Promise<number> => {
  const [name = await askRun(session), ...others] = session.operands;
  if (name === undefined || others.length > 0)
    throw new UsageError([problem(undefined, "which run is meant is not said", "see apigw history")]);
  const named = { ...session, operands: [name] };
  return startChange(named, {
    load: async (connected) => (await import("./change.ts")).resumeChange(named, connected),
  });
};

/** Which of the runs that did not come to their end; undefined where there is none, or nobody to ask. */
async function askRun({ world, given, canAsk }: Session<ResumeTable>): Promise<string | undefined> {
  if (!canAsk) return undefined;
  const open = unfinishedRuns(world)
    .filter(isRun)
    .filter(({ ended }) => ended === undefined || ended.how === "remains");
  if (open.length === 0) return undefined;
  const { terminalPrompter } = await import("../../terminal/prompter.ts");
  return terminalPrompter(world, given.accessible === true).choose({
    message: "Run:",
    choices: open.toReversed().map(({ name, begun }) => ({
      value: name,
      description: `${plain(begun.command)}: ${plain(begun.what)}, in ${printWhere(begun.where)}`,
    })),
  });
}
