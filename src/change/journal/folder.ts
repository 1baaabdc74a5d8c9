import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { makeFolder } from "../../machine/folder.ts";
import { distrustedState, endedRuns } from "../../machine/state-folder.ts";
import type { World } from "../../ports.ts";

/** Makes a folder of the state; fails where it, or what it stands in, is somebody else's, or others may write there. */
export function ownFolder(world: Pick<World, "env" | "home" | "process">, path: string): void {
  makeFolder(path);
  const why = distrustedState(world, path);
  if (why !== undefined) throw new Error(why);
}

/** Puts the journal of a run that has ended to the others. */
export function fileAway(world: Pick<World, "env" | "home" | "process">, file: string): void {
  const folder = endedRuns(world);
  ownFolder(world, folder);
  try {
    renameSync(file, join(folder, basename(file)));
  } catch (error) {
    // Another run, which found it ended, was faster.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  prune(folder);
}

const MOST_RUNS = 300;
const MOST_BYTES = 30 * 1024 * 1024;

/** Lets go of the oldest runs that have ended; their names sort by time. */
function prune(folder: string): void {
  try {
    const runs = readdirSync(folder).sort().reverse();
    let bytes = 0;
    for (const [i, name] of runs.entries()) {
      const file = join(folder, name);
      bytes += statSync(file).size;
      if (i >= MOST_RUNS || bytes > MOST_BYTES) rmSync(file, { force: true });
    }
  } catch {
    // Another process prunes too.
  }
}
