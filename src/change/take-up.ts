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
import type { Run } from "./journal/read.ts";
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
  force: boolean,
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
  const validators = validatorsOf(goal);
  const keys = [...goal.keys(), ...validators];
  let seen = await observe(aws, keys, new Map([...run.ids, ...chosen]));
  const found = unheardOf(run, seen);
  if (found.ids.size > 0) seen = await observe(aws, keys, new Map([...run.ids, ...found.ids, ...chosen]));
  const { names, alike } = renamed(validators, goal, run.before, seen.document);
  const aims = new Map([...goal].map(([key, aim]) => [key, named(aim, names)] as const));
  const doubts =
    force || goalOf === "wanted"
      ? []
      : doubtful(run.before, left, seen.document).filter((key) => !saysItself(key, run, seen.document));
  for (const key of doubts) aims.delete(key);
  const own: Left = force ? asThere(aims, seen.document) : left;
  const { wanted, conflicts } = toward(aims, own, seen.document);
  return {
    now: seen.document,
    ids: seen.ids,
    wanted: withGone(wanted, validators, run.before, seen.document, names),
    conflicts,
    doubts,
    alike: [...alike, ...found.alike].filter(({ key }) => !chosen.has(key)),
  };
}

/**
 * Validators that the run asked for without hearing their ids: of what was not there before, one that is alike is it.
 */
function unheardOf(run: Run, { document }: { readonly document: Document }) {
  const known = new Set(run.ids.values());
  const ids = new Map<Key, string>();
  const alike: { key: Key<"validator">; ids: readonly string[] }[] = [];
  for (const { key, call } of run.sent) {
    if (call.operation !== "apigateway:CreateRequestValidator" || run.ids.has(key)) continue;
    const [asked] = applied(key, undefined, call);
    const candidates = [...document].flatMap(([other, one]) => {
      const id = isOf("validator", other) ? validatorIdOfKey(other) : undefined;
      if (id === undefined || known.has(id) || isUnread(one) || one === undefined) return [];
      return sameThing(key, one as RequestValidator, asked) ? [id] : [];
    });
    const [only] = candidates;
    if (candidates.length === 1 && only) ids.set(key, only);
    else if (candidates.length > 1) alike.push({ key: key as Key<"validator">, ids: candidates });
  }
  return { ids, alike };
}

/** A role says which run made it, and so does its policy where the role is the run's own. */
function saysItself(key: Key, { name, before }: Run, now: Document): boolean {
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

/** The validators that methods of a goal point at. */
const validatorsOf = (goal: ReadonlyMap<Key, Seen>): readonly Key<"validator">[] => [
  ...new Set(
    [...goal].flatMap(([key, aim]) =>
      isOf("method", key) && aim !== undefined && !isUnread(aim)
        ? ((aim as MethodDocument).request.requestValidator ?? [])
        : [],
    ),
  ),
];

/** A validator that is gone goes by its content: one that is alike takes its place. */
function renamed(
  validators: readonly Key<"validator">[],
  goal: ReadonlyMap<Key, Seen>,
  before: Document,
  now: Document,
) {
  const names = new Map<Key, Key<"validator">>();
  const alike: { key: Key<"validator">; ids: readonly string[] }[] = [];
  for (const key of validators) {
    if (goal.has(key) || thing(now, key) !== undefined || isUnread(now.get(key))) continue;
    const was = thing(before, key);
    const candidates = [...now].filter(
      ([other, one]) =>
        isOf("validator", other) &&
        !isUnread(one) &&
        was !== undefined &&
        sameThing(key, was, one as RequestValidator),
    );
    const [first] = candidates;
    if (candidates.length === 1 && first) names.set(key, first[0] as Key<"validator">);
    else if (candidates.length > 1)
      alike.push({ key, ids: candidates.map(([other]) => other.split(" ")[2] ?? "") });
  }
  return { names, alike };
}

function named(aim: Seen, names: ReadonlyMap<Key, Key<"validator">>): Seen {
  if (aim === undefined || isUnread(aim) || typeof aim !== "object" || !("request" in aim)) return aim;
  const method = aim as MethodDocument;
  const { request } = method;
  const name = request.requestValidator && names.get(request.requestValidator);
  return name ? { ...method, request: { ...request, requestValidator: name } } : method;
}

/** A validator that a method needs, and that is gone without another like it, is made again. */
function withGone(
  wanted: Document,
  validators: readonly Key<"validator">[],
  before: Document,
  now: Document,
  names: ReadonlyMap<Key, Key<"validator">>,
): Document {
  const used = new Set(
    [...wanted].flatMap(([key, one]) =>
      one === undefined || isUnread(one) ? [] : kindRules(key).uses(key as never, one),
    ),
  );
  const gone = validators.filter(
    (key) =>
      used.has(key) &&
      !wanted.has(key) &&
      !names.has(key) &&
      now.get(key) === undefined &&
      thing(before, key),
  );
  return new Map([...wanted, ...gone.map((key) => [key, before.get(key)] as const)]);
}

/** What a conflict is about, for people. */
export const conflictText = ({ key, member }: Conflict, now: Document): string =>
  `${printKey(key, now)}${member === undefined ? "" : `, ${member}`}`;
