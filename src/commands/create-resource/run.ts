import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { CreateResourceTable } from "./settings.ts";

/** `apigw create-resource`. */
export const run = (session: Session<CreateResourceTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).createResourceChange(connected),
  });
