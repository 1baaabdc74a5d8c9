import { AwsFailure } from "../gateway/call/failure.ts";
import type { MethodDocument } from "../gateway/document/method.ts";
import {
  addressOfKey,
  apiOfKey,
  isOf,
  isUnread,
  type Key,
  methodKey,
  permissionOfKey,
  resourceKey,
  roleKey,
  roleOfKey,
  rolePolicyOfKey,
  type Seen,
  type Unread,
  validatorIdOfKey,
  validatorKey,
} from "../gateway/document/things.ts";
import { functionInput, parseFunctionName } from "../gateway/names/uri.ts";
import type { Aws, ResourceEntry } from "../ports.ts";
import { type FunctionPolicy, readPolicy } from "./allowed.ts";
import { NOT_LOOKED_AT, observeMethod, observeMethods, permissionThings, roleThings } from "./observe.ts";
import { type ObservedRole, observeRole } from "./observe-role.ts";
import { readGatewayResponses, readServed, type Served, servedThings } from "./observe-stages.ts";
import { readingOf } from "./reading.ts";

/** A look at an account: what was seen, and the ids of what has one. */
export interface Observed {
  readonly document: ReadonlyMap<Key, Seen>;
  readonly ids: ReadonlyMap<Key, string>;
}

/** One inline policy of a role: where the list may not be read, it is asked for by its name. */
export async function rolePolicyThing(
  aws: Aws,
  key: Key<"rolePolicy">,
  role: ObservedRole | undefined | "denied",
): Promise<Seen<"rolePolicy">> {
  const { role: RoleName, policy: PolicyName } = rolePolicyOfKey(key);
  if (role === undefined) return undefined;
  if (role !== "denied" && role.inlineRead) return role.inline.get(PolicyName);
  return attempt(async () => {
    const { PolicyDocument = "" } = await aws.send("iam:GetRolePolicy", { RoleName, PolicyName });
    return decodeURIComponent(PolicyDocument);
  });
}

/** What was read; undefined where it is not there, unread with the reason where AWS would not say. */
async function attempt<T>(read: () => Promise<T>): Promise<T | undefined | Unread> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return error.kind === "missing" ? undefined : { unread: `${error.code}: ${error.message}` };
  }
}

/**
 * Reads things anew, and what stands around them as far as it could need them. `known` ids are those of things that a
 * run made: a validator of such an id goes by the key that the run gave it.
 */
export async function observe(
  aws: Aws,
  keys: Iterable<Key>,
  known: ReadonlyMap<Key, string>,
): Promise<Observed> {
  const document = new Map<Key, Seen>();
  const ids = new Map(known);
  const all = [...new Set(keys)];
  const apis = new Set(all.flatMap((key) => apiKeysOf(key)));
  const served = new Set(all.flatMap((key) => (isServed(key) ? apiOfKey(key) : [])));
  const functions = new Set(
    all.flatMap((key) => (isOf("permission", key) ? permissionOfKey(key).functionArn : [])),
  );
  const roles = new Set(
    all.flatMap((key) =>
      isOf("role", key) ? roleOfKey(key) : isOf("rolePolicy", key) ? rolePolicyOfKey(key).role : [],
    ),
  );
  await Promise.all([
    ...[...apis].map((api) => observeApi(aws, api, all, document, ids)),
    ...[...served].map((api) => observeServed(aws, api, all, document, ids)),
    ...[...functions].map((arn) => observePolicy(aws, arn, all, document)),
    ...[...roles].map((name) => observeRoleAnew(aws, name, all, document)),
  ]);
  return { document, ids };
}

const apiKeysOf = (key: Key): readonly string[] =>
  isOf("resource", key) || isOf("validator", key) || isOf("method", key) ? [apiOfKey(key)] : [];

const isServed = (key: Key): key is Key<"gatewayResponse" | "deployment" | "stage"> =>
  isOf("gatewayResponse", key) || isOf("deployment", key) || isOf("stage", key);

/** Stages, deployments and gateway responses: whether a deployment is needed, only the stages themselves tell. */
async function observeServed(
  aws: Aws,
  restApiId: string,
  keys: readonly Key[],
  document: Map<Key, Seen>,
  ids: Map<Key, string>,
): Promise<void> {
  const own = keys.filter((key) => isServed(key) && apiOfKey(key) === restApiId);
  const answers = own.filter((key) => isOf("gatewayResponse", key));
  const rest = own.filter((key) => !isOf("gatewayResponse", key));
  const known = new Map([...ids]);
  const [responses, served] = await Promise.all([
    answers.length > 0 ? attempt(() => readGatewayResponses(aws, restApiId)) : undefined,
    rest.length > 0 ? attempt(() => readServed(aws, restApiId)) : undefined,
  ]);
  const put = (wanted: readonly Key[], found: ReadonlyMap<Key, Seen> | undefined | Unread) => {
    if (found && !isUnread(found as Seen))
      for (const [key, one] of found as ReadonlyMap<Key, Seen>) document.set(key, one);
    for (const key of wanted)
      if (!document.has(key))
        document.set(key, found && isUnread(found as Seen) ? (found as Unread) : undefined);
  };
  put(answers, responses);
  if (!served || isUnread(served as Seen)) return put(rest, served as Unread | undefined);
  const seen = servedThings(restApiId, served as Served, rest, known);
  for (const [key, id] of seen.ids) ids.set(key, id);
  put(rest, seen.things);
}

async function observeApi(
  aws: Aws,
  restApiId: string,
  keys: readonly Key[],
  document: Map<Key, Seen>,
  ids: Map<Key, string>,
): Promise<void> {
  const own = keys.filter((key) => apiKeysOf(key).includes(restApiId));
  const validators = own.filter((key) => isOf("validator", key));
  const standing = own.filter((key) => !isOf("validator", key));
  const reading = readingOf(aws);
  const [seen, listed] = await Promise.all([
    // Whether a validator is needed, only the methods themselves tell.
    validators.length > 0
      ? attempt(() => observeMethods(aws, restApiId))
      : standing.length > 0
        ? attempt(() => reading.resources(restApiId))
        : [],
    validators.length > 0 ? attempt(() => reading.requestValidators(restApiId)) : [],
  ]);
  const alias = aliasesOf(restApiId, ids);
  if (seen === undefined || isUnread(seen as Seen)) {
    for (const key of standing) document.set(key, seen as Seen);
  } else {
    const resources = seen as readonly (Omit<ResourceEntry, "methods"> & {
      readonly methods: readonly string[] | ReadonlyMap<string, MethodDocument>;
    })[];
    for (const { path, id, methods } of resources) {
      document.set(resourceKey(restApiId, path), {});
      ids.set(resourceKey(restApiId, path), id);
      const verbs = methods instanceof Map ? [...methods.keys()] : (methods as readonly string[]);
      for (const httpMethod of verbs) document.set(methodKey({ restApiId, path, httpMethod }), NOT_LOOKED_AT);
    }
    for (const key of standing) if (!document.has(key)) document.set(key, undefined);
    if (validators.length > 0)
      for (const { path, methods } of resources)
        for (const [httpMethod, method] of methods as ReadonlyMap<string, MethodDocument>)
          document.set(methodKey({ restApiId, path, httpMethod }), alias(method));
    // One at a time, as they are: what is embedded in a list is not relied on for what is to be changed.
    await Promise.all(
      standing.map(async (key) => {
        if (!isOf("method", key) || document.get(key) === undefined) return;
        const at = addressOfKey(key);
        const resourceId = ids.get(resourceKey(restApiId, at.path)) ?? "";
        const method = await attempt(() => observeMethod(aws, { ...at, resourceId }));
        document.set(key, method === undefined || isUnread(method) ? method : alias(method));
      }),
    );
  }
  if (listed === undefined || isUnread(listed as Seen)) {
    for (const key of validators) document.set(key, listed as Seen);
    return;
  }
  const there = listed as Awaited<ReturnType<typeof reading.requestValidators>>;
  for (const { id, ...validator } of there) document.set(alias.key(validatorKey(restApiId, id)), validator);
  for (const key of validators) if (!document.has(key)) document.set(key, undefined);
}

/** Puts the keys that a run gave its validators in place of those of their ids. */
function aliasesOf(restApiId: string, ids: ReadonlyMap<Key, string>) {
  const given = new Map<Key, Key<"validator">>();
  for (const [key, id] of ids)
    if (isOf("validator", key) && apiOfKey(key) === restApiId && validatorIdOfKey(key) !== id)
      given.set(validatorKey(restApiId, id), key);
  const key = (one: Key<"validator">) => given.get(one) ?? one;
  const ofMethod = (method: MethodDocument): MethodDocument => {
    const { requestValidator } = method.request;
    return requestValidator === undefined
      ? method
      : { ...method, request: { ...method.request, requestValidator: key(requestValidator) } };
  };
  return Object.assign(ofMethod, { key });
}

async function observePolicy(
  aws: Aws,
  functionArn: string,
  keys: readonly Key[],
  document: Map<Key, Seen>,
): Promise<void> {
  const parsed = parseFunctionName(functionArn);
  const region = "fault" in parsed ? undefined : parsed.region;
  const policy = await attempt<FunctionPolicy>(() => readPolicy(aws, functionInput(functionArn), region));
  const unread: Seen =
    typeof policy === "object" ? policy : policy === "denied" ? { unread: "you may not read it" } : undefined;
  if (unread === undefined)
    for (const [key, statement] of permissionThings(functionArn, policy as string | undefined))
      document.set(key, statement);
  for (const key of keys)
    if (isOf("permission", key) && permissionOfKey(key).functionArn === functionArn && !document.has(key))
      document.set(key, unread);
}

async function observeRoleAnew(
  aws: Aws,
  name: string,
  keys: readonly Key[],
  document: Map<Key, Seen>,
): Promise<void> {
  const role = await attempt(() => observeRole(aws, name));
  const policies = keys.filter(
    (key): key is Key<"rolePolicy"> => isOf("rolePolicy", key) && rolePolicyOfKey(key).role === name,
  );
  if (typeof role === "object" && "unread" in role && !("arn" in role)) {
    document.set(roleKey(name), role as Unread);
    for (const key of policies) document.set(key, role as Unread);
    return;
  }
  const observed = role as ObservedRole | undefined | "denied";
  for (const [key, thing] of roleThings(name, observed)) document.set(key, thing);
  await Promise.all(
    policies.map(async (key) => document.set(key, await rolePolicyThing(aws, key, observed))),
  );
}
