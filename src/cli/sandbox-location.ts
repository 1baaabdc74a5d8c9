import { join } from "node:path";
import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";

/** Where --sandbox is in force: by flag or environment, never by itself. */
export function inSandbox(known: Known, env: World["env"]): boolean {
  return known.sandbox ?? /^(1|true|yes)$/i.test(env.APIGW_SANDBOX ?? "");
}

/** The file that holds the sandbox's state: by flag, environment, else under the XDG state folder. */
export function sandboxStateFile(given: string | undefined, world: Pick<World, "env" | "home">): string {
  const { APIGW_SANDBOX_STATE, XDG_STATE_HOME } = world.env;
  if (given ?? APIGW_SANDBOX_STATE) return (given ?? APIGW_SANDBOX_STATE) as string;
  const state = XDG_STATE_HOME?.startsWith("/") ? XDG_STATE_HOME : join(world.home, ".local", "state");
  return join(state, "apigw", "sandbox.json");
}
