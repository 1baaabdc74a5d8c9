import { startChange } from "../../change/start-change.ts";
import type { Session } from "../../cli/command.ts";
import type { CreateRoleTable } from "./settings.ts";

/** `apigw create-role`. */
export const run = (session: Session<CreateRoleTable>): Promise<number> =>
  startChange(session, { load: async () => (await import("./change.ts")).createRoleChange });
