import type {
  CreateAuthorizerRequest,
  DeleteAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  UpdateAuthorizerRequest,
} from "@aws-sdk/client-api-gateway";
import {
  type AuthorizerInput,
  authorizerRule,
  DEFAULT_TTL_IN_SECONDS,
} from "../../gateway/rules/authorizer.ts";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ApiState, AuthorizerState } from "../state/types.ts";
import { CONCURRENT_MODIFICATION, conflict, notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, invalidPath, type Patch, patchesOf, requireOp } from "./patch.ts";

const AUTH_TYPES = { COGNITO_USER_POOLS: "cognito_user_pools", TOKEN: "custom", REQUEST: "custom" } as const;

function check(authorizer: AuthorizerInput, api: ApiState, id?: string): void {
  const others = Object.values(api.authorizers).filter((other) => other.id !== id);
  refuse(authorizerRule(authorizer, new Set(others.map((other) => other.name ?? ""))));
}

export function createAuthorizer(input: Input<CreateAuthorizerRequest>, context: Context): AuthorizerState {
  const api = own(context.state.apis, input.restApiId);
  // Recorded: a missing API is answered as a conflict.
  if (!api) throw conflict(CONCURRENT_MODIFICATION);
  check(input, api);
  const authorizer: AuthorizerState = { id: context.id(6), name: input.name, type: input.type };
  assign(authorizer, "providerARNs", input.providerARNs);
  authorizer.authType = input.authType ?? AUTH_TYPES[input.type];
  assign(authorizer, "authorizerUri", input.authorizerUri);
  assign(authorizer, "authorizerCredentials", input.authorizerCredentials);
  assign(authorizer, "identitySource", input.identitySource);
  assign(authorizer, "identityValidationExpression", input.identityValidationExpression);
  // Unverified: the default is documented; that it is told for a Lambda authorizer only is not.
  const ttl = input.type === "COGNITO_USER_POOLS" ? undefined : DEFAULT_TTL_IN_SECONDS;
  assign(authorizer, "authorizerResultTtlInSeconds", input.authorizerResultTtlInSeconds ?? ttl);
  api.authorizers[authorizer.id] = authorizer;
  return authorizer;
}

function authorizerOf(context: Context, ids: { restApiId: string; authorizerId: string }) {
  const api = own(context.state.apis, ids.restApiId);
  const authorizer = api && own(api.authorizers, ids.authorizerId);
  if (!api || !authorizer) throw notFound("Invalid Authorizer identifier specified");
  return { api, authorizer };
}

export function getAuthorizer(input: Input<GetAuthorizerRequest>, context: Context): AuthorizerState {
  return authorizerOf(context, input).authorizer;
}

export function getAuthorizers(input: Input<GetAuthorizersRequest>, context: Context) {
  return page(Object.values(apiOf(context, input.restApiId).authorizers), input);
}

export function deleteAuthorizer(input: Input<DeleteAuthorizerRequest>, context: Context): void {
  const { api, authorizer } = authorizerOf(context, input);
  const used = Object.values(api.resources)
    .flatMap((resource) => Object.values(resource.methods))
    .some((method) => method.authorizerId === authorizer.id);
  // Unverified wording; AWS refuses to delete an authorizer that a method uses.
  if (used) throw conflict(`Cannot delete authorizer '${authorizer.id}', is referenced in method`);
  delete api.authorizers[authorizer.id];
}

const SCALARS = [
  "authorizerUri",
  "authorizerCredentials",
  "identitySource",
  "identityValidationExpression",
  "authType",
] as const;

/** No update is recorded: paths as documented, complaints as for methods (unverified). */
export function updateAuthorizer(input: Input<UpdateAuthorizerRequest>, context: Context): AuthorizerState {
  const { api, authorizer } = authorizerOf(context, input);
  for (const patch of patchesOf(input.patchOperations)) applyAuthorizerPatch(authorizer, patch);
  check(authorizer as AuthorizerInput, api, authorizer.id);
  return authorizer;
}

function applyAuthorizerPatch(authorizer: AuthorizerState, patch: Patch): void {
  const [member = ""] = patch.segments;
  const scalar = SCALARS.find((name) => name === member);
  if (member === "providerARNs") {
    requireOp(patch, "add", "remove");
    const rest = (authorizer.providerARNs ?? []).filter((arn) => arn !== patch.value);
    authorizer.providerARNs = patch.op === "remove" ? rest : [...rest, patch.value ?? ""];
    return;
  }
  if (patch.segments.length !== 1) throw invalidPath(patch);
  if (member === "identitySource" && patch.op !== "replace") {
    requireOp(patch, "add", "remove", "replace");
    const rest = (authorizer.identitySource?.split(",") ?? []).filter((one) => one.trim() !== patch.value);
    // Unverified: what adding and removing one of several makes of them.
    const left = patch.op === "add" ? [...rest, patch.value ?? ""] : patch.value ? rest : [];
    assign(authorizer, "identitySource", left.join(",") || undefined);
    return;
  }
  if (scalar) assign(authorizer, scalar, patch.value || undefined);
  else if (member === "name") authorizer.name = patch.value ?? "";
  else if (member === "type" && Object.hasOwn(AUTH_TYPES, patch.value ?? ""))
    authorizer.type = patch.value as NonNullable<AuthorizerState["type"]>;
  else if (member === "authorizerResultTtlInSeconds")
    authorizer.authorizerResultTtlInSeconds = Number(patch.value);
  else throw invalidPath(patch);
  requireOp(patch, "replace");
}
