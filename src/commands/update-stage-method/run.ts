import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { UpdateStageMethodTable } from "./settings.ts";

/** `apigw update-stage-method`. */
export const run = (session: Session<UpdateStageMethodTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) => (await import("./change.ts")).updateStageMethodChange(connected),
  });
