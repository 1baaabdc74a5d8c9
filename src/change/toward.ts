import type { GatewayResponse } from "../gateway/document/gateway-response.ts";
import {
  type IntegrationAs,
  type Members,
  membersOf,
  methodOf,
  printMember,
} from "../gateway/document/members.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import type { Stage } from "../gateway/document/stage.ts";
import {
  gatewayResponseOfMembers,
  membersOfGatewayResponse,
  membersOfStage,
  stageOfMembers,
} from "../gateway/document/stage-members.ts";
import {
  type Document,
  isOf,
  isUnread,
  type Key,
  type Seen,
  type Things,
} from "../gateway/document/things.ts";
import { sameThing } from "../gateway/plan/kinds.ts";
import type { Left } from "../gateway/plan/sent.ts";
import { canonical } from "../gateway/plan/shapes.ts";

import { keepDeclared } from "./keep-declared.ts";

type Thing = Things[keyof Things];

/** What somebody else changed meanwhile: it stands, and is shown. */
export interface Conflict {
  readonly key: Key;
  /** The member that differs, for people; absent where it is the whole thing. */
  readonly member?: string;
  /** Whether this run had changed it too: then it is not at the goal. */
  readonly ours: boolean;
  /** It was gone, and is another by now. */
  readonly again?: true;
}

export interface Toward {
  readonly wanted: Document;
  readonly conflicts: readonly Conflict[];
}

/**
 * Leads what is there now to a goal, by member: what stands as the run may have left it goes to the goal, what already
 * is as the goal stays, and what somebody else changed stays as it is. `left` says of everything in the goal how the run
 * may have left it: in more than one way where an answer was lost.
 */
export function toward(goal: Document, left: Left, now: Document): Toward {
  const wanted = new Map<Key, Seen>();
  const conflicts: Conflict[] = [];
  for (const [key, aim] of goal) {
    const there = now.get(key);
    // Nothing was known of it before, so this run did nothing to it that it could take back.
    if (isUnread(aim)) continue;
    // The planner names what it may not touch.
    if (isUnread(there)) {
      wanted.set(key, aim);
      continue;
    }
    const states = left.get(key) ?? [aim as Thing | undefined];
    const merged = merge(key, aim as Thing | undefined, states, there as Thing | undefined);
    conflicts.push(...merged.conflicts);
    if (!merged.stays) wanted.set(key, merged.thing);
  }
  return { wanted, conflicts };
}

interface Merged {
  readonly thing?: Thing | undefined;
  /** It is left as it is. */
  readonly stays: boolean;
  readonly conflicts: readonly Conflict[];
}

function merge(
  key: Key,
  goal: Thing | undefined,
  states: readonly (Thing | undefined)[],
  now: Thing | undefined,
): Merged {
  if (sameThing(key, now, goal)) return { stays: true, conflicts: [] };
  if (states.some((one) => sameThing(key, one, now))) return { thing: goal, stays: false, conflicts: [] };
  const touched = states.some((one) => !sameThing(key, one, goal));
  const whole: Merged = { stays: true, conflicts: [{ key, ours: touched }] };
  const parts = partsOf(key);
  if (!parts || goal === undefined || now === undefined) return whole;
  const alive = states.filter((one) => one !== undefined);
  // It was gone, and somebody else made it again.
  if (alive.length === 0) return { stays: true, conflicts: [{ key, ours: touched, again: true }] };
  return parts(goal, alive, now);
}

/** What of a thing two people can change without being in each other's way, and how it is merged. */
function partsOf(key: Key) {
  if (isOf("method", key))
    return (goal: Thing, states: readonly Thing[], now: Thing) =>
      mergeMethods(key, goal as MethodDocument, states as readonly MethodDocument[], now as MethodDocument);
  if (isOf("stage", key)) return merging<Stage>(key, membersOfStage, stageOfMembers);
  if (isOf("gatewayResponse", key))
    return merging<GatewayResponse>(key, membersOfGatewayResponse, gatewayResponseOfMembers);
  return undefined;
}

const merging =
  <T extends Thing>(key: Key, members: (thing: T) => Members, whole: (members: Members) => T) =>
  (goal: Thing, states: readonly Thing[], now: Thing): Merged => {
    const merged = mergeMembers(
      key,
      members(goal as T),
      states.map((one) => members(one as T)),
      members(now as T),
    );
    return { thing: whole(merged.members), stays: false, conflicts: merged.conflicts };
  };

/** Member by member: what stands as the run may have left it goes to the goal, what somebody else changed stays. */
function mergeMembers(key: Key, aim: Members, left: readonly Members[], there: Members) {
  const members = new Map<string, unknown>();
  const conflicts: Conflict[] = [];
  const equal = (a: unknown, b: unknown) => canonical(a) === canonical(b);
  for (const member of new Set([...aim.keys(), ...there.keys(), ...left.flatMap((one) => [...one.keys()])])) {
    const [wanted, value] = [aim.get(member), there.get(member)];
    const ours = left.some((one) => equal(one.get(member), value));
    if (ours || equal(value, wanted)) put(members, member, wanted);
    else {
      put(members, member, value);
      const touched = left.some((one) => !equal(one.get(member), wanted));
      conflicts.push({ key, member: printMember(member), ours: touched });
    }
  }
  return { members, conflicts };
}

function mergeMethods(
  key: Key,
  goal: MethodDocument,
  states: readonly MethodDocument[],
  now: MethodDocument,
): Merged {
  const types = new Set([goal, now, ...states].map(({ integration }) => integration?.type));
  // An integration whose type changed merges whole or not at all.
  const as: IntegrationAs = types.size > 1 ? "whole" : "members";
  const [aim, there] = [membersOf(goal, as), membersOf(now, as)];
  const left = states.map((one) => membersOf(one, as));
  const { members: result, conflicts } = mergeMembers(key, aim, left, there);
  keepWhole(result, there, aim, conflicts, key);
  const { method, without } = keepDeclared(methodOf(result), goal, now);
  const lost = without.map((words): Conflict => ({ key, member: words.join(" "), ours: true }));
  return { thing: method, stays: false, conflicts: [...conflicts, ...lost] };
}

function put(members: Map<string, unknown>, member: string, value: unknown): void {
  if (value !== undefined) members.set(member, value);
}

/** A response that was to go stays as it is where somebody else changed something in it. */
function keepWhole(
  result: Map<string, unknown>,
  there: Members,
  aim: Members,
  conflicts: readonly Conflict[],
  key: Key,
): void {
  for (const container of there.keys()) {
    const parts = JSON.parse(container) as readonly string[];
    if (parts.length !== 2 || !/^(?:integrationR|r)esponses$/.test(parts[0] ?? "")) continue;
    const front = printMember(container);
    const changed = conflicts.some(
      (one) => one.key === key && (one.member === front || one.member?.startsWith(`${front} `)),
    );
    if (result.has(container) || aim.has(container) || !changed) continue;
    for (const [member, value] of there) {
      const own = JSON.parse(member) as readonly string[];
      if (own[0] === parts[0] && own[1] === parts[1]) result.set(member, value);
    }
    // What a kept integration response maps must stay declared.
    const response = JSON.stringify(["responses", parts[1]]);
    if (parts[0] === "integrationResponses" && !result.has(response) && there.has(response))
      for (const [member, value] of there) {
        const own = JSON.parse(member) as readonly string[];
        if (own[0] === "responses" && own[1] === parts[1]) result.set(member, value);
      }
  }
}
