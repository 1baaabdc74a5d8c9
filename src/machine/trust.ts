import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";

// What is kept in a folder is read again and believed, so nobody else may have a say in it. Windows tells no owners;
// there the user's folder is trusted. bin/apigw.js has the same for compiled code, which it looks for before any of
// this is loaded.

/** The user that this process acts as; undefined where there are no such numbers. */
export type UserId = number | undefined;

/** Why somebody else may have put things into a folder or file; undefined where nobody may. */
function ofOthers(path: string, { uid, mode }: Stats, user: UserId): string | undefined {
  if (user === undefined) return undefined;
  if (uid !== user) return `${path} is another user's`;
  return (mode & 0o022) === 0 ? undefined : `others may write to ${path}`;
}

/** Why what stands in a folder may be exchanged by others: in a sticky one, as /tmp, they move only what is theirs. */
function unsteady(path: string, { uid, mode }: Stats, user: UserId): string | undefined {
  if (user === undefined) return undefined;
  if (uid !== user && uid !== 0) return `${path} is another user's`;
  return (mode & 0o022) === 0 || (mode & 0o1000) !== 0 ? undefined : `others may write to ${path}`;
}

/**
 * Why nothing in a folder can be trusted, from below `root` on its own and above it by whoever may exchange it;
 * undefined where all of it is this user's, or is not there yet. Links lead to the root at most.
 */
export function distrust(root: string, names: readonly string[], user: UserId): string | undefined {
  if (user === undefined) return undefined;
  try {
    let above = existing(root);
    for (let at = above; ; at = dirname(at)) {
      const why = unsteady(at, lstatSync(at), user);
      if (why !== undefined) return why;
      if (at === dirname(at)) break;
    }
    if (!existsSync(root)) return undefined;
    for (const name of names) {
      above = join(above, name);
      const stats = lstatSync(above, { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      if (!stats.isDirectory()) return `${above} is no folder${stats.isSymbolicLink() ? " but a link" : ""}`;
      const why = ofOthers(above, stats, user);
      if (why !== undefined) return why;
    }
    return undefined;
  } catch (error) {
    return `${root} cannot be looked at (${(error as NodeJS.ErrnoException).code})`;
  }
}

/** The nearest folder that is there, by its real name. */
function existing(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at)) return realpathSync.native(at);
    if (at === dirname(at)) return at;
  }
}

/** Why a file cannot be trusted: another user's says what they like, and a pipe would let us wait for ever. */
export function distrustFile(file: string, user: UserId): string | undefined {
  const link = lstatSync(file, { throwIfNoEntry: false });
  const stats = statSync(file, { throwIfNoEntry: false });
  if (link === undefined || stats === undefined) return undefined;
  if (!stats.isFile()) return `${file} is no file`;
  if (user !== undefined && link.isSymbolicLink() && link.uid !== user)
    return `${file} is another user's link`;
  return ofOthers(file, stats, user);
}

/** The text of a file that this user wrote, and nobody else may; undefined where there is none, without ever waiting. */
export function readOwn(file: string, user: UserId): string | undefined {
  let opened: number | undefined;
  try {
    // Windows has neither flag.
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(opened);
    return stats.isFile() && ofOthers(file, stats, user) === undefined
      ? readFileSync(opened, "utf8")
      : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
