import { join } from "node:path";
import { stateFolder } from "../machine/state-folder.ts";
import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";

/** Where --sandbox is in force: by flag or environment, never by itself. */
export function inSandbox(known: Known, env: World["env"]): boolean {
  return known.sandbox ?? /^(1|true|yes)$/i.test(env.APIGW_SANDBOX ?? "");
}

/** The file that holds the sandbox's state: by flag, environment, else under the XDG state folder. */
export function sandboxStateFile(given: string | undefined, world: Pick<World, "env" | "home">): string {
  const { APIGW_SANDBOX_STATE } = world.env;
  if (given ?? APIGW_SANDBOX_STATE) return (given ?? APIGW_SANDBOX_STATE) as string;
  return join(stateFolder(world), "sandbox.json");
}
