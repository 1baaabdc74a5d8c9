import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { DeleteMethodTable } from "./settings.ts";

/** `apigw delete-method`. */
export const run = (session: Session<DeleteMethodTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).deleteMethodChange(session, connected),
  });
