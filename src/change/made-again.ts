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

/**
 * The ids that a run heard of a resource, and those under which runs here made it: one that was deleted is another when
 * it is brought back. What a later run here made anew is not taken for the first one's: that is to be undone before it.
 */
export function idsOf(run: Run, runs: readonly Run[]): Known {
  return (resource) => {
    const made = runs.filter(({ sent }) =>
      sent.some(
        ({ key, call, certain }) =>
          key === resource && certain && call.operation === "apigateway:CreateResource",
      ),
    );
    return new Set([run, ...made].flatMap(({ ids }) => ids.get(resource) ?? []));
  };
}
