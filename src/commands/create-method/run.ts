// build: usual 5
import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import { readAhead } from "./read-ahead.ts";
import type { CreateMethodTable } from "./settings.ts";

/** `apigw create-method`. */
export const run = (session: Session<CreateMethodTable>): Promise<number> =>
  startChange(session, {
    ahead: readAhead,
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).createMethodChange(session, connected)),
  });
