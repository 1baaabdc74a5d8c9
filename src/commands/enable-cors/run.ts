import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { live } from "../deploy/live.ts";
import type { EnableCorsTable } from "./settings.ts";

/** `apigw enable-cors`. */
export const run = (session: Session<EnableCorsTable>): Promise<number> =>
  startChange(session, {
    load: async (connected) =>
      live(session, connected, (await import("./change.ts")).enableCorsChange(session, connected)),
  });
