import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import type { DeleteResourceTable } from "./settings.ts";

/** `apigw delete-resource`. */
export const run = (session: Session<DeleteResourceTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).deleteResourceChange(connected)),
  });
