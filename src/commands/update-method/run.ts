import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import { readAhead } from "../create-method/read-ahead.ts";
import type { CreateMethodTable } from "../create-method/settings.ts";
import { live } from "../deploy/live.ts";
import type { UpdateMethodTable } from "./settings.ts";

/** `apigw update-method`: create-method's way with a method that exists, where nothing else is meant. */
export const run = (session: Session<UpdateMethodTable>): Promise<number> =>
  startChange(session as unknown as Session<CreateMethodTable>, {
    ahead: readAhead,
    load: async (connected) =>
      live(
        session,
        connected,
        (await import("../create-method/change.ts")).createMethodChange(
          session as unknown as Session<CreateMethodTable>,
          connected,
          true,
        ),
      ),
  });
