import { join } from "node:path";
import { distrust } from "../machine/trust.ts";
import type { World } from "../ports.ts";

type Machine = Pick<World, "env" | "home" | "process">;

/** The user's folder for what may be lost, in which ours is `apigw`. */
const rootOf = ({ env, home }: Machine): string =>
  env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : join(home, ".cache");

/** Where things are kept, or why somebody else may have put them there: then nothing is read, written or deleted. */
export function cacheFolder(
  world: Machine,
  ...names: readonly string[]
): { readonly path: string; readonly distrusted: string | undefined } {
  const root = rootOf(world);
  return {
    path: join(root, "apigw", ...names),
    distrusted: distrust(root, ["apigw", ...names], world.process.user),
  };
}
