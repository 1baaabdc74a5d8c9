import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { RemoveResponseTable } from "./settings.ts";

/** `apigw remove-response`. */
export const run = (session: Session<RemoveResponseTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).removeResponseChange(session, connected),
  });
