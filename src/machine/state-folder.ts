import { join } from "node:path";
import type { World } from "../ports.ts";
import { distrust } from "./trust.ts";

type Machine = Pick<World, "env" | "home">;

/** The user's folder for state, by the XDG rules, in which ours is `apigw`. */
const rootOf = ({ env, home }: Machine): string =>
  env.XDG_STATE_HOME?.startsWith("/") ? env.XDG_STATE_HOME : join(home, ".local", "state");

/** Where this user's state is kept: `~/.local/state/apigw`. */
export const stateFolder = (world: Machine): string => join(rootOf(world), "apigw");

const OPEN = ["runs", "open"];
const ENDED = ["runs", "ended"];

/** The runs that are under way, or of which something is left to be finished. */
export const openRuns = (world: Machine): string => join(stateFolder(world), ...OPEN);
export const endedRuns = (world: Machine): string => join(stateFolder(world), ...ENDED);

/** Why somebody else may have put things into a folder of the state, or may; undefined where nobody may. */
export function distrustedState(
  world: Pick<World, "env" | "home" | "process">,
  folder: string,
): string | undefined {
  const names = folder.slice(stateFolder(world).length).split("/").filter(Boolean);
  return distrust(rootOf(world), ["apigw", ...names], world.process.user);
}
