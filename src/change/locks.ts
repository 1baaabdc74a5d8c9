import { closeSync, openSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Where } from "../cli/where.ts";
import { fingerprint } from "../completion/cache.ts";
import {
  apiOfKey,
  isOf,
  type Key,
  permissionOfKey,
  roleOfKey,
  rolePolicyOfKey,
} from "../gateway/document/things.ts";
import { type Held, tryLock } from "../machine/lock.ts";
import { stateFolder } from "../machine/state-folder.ts";
import type { World } from "../ports.ts";
import { ownFolder } from "./journal/folder.ts";

/** No run holds one for so long. */
const ABANDONED_AFTER_MS = 15 * 60_000;
/** Another run is waited for no longer than it may reasonably take. */
const PATIENCE_MS = 5 * 60_000;

/** What one run of this machine changes at a time: an API, a function, a role. */
export interface Locks {
  /** Whether another run of this machine changed the same since then. */
  changedSince(milliseconds: number): boolean;
  /** Lets the next run in; it is told whether this one changed anything. */
  release(changed: boolean): void;
}

const NO_LOCKS: Locks = { changedSince: () => false, release: () => {} };

/**
 * Takes the locks on all that these things belong to, in one order for all runs. Undefined where another run held one
 * for too long. Where no lock can be kept at all, runs go on without.
 */
export async function takeLocks(
  world: World,
  where: Where,
  keys: Iterable<Key>,
  waiting: () => void,
): Promise<Locks | undefined> {
  const place = [where.account ?? where.profile, where.endpoint, where.sandbox];
  const names = [...new Set([...keys].map(lockOf))].sort();
  const folder = join(stateFolder(world), "locks");
  try {
    ownFolder(world, folder);
  } catch {
    return NO_LOCKS;
  }
  const files = names.map((name) => join(folder, fingerprint(JSON.stringify([place, name]))));
  const held: Held[] = [];
  const deadline = world.clock.now() + PATIENCE_MS;
  try {
    for (const file of files) {
      for (let wait = 5; ; wait = Math.min(wait * 2, 200)) {
        const lock = tryLock(file, world.process, ABANDONED_AFTER_MS);
        if (lock) {
          held.push(lock);
          break;
        }
        waiting();
        if (world.clock.now() > deadline) {
          for (const one of held) one.release();
          return undefined;
        }
        await world.clock.sleep(wait);
      }
    }
  } catch {
    for (const one of held) one.release();
    return NO_LOCKS;
  }
  return {
    changedSince: (milliseconds) => files.some((file) => changedAt(`${file}.changed`) >= milliseconds),
    release: (changed) => {
      if (changed) for (const file of files) markChanged(`${file}.changed`, world.clock.now());
      for (const one of held) one.release();
    },
  };
}

function lockOf(key: Key): string {
  if (isOf("permission", key))
    return `function ${permissionOfKey(key).functionArn.split(":").slice(0, 7).join(":")}`;
  if (isOf("role", key)) return `role ${roleOfKey(key)}`;
  if (isOf("rolePolicy", key)) return `role ${rolePolicyOfKey(key).role}`;
  return `api ${apiOfKey(key)}`;
}

function changedAt(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}

function markChanged(file: string, now: number): void {
  try {
    closeSync(openSync(file, "w", 0o600));
    utimesSync(file, now / 1000, now / 1000);
  } catch {
    // The next run reads what is there when it begins.
  }
}
