import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { UsageError } from "../../cli/exit.ts";
import { problem } from "../../settings/problem.ts";
import type { ResumeTable } from "./settings.ts";

/** `apigw resume RUN`. */
export const run = async (session: Session<ResumeTable>): Promise<number> => {
  if (session.operands.length !== 1)
    throw new UsageError([problem(undefined, "which run is meant is not said", "see apigw history")]);
  return startChange(session, {
    load: async (connected) => (await import("./change.ts")).resumeChange(session, connected),
  });
};
