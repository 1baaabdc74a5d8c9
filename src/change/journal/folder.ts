import { lstatSync, readdirSync, rmSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../machine/folder.ts";

/** Makes a folder of this user's own; fails where it is somebody else's, or others may write in it. */
export function ownFolder(path: string): void {
  makeFolder(path);
  const { uid, mode } = lstatSync(path);
  if (!lstatSync(path).isDirectory()) throw new Error(`${path} is not a folder`);
  const self = userInfo().uid;
  // Windows knows neither.
  if (self >= 0 && uid !== self) throw new Error(`${path} belongs to another user`);
  if (self >= 0 && (mode & 0o022) !== 0) throw new Error(`others may write in ${path}`);
}

const MOST_RUNS = 300;
const MOST_BYTES = 30 * 1024 * 1024;

/** Lets go of the oldest runs that have ended; their names sort by time. */
export function prune(folder: string): void {
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
