import type { Call } from "../call/call.ts";
import {
  addressOfKey,
  apiOfKey,
  isOf,
  type Key,
  type Kind,
  pathOfKey,
  resourceKey,
  roleKey,
  rolePolicyOfKey,
  type Things,
} from "../document/things.ts";
import { parseArn } from "../names/arn.ts";
import { parentOf } from "../names/path.ts";
import { roleNameOf } from "../policy/execution-role.ts";
import { planGatewayResponse } from "./gateway-response.ts";
import { planMethod } from "./method.ts";
import { planPermission } from "./permission.ts";
import { createResource, deleteResource } from "./resource.ts";
import { planRole, planRolePolicy } from "./role.ts";
import { canonical } from "./shapes.ts";
import { planDeployment, planStage } from "./stage.ts";
import { planValidator } from "./validator.ts";

/** What the planner knows of a kind of thing. */
export interface KindOfThing<K extends Kind> {
  /** Things of a lower number are made before, and go after, where no reference says otherwise. */
  readonly rank: number;
  /** Whether AWS refuses to make one that is there: only then may one be made that could not be looked at. */
  readonly refusesSecond: boolean;
  /** Without which it cannot be there: of one that is made anew, what belongs to it is not there yet. */
  owner(key: Key<K>): Key | undefined;
  /** What it points at, which must be there as long as it is; of one that could not be read, as far as the key tells. */
  uses(key: Key<K>, thing: Things[K] | undefined): readonly Key[];
  /** The calls from one to the other; none where both mean the same. */
  calls(key: Key<K>, now: Things[K] | undefined, wanted: Things[K] | undefined): readonly Call[];
}

const parentOfKey = (key: Key<"resource">): Key | undefined =>
  pathOfKey(key) === "/" ? undefined : resourceKey(apiOfKey(key), parentOf(pathOfKey(key)));

const resourceOf = (key: Key<"method">): Key<"resource"> => {
  const { restApiId, path } = addressOfKey(key);
  return resourceKey(restApiId, path);
};

export const KINDS: { readonly [K in Kind]: KindOfThing<K> } = {
  role: {
    rank: 1,
    refusesSecond: true,
    owner: () => undefined,
    uses: () => [],
    calls: planRole,
  },
  rolePolicy: {
    rank: 2,
    refusesSecond: false,
    owner: (key) => roleKey(rolePolicyOfKey(key).role),
    uses: (key) => [roleKey(rolePolicyOfKey(key).role)],
    calls: planRolePolicy,
  },
  resource: {
    rank: 3,
    refusesSecond: true,
    owner: parentOfKey,
    uses: (key) => [parentOfKey(key) ?? []].flat(),
    calls: (key, now, wanted) => {
      if (now && !wanted) return [deleteResource(key)];
      return !now && wanted ? [createResource(key)] : [];
    },
  },
  validator: {
    rank: 4,
    refusesSecond: false,
    owner: () => undefined,
    uses: () => [],
    calls: planValidator,
  },
  method: {
    rank: 5,
    refusesSecond: true,
    owner: resourceOf,
    uses: (key, method) => {
      const credentials = method?.integration?.credentials;
      const role = credentials !== undefined && parseArn(credentials)?.resource.startsWith("role/");
      return [
        resourceOf(key),
        ...(method?.request.requestValidator === undefined ? [] : [method.request.requestValidator]),
        ...(role ? [roleKey(roleNameOf(credentials))] : []),
      ];
    },
    calls: (key, now, wanted) => planMethod(addressOfKey(key), now, wanted),
  },
  gatewayResponse: {
    rank: 6,
    refusesSecond: false,
    owner: () => undefined,
    uses: () => [],
    calls: planGatewayResponse,
  },
  deployment: {
    rank: 7,
    refusesSecond: false,
    owner: () => undefined,
    uses: () => [],
    calls: planDeployment,
  },
  stage: {
    rank: 8,
    refusesSecond: true,
    owner: () => undefined,
    uses: (_, stage) => [...new Set([stage?.deployment ?? [], stage?.canary?.deployment ?? []].flat())],
    calls: planStage,
  },
  permission: {
    rank: 9,
    refusesSecond: true,
    owner: () => undefined,
    uses: () => [],
    calls: planPermission,
  },
};

/** The rules of a key's kind, for whatever kind it is. */
export const kindRules = (key: Key): KindOfThing<Kind> =>
  KINDS[key.slice(0, key.indexOf(" ")) as Kind] as unknown as KindOfThing<Kind>;

/** Whether two things of a key mean the same. */
export function sameThing(key: Key, a: Things[Kind] | undefined, b: Things[Kind] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  // A role that is there is never changed, so that no calls lead from one to the other does not tell.
  if (isOf("role", key)) return canonical(a) === canonical(b);
  return kindRules(key).calls(key as never, a, b).length === 0;
}
