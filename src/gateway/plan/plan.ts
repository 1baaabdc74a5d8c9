import type { Call } from "../call/call.ts";
import {
  type Document,
  isOf,
  isUnread,
  type Key,
  pathOfKey,
  type Seen,
  seen,
  type Things,
} from "../document/things.ts";
import { kindRules } from "./kinds.ts";

type Thing = Things[keyof Things];

/** What is done about one thing. */
export interface Step {
  readonly key: Key;
  readonly calls: readonly Call[];
  /** The steps that must be done before, by their things. */
  readonly after: readonly Key[];
  /** Those that must have ended before, well or not: what goes comes last. */
  readonly behind: readonly Key[];
}

/** A difference as calls, in an order in which AWS takes them. */
export interface Plan {
  readonly steps: readonly Step[];
  /** What was to change and could not be looked at: nothing is planned for it. */
  readonly unread: readonly { readonly key: Key; readonly why: string }[];
  /** What was to go and stays, because of what still needs it. */
  readonly kept: readonly { readonly key: Key; readonly neededBy: readonly Key[] }[];
}

/** All calls of a plan, in its order. */
export const callsOf = (plan: Plan): readonly Call[] => plan.steps.flatMap(({ calls }) => calls);

interface Change {
  readonly key: Key;
  readonly now: Thing | undefined;
  readonly wanted: Thing | undefined;
  readonly calls: readonly Call[];
}

/**
 * The calls that lead from what is there to what is wanted. Of what `wanted` does not name nothing changes. What points
 * at a thing is made after it and gone before it; what goes comes last, but where AWS does not take both at once.
 */
export function plan(now: Document, wanted: Document): Plan {
  const made = new Set<Key>();
  const changes: Change[] = [];
  const unread: { key: Key; why: string }[] = [];
  for (const key of sortedKeys(wanted)) {
    const after = wanted.get(key);
    if (isUnread(after)) continue;
    const rules = kindRules(key);
    const owner = rules.owner(key);
    // What belongs to a thing that this plan makes is absent, not unknown.
    let before: Seen = owner !== undefined && made.has(owner) ? undefined : seen(now, key);
    if (isUnread(before)) {
      if (after === undefined || !rules.refusesSecond) {
        unread.push({ key, why: before.unread });
        continue;
      }
      before = undefined;
    }
    const calls = rules.calls(key as never, before, after);
    if (calls.length === 0) continue;
    if (before === undefined) made.add(key);
    changes.push({ key, now: before, wanted: after, calls });
  }
  const { going, kept } = whatMayGo(changes, now, wanted);
  return {
    steps: inOrder([...changes.filter(({ wanted }) => wanted !== undefined), ...going]),
    unread,
    kept,
  };
}

/** By kind, and within a kind owners before what belongs to them. */
const sortedKeys = (document: Document): readonly Key[] =>
  [...document.keys()].sort((a, b) => kindRules(a).rank - kindRules(b).rank || (a < b ? -1 : a > b ? 1 : 0));

/** What goes, but for what something that stays still points at: that stays too, and what it points at. */
function whatMayGo(changes: readonly Change[], now: Document, wanted: Document) {
  const going = new Map(changes.filter(({ wanted }) => wanted === undefined).map((one) => [one.key, one]));
  const kept: { key: Key; neededBy: readonly Key[] }[] = [];
  const users = new Map<Key, Key[]>();
  for (const key of new Set([...now.keys(), ...wanted.keys()])) {
    const stays = wanted.has(key) && !going.has(key) ? wanted.get(key) : now.get(key);
    if (stays === undefined) continue;
    const uses = isUnread(stays)
      ? [...kindRules(key).uses(key as never, undefined), ...mayUse(key, going.keys())]
      : kindRules(key).uses(key as never, stays);
    for (const used of uses) users.set(used, [...(users.get(used) ?? []), key]);
  }
  for (let found = true; found; ) {
    found = false;
    for (const key of going.keys()) {
      const neededBy = (users.get(key) ?? []).filter((user) => !going.has(user));
      if (neededBy.length === 0) continue;
      going.delete(key);
      kept.push({ key, neededBy });
      found = true;
    }
  }
  return { going: [...going.values()], kept };
}

/** What a thing may point at that could not be read: a method at any validator of its API, a stage at any deployment. */
const mayUse = (key: Key, going: Iterable<Key>): readonly Key[] => {
  const kind = isOf("method", key) ? "validator" : isOf("stage", key) ? "deployment" : undefined;
  return kind === undefined
    ? []
    : [...going].filter((one) => isOf(kind, one) && one.split(" ")[1] === key.split(" ")[1]);
};

function inOrder(changes: readonly Change[]): readonly Step[] {
  const goes = ({ wanted }: Change) => wanted === undefined;
  const inTheWay = new Map(
    changes.filter((one) => !goes(one)).map((one) => [one.key, inTheWayOf(one, changes)]),
  );
  const early = new Set<Key>();
  for (const key of [...inTheWay.values()].flat()) {
    early.add(key);
    for (const one of changes) if (goes(one) && isBelow(one.key, key)) early.add(one.key);
  }
  const edges = new Map<Key, ReadonlySet<Key>>(
    changes.map((one) => {
      const { key } = one;
      const needs = new Set<Key>();
      for (const other of changes) {
        if (other.key === key) continue;
        const uses = kindRules(key).uses(key as never, (one.wanted ?? one.now) as never);
        const usedBy = kindRules(other.key).uses(other.key as never, other.now as never);
        // Made or changed after what it points at; gone after what pointed at it.
        if (!goes(one) && !goes(other) && uses.includes(other.key)) needs.add(other.key);
        if (goes(one) && usedBy.includes(key)) needs.add(other.key);
        // A deployment freezes what is configured: all that changes in it is to be in it.
        if (freezes(one) && isConfigured(other.key)) needs.add(other.key);
      }
      for (const other of inTheWay.get(key) ?? []) needs.add(other);
      return [key, needs];
    }),
  );
  // What goes comes last.
  const made = changes.filter((one) => !goes(one)).map(({ key }) => key);
  const served = (key: Key) => isOf("deployment", key) || isOf("stage", key);
  // A function is called until the method is gone.
  const methods = changes.filter(({ key }) => isOf("method", key)).map(({ key }) => key);
  const behind = new Map(
    changes.map((one) => {
      const late = goes(one) && !early.has(one.key);
      const before = isConfigured(one.key) ? made.filter((key) => !served(key)) : made;
      return [one.key, late ? (isOf("permission", one.key) ? [...made, ...methods] : before) : []] as const;
    }),
  );
  const before = (key: Key) => [...(edges.get(key) ?? []), ...(behind.get(key) ?? [])];
  const rank = (one: Change) => (goes(one) ? 100 - kindRules(one.key).rank : kindRules(one.key).rank);
  const open = [...changes].sort(
    (a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1) * (goes(a) ? -1 : 1),
  );
  const steps: Step[] = [];
  const done = new Set<Key>();
  while (open.length > 0) {
    const at = open.findIndex(({ key }) => before(key).every((need) => done.has(need)));
    if (at < 0) throw new Error(`these wait for each other: ${open.map(({ key }) => key).join(", ")}`);
    const [next] = open.splice(at, 1) as [Change];
    done.add(next.key);
    const why = inTheWay.get(next.key)?.length
      ? next.calls.map((call) => ({ ...call, because: `${call.because}, and its place is free now` }))
      : early.has(next.key)
        ? next.calls.map((call) => ({ ...call, because: "it takes the place of what is to be made" }))
        : next.calls;
    steps.push({
      key: next.key,
      calls: why,
      after: [...(edges.get(next.key) ?? [])],
      behind: behind.get(next.key) ?? [],
    });
  }
  return steps;
}

/** Whether a deployment takes it up. */
const isConfigured = (key: Key): boolean =>
  isOf("resource", key) || isOf("validator", key) || isOf("method", key) || isOf("gatewayResponse", key);

const freezes = ({ key, now, wanted }: Change): boolean =>
  isOf("deployment", key) && now === undefined && wanted !== undefined;

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const parentPart = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** The resources that must go before one can be made: a parent takes one `{variable}` only. */
function inTheWayOf({ key, now }: Change, changes: readonly Change[]): readonly Key[] {
  if (now !== undefined || !isOf("resource", key) || !lastPart(pathOfKey(key)).startsWith("{")) return [];
  return changes
    .filter(
      (other) =>
        other.wanted === undefined &&
        isOf("resource", other.key) &&
        other.key.split(" ")[1] === key.split(" ")[1] &&
        parentPart(pathOfKey(other.key)) === parentPart(pathOfKey(key)) &&
        lastPart(pathOfKey(other.key)).startsWith("{"),
    )
    .map((other) => other.key);
}

/** Whether a thing stands on a resource or below it. */
function isBelow(key: Key, resource: Key): boolean {
  if (!isOf("resource", resource)) return false;
  const [, api, ...rest] = key.split(" ");
  const path = isOf("method", key) ? rest.slice(1).join(" ") : rest.join(" ");
  return (
    (isOf("method", key) || isOf("resource", key)) &&
    api === resource.split(" ")[1] &&
    (path === pathOfKey(resource) || path.startsWith(`${pathOfKey(resource)}/`))
  );
}
