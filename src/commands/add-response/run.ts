import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import type { AddResponseTable } from "./settings.ts";

/** `apigw add-response`. */
export const run = (session: Session<AddResponseTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).addResponseChange(session, connected)),
  });
