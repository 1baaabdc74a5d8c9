import type {
  DeleteMethodRequest,
  GetMethodRequest,
  PutMethodRequest,
  UpdateMethodRequest,
} from "@aws-sdk/client-api-gateway";
import { methodRule, needsAuthorizer } from "../../gateway/rules/method.ts";
import type { Context, Input } from "../state/context.ts";
import { methodOf, own, resourceOf } from "../state/lookup.ts";
import type { ApiState, MethodState } from "../state/types.ts";
import { conflict, refuse } from "../wire/service-error.ts";
import { assign, booleanOf, invalidPath, type Patch, patchesOf, patchMap, requireOp } from "./patch.ts";

/** What the API has that a method can point at. */
function targets(api: ApiState) {
  return {
    authorizers: new Set(Object.keys(api.authorizers)),
    validators: new Set(Object.keys(api.validators)),
    models: new Set(Object.keys(api.models)),
  };
}

/** The authorization type is stored in upper case; an authorizer is kept only where the type needs one. */
function normalized(method: MethodState): MethodState {
  method.authorizationType = method.authorizationType.toUpperCase();
  if (!needsAuthorizer(method.authorizationType)) delete method.authorizerId;
  return method;
}

export function putMethod(input: Input<PutMethodRequest>, context: Context): MethodState {
  const { api, resource } = resourceOf(context, input);
  const { restApiId: _api, resourceId: _resource, ...given } = input;
  refuse(methodRule(given, targets(api)));
  if (own(resource.methods, input.httpMethod)) throw conflict("Method already exists for this resource");
  const method = normalized({ ...given, apiKeyRequired: given.apiKeyRequired ?? false });
  resource.methods[input.httpMethod] = method;
  return method;
}

export function getMethod(input: Input<GetMethodRequest>, context: Context): MethodState {
  return methodOf(context, input).method;
}

export function deleteMethod(input: Input<DeleteMethodRequest>, context: Context): void {
  const { resource } = methodOf(context, input);
  delete resource.methods[input.httpMethod];
}

export function updateMethod(input: Input<UpdateMethodRequest>, context: Context): MethodState {
  const { api, method } = methodOf(context, input);
  const patches = patchesOf(input.patchOperations);
  for (const patch of patches) applyMethodPatch(method, patch);
  normalized(method);
  refuse(methodRule(method, targets(api)));
  return method;
}

const SCALARS = ["authorizationType", "authorizerId", "operationName", "requestValidatorId"] as const;

function applyMethodPatch(method: MethodState, patch: Patch): void {
  const [member = ""] = patch.segments;
  const plain = patch.segments.length === 1;
  const scalar = SCALARS.find((name) => name === member);
  if (plain && scalar) {
    requireOp(patch, "replace");
    if (scalar === "authorizationType") method.authorizationType = patch.value ?? "NONE";
    else assign(method, scalar, patch.value || undefined);
  } else if (plain && member === "apiKeyRequired") {
    requireOp(patch, "replace");
    method.apiKeyRequired = booleanOf(patch.value);
  } else if (plain && member === "authorizationScopes") {
    patchScopes(method, patch);
  } else if (patch.segments.length === 2 && member === "requestParameters") {
    const missing = { missing: "Invalid parameter name specified" };
    assign(method, "requestParameters", patchMap(method.requestParameters, patch, booleanOf, missing));
  } else if (patch.segments.length === 2 && member === "requestModels") {
    const missing = { missing: "Content-Type specified was not found" };
    assign(
      method,
      "requestModels",
      patchMap(method.requestModels, patch, (value) => value ?? "", missing),
    );
  } else {
    throw invalidPath(patch);
  }
}

/** Scopes are added and removed one by one. Unverified: what `replace` does; here it sets the list. */
function patchScopes(method: MethodState, patch: Patch): void {
  requireOp(patch, "add", "remove", "replace");
  const scope = patch.value ?? "";
  const scopes = method.authorizationScopes ?? [];
  const rest = scopes.filter((other) => other !== scope);
  const changed = patch.op === "add" ? [...rest, scope] : patch.op === "remove" ? rest : scope.split(",");
  assign(method, "authorizationScopes", changed.length > 0 ? changed : undefined);
}
