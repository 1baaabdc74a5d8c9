import { dirname, join } from "node:path";
import { SetupError } from "../gateway/failures/codes.ts";
import { isOn } from "../machine/env-switch.ts";
import { stateFolder } from "../machine/state-folder.ts";
import { distrust, distrustFile } from "../machine/trust.ts";
import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";

/** Where --sandbox is in force: by flag or environment, never by itself. */
export function inSandbox(known: Known, env: World["env"]): boolean {
  return known.sandbox ?? isOn(env.APIGW_SANDBOX);
}

/** The state file that is to be used; throws SetupError where it is not named and others may have put it there. */
export function trustedStateFile(
  given: string | undefined,
  world: Pick<World, "env" | "home" | "process">,
): string {
  const file = sandboxStateFile(given, world);
  if (given ?? world.env.APIGW_SANDBOX_STATE) return file;
  const { user } = world.process;
  const why = distrust(dirname(dirname(file)), ["apigw"], user) ?? distrustFile(file, user);
  if (why === undefined) return file;
  throw new SetupError(
    "sandbox-state",
    `the sandbox's state cannot be trusted: ${why}`,
    "take it away or make it yours alone, or name another file by --sandbox-state",
  );
}

/** The file that holds the sandbox's state: by flag, environment, else under the XDG state folder. */
export function sandboxStateFile(given: string | undefined, world: Pick<World, "env" | "home">): string {
  const { APIGW_SANDBOX_STATE } = world.env;
  if (given ?? APIGW_SANDBOX_STATE) return (given ?? APIGW_SANDBOX_STATE) as string;
  return join(stateFolder(world), "sandbox.json");
}
