import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { UndoTable } from "./settings.ts";

/** `apigw undo [RUN]`. */
export const run = (session: Session<UndoTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).undoChange(session, connected),
  });
