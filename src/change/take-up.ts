import type { Account } from "../account/account.ts";
import { observe } from "../account/read-again.ts";
import type { MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import {
  type Document,
  isOf,
  isUnread,
  type Key,
  printKey,
  roleKey,
  rolePolicyOfKey,
  type Seen,
  thing,
  validatorIdOfKey,
} from "../gateway/document/things.ts";
import { applied } from "../gateway/plan/applied.ts";
import { kindRules, sameThing } from "../gateway/plan/kinds.ts";
import { leftAfter } from "../gateway/plan/left.ts";
import { type Left, thingBefore } from "../gateway/plan/sent.ts";
import { doubtful } from "./doubt.ts";
import { type Run, renewedIds } from "./journal/read.ts";
import { idsOf, madeAgain } from "./made-again.ts";
import { type Conflict, toward } from "./toward.ts";

/** What a run that is taken up again, or back, leads to. */
export interface TakenUp {
  readonly now: Document;
  readonly ids: ReadonlyMap<Key, string>;
  readonly wanted: Document;
  /** What somebody else changed: it stays. */
  readonly conflicts: readonly Conflict[];
  /** What the run may not have made, and so stays. */
  readonly doubts: readonly Key[];
  /** Validators that are gone, by what methods need of them, with those that are alike. */
  readonly alike: readonly { readonly key: Key<"validator">; readonly ids: readonly string[] }[];
}

/**
 * Reads what is there now, and merges by member: what stands as the run may have left it goes to the goal, what somebody
 * else changed stays. `force` takes all for the run's own. `chosen` says which of several validators is meant.
 */
export async function takeUp(
  { aws }: Account,
  run: Run,
  goalOf: "wanted" | "before",
  { force, runs }: { readonly force: boolean; readonly runs: readonly Run[] },
  chosen: ReadonlyMap<Key, string> = new Map(),
): Promise<TakenUp> {
  const left = new Map(leftAfter(run.before, run.sent));
  const goal = new Map<Key, Seen>();
  if (goalOf === "wanted")
    for (const [key, aim] of run.wanted) {
      goal.set(key, aim);
      // What the run did not come to is as it was.
      if (!left.has(key)) left.set(key, [thingBefore(run.before, key)]);
    }
  // What nobody could look at before was made by the run: else AWS would have refused it.
  else for (const key of left.keys()) goal.set(key, thingBefore(run.before, key));
  const validators = [
    ...new Set([...validatorsOf(goal.values()), ...validatorsOf([...left.values()].flat())]),
  ];
  const keys = [...goal.keys(), ...validators];
  const renewed = renewedIds(runs);
  const own = new Map(
    [...new Map([...run.ids, ...keys.map((key) => [key, run.ids.get(key)] as const)])].flatMap(
      ([key, id]) => {
        const now = isOf("validator", key) ? renewed(key, id) : id;
        return now === undefined ? [] : [[key, now] as const];
      },
    ),
  );
  let seen = await observe(aws, keys, new Map([...own, ...chosen]));
  const found = foundAgain(run, [...left.keys(), ...validators], seen.document);
  if (found.ids.size > 0) seen = await observe(aws, keys, new Map([...own, ...found.ids, ...chosen]));
  const aims = new Map(goal);
  const doubts =
    force || goalOf === "wanted"
      ? []
      : [
          ...doubtful(run.before, left, seen.document).filter((key) => !saysItself(key, run, seen.document)),
          // One that is alike is used, and not taken away.
          ...[...found.ids.keys()].filter(
            (key) => left.has(key) && thingBefore(run.before, key) === undefined,
          ),
        ];
  for (const key of doubts) aims.delete(key);
  const again = force ? [] : madeAgain(aims, idsOf(run, runs), seen.document, seen.ids);
  for (const key of again) aims.delete(key);
  const stood: Left = force ? asThere(aims, seen.document) : left;
  const { wanted, conflicts } = toward(aims, stood, seen.document);
  return {
    now: seen.document,
    ids: seen.ids,
    wanted: withGone(wanted, validators, run.before, seen.document),
    conflicts: [...conflicts, ...again.map((key) => ({ key, ours: true, again: true }) as const)],
    doubts,
    alike: found.alike.filter(({ key }) => !chosen.has(key) && validators.includes(key)),
  };
}

/**
 * Validators go by what they say: those whose ids the run did not hear, and those that are gone and may have been made
 * again. One that is alike, and that the run does not know by another name, is it.
 */
function foundAgain(run: Run, keys: readonly Key[], document: Document) {
  const known = new Set([...run.ids].filter(([key]) => document.get(key) !== undefined).map(([, id]) => id));
  const ids = new Map<Key, string>();
  const alike: { key: Key<"validator">; ids: readonly string[] }[] = [];
  for (const key of new Set(keys)) {
    if (!isOf("validator", key) || document.get(key) !== undefined) continue;
    const sent = run.sent.find(
      (one) => one.key === key && one.call.operation === "apigateway:CreateRequestValidator",
    );
    const was =
      thing(run.before, key) ??
      thing(run.wanted, key) ??
      (sent && (applied(key, undefined, sent.call)[0] as RequestValidator));
    if (!was) continue;
    const candidates = [...document].flatMap(([other, one]) => {
      const id = isOf("validator", other) ? validatorIdOfKey(other) : undefined;
      if (id === undefined || known.has(id) || isUnread(one) || one === undefined) return [];
      return sameThing(key, one as RequestValidator, was) ? [id] : [];
    });
    const [only] = candidates;
    if (candidates.length === 1 && only) ids.set(key, only);
    else if (candidates.length > 1) alike.push({ key, ids: candidates });
  }
  return { ids, alike };
}

/** A role and a deployment say which run made them, and so does a role's policy where the role is the run's own. */
function saysItself(key: Key, { name, before }: Run, now: Document): boolean {
  if (isOf("deployment", key)) return true;
  const role = isOf("rolePolicy", key) ? roleKey(rolePolicyOfKey(key).role) : key;
  return (
    isOf("role", role) &&
    thingBefore(before, role) === undefined &&
    thing(now, role)?.description?.endsWith(`Run ${name}.`) === true
  );
}

/** As if the run had left everything as it stands. */
const asThere = (aims: ReadonlyMap<Key, Seen>, now: Document): Left =>
  new Map([...aims.keys()].map((key) => [key, [thing(now, key)]] as const));

/** The validators that methods point at. */
const validatorsOf = (things: Iterable<Seen>): readonly Key<"validator">[] =>
  [...things].flatMap((one) =>
    typeof one === "object" && "request" in one
      ? ((one as MethodDocument).request.requestValidator ?? [])
      : [],
  );

/** A validator that a method needs, and that is gone without another like it, is made again. */
function withGone(
  wanted: Document,
  validators: readonly Key<"validator">[],
  before: Document,
  now: Document,
): Document {
  const used = new Set(
    [...wanted].flatMap(([key, one]) =>
      one === undefined || isUnread(one) ? [] : kindRules(key).uses(key as never, one),
    ),
  );
  const gone = validators.filter(
    (key) => used.has(key) && !wanted.has(key) && now.get(key) === undefined && thing(before, key),
  );
  return new Map([...wanted, ...gone.map((key) => [key, before.get(key)] as const)]);
}

/** What a conflict is about, for people. */
export const conflictText = ({ key, member }: Conflict, now: Document): string =>
  `${printKey(key, now)}${member === undefined ? "" : `, ${member}`}`;
