import {
  addressOfKey,
  type Document,
  isOf,
  isUnread,
  type Key,
  resourceKey,
} from "../gateway/document/things.ts";
import type { Run } from "./journal/read.ts";

/** The ids by which a run knows a resource. */
export type Known = (resource: Key<"resource">) => ReadonlySet<string | undefined>;

/**
 * What is to go and stands on a resource of another id than the run knew: its resource was deleted meanwhile, and
 * somebody else made it again, with all that is on it.
 */
export function madeAgain(
  goal: Document,
  known: Known,
  now: Document,
  ids: ReadonlyMap<Key, string>,
): readonly Key[] {
  return [...goal.keys()].filter((key) => {
    const there = now.get(key);
    if (goal.get(key) !== undefined || there === undefined || isUnread(there)) return false;
    const resource = resourceOf(key);
    const id = resource === undefined ? undefined : ids.get(resource);
    if (resource === undefined || id === undefined) return false;
    const own = known(resource);
    return own.size > 0 && !own.has(id);
  });
}

function resourceOf(key: Key): Key<"resource"> | undefined {
  if (isOf("resource", key)) return key;
  if (!isOf("method", key)) return undefined;
  const { restApiId, path } = addressOfKey(key);
  return resourceKey(restApiId, path);
}

/** The ids that a run heard, and those of what it was led back to and forth since. */
export function idsOf(run: Run, runs: readonly Run[]): Known {
  const chain = new Set([run.name]);
  const own = [run];
  for (const one of runs) {
    if (one.begun.undoes === undefined || !chain.has(one.begun.undoes)) continue;
    chain.add(one.name);
    own.push(one);
  }
  return (resource) => new Set(own.flatMap(({ ids }) => ids.get(resource) ?? []));
}
