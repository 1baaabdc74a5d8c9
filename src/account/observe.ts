import type { Method, Resource as ResourceAnswer } from "@aws-sdk/client-api-gateway";
import { AwsFailure } from "../gateway/call/failure.ts";
import type { Address, MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import { readDocument } from "../gateway/document/read-method.ts";
import {
  type Key,
  methodKey,
  permissionKey,
  resourceKey,
  roleKey,
  rolePolicyKey,
  type Seen,
  type Unread,
  validatorKey,
} from "../gateway/document/things.ts";
import { readStatements } from "../gateway/policy/lambda-policy.ts";
import type { Aws, ResourceEntry } from "../ports.ts";
import type { ObservedRole } from "./observe-role.ts";

/** The document of a method as it is now, or undefined where the resource does not have it. */
export async function observeMethod(
  aws: Aws,
  at: Address & { readonly resourceId: string },
): Promise<MethodDocument | undefined> {
  const { restApiId, resourceId, httpMethod } = at;
  const method = await aws
    .send("apigateway:GetMethod", { restApiId, resourceId, httpMethod })
    .catch((error) => {
      if (error instanceof AwsFailure && error.kind === "missing") return undefined;
      throw error;
    });
  return method && readDocument(method, at);
}

/** Every resource of an API with its methods as they are, by one call a page: asking for each would meet AWS's limits. */
export async function observeMethods(
  aws: Aws,
  restApiId: string,
): Promise<
  readonly (Omit<ResourceEntry, "methods"> & { readonly methods: ReadonlyMap<string, MethodDocument> })[]
> {
  const found: ResourceAnswer[] = [];
  let position: string | undefined;
  do {
    const page = await aws.send("apigateway:GetResources", {
      restApiId,
      embed: ["methods"],
      limit: 500,
      position,
    });
    found.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return found.map(({ id = "", path = "/", resourceMethods }) => ({
    id,
    path,
    methods: new Map(
      Object.entries(resourceMethods ?? {}).map(([httpMethod, method]: [string, Method]) => [
        httpMethod,
        readDocument(method, { restApiId, resourceId: id }),
      ]),
    ),
  }));
}

export const NOT_LOOKED_AT: Unread = { unread: "nobody looked at it" };

/** An API's resources, and that methods are there: what they are, the listing does not say. */
export function resourceThings(
  restApiId: string,
  resources: readonly ResourceEntry[],
): { readonly things: readonly (readonly [Key, Seen])[]; readonly ids: ReadonlyMap<Key, string> } {
  return {
    things: resources.flatMap(({ path, methods }): (readonly [Key, Seen])[] => [
      [resourceKey(restApiId, path), {}],
      ...methods.map((httpMethod) => [methodKey({ restApiId, path, httpMethod }), NOT_LOOKED_AT] as const),
    ]),
    ids: new Map(resources.map(({ path, id }) => [resourceKey(restApiId, path), id])),
  };
}

/** A role and its inline policies; a policy that nobody could read is unread, and not absent. */
export function roleThings(
  name: string,
  role: Pick<ObservedRole, "role" | "inline"> | undefined | "denied",
): readonly (readonly [Key, Seen])[] {
  if (role === "denied") return [[roleKey(name), { unread: "you may not read it" }]];
  if (role === undefined) return [[roleKey(name), undefined]];
  return [
    [roleKey(name), role.role],
    ...[...role.inline].map(([policy, text]) => [rolePolicyKey(name, policy), text] as const),
  ];
}

/** The statements of a function's policy. */
export const permissionThings = (functionArn: string, policy: string | undefined) =>
  readStatements(policy).map((one) => [permissionKey(functionArn, one.Sid ?? ""), one] as const);

/** An API's request validators, by the keys of their ids. */
export const validatorThings = (
  restApiId: string,
  listed: readonly (RequestValidator & { readonly id: string })[],
): ReadonlyMap<Key<"validator">, RequestValidator> =>
  new Map(listed.map(({ id, ...one }) => [validatorKey(restApiId, id), one]));
