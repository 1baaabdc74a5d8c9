import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import type { RemoveResponseTable } from "./settings.ts";

/** `apigw remove-response`. */
export const run = (session: Session<RemoveResponseTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).removeResponseChange(session, connected)),
  });
