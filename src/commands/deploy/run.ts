import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { DeployTable } from "./settings.ts";

/** `apigw deploy`. */
export const run = (session: Session<DeployTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).deployChange(session, connected),
  });
