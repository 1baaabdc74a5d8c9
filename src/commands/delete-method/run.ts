import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import type { DeleteMethodTable } from "./settings.ts";

/** `apigw delete-method`. */
export const run = (session: Session<DeleteMethodTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).deleteMethodChange(connected)),
  });
