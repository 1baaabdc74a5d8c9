import { join } from "node:path";
import type { World } from "../ports.ts";

/** Where this user's state is kept, by the XDG rules: `~/.local/state/apigw`. */
export function stateFolder({ env, home }: Pick<World, "env" | "home">): string {
  const state = env.XDG_STATE_HOME?.startsWith("/") ? env.XDG_STATE_HOME : join(home, ".local", "state");
  return join(state, "apigw");
}

/** The runs that are under way, or of which something is left to be finished. */
export const openRuns = (world: Pick<World, "env" | "home">): string =>
  join(stateFolder(world), "runs", "open");
export const endedRuns = (world: Pick<World, "env" | "home">): string =>
  join(stateFolder(world), "runs", "ended");
