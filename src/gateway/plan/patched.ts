import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { isRef } from "../call/call.ts";
import {
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type MethodRequest,
  type MethodResponse,
  type RequestValidator,
} from "../document/method.ts";
import { type Key, validatorKey } from "../document/things.ts";

type Patches = readonly PatchOperation[];

/** `["requestParameters", "method.request.header.X"]` of a patch's path. */
export const partsOf = ({ path = "" }: PatchOperation): readonly [string, string | undefined] => {
  const [member = "", key] = path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return [member, key];
};

/** A map with one entry added, replaced or removed; values are read by `read`. */
export function entry<V>(map: Readonly<Record<string, V>>, patch: PatchOperation, read: (text: string) => V) {
  const [, key = ""] = partsOf(patch);
  const { [key]: _, ...rest } = map;
  return patch.op === "remove" ? rest : { ...rest, [key]: read(patch.value ?? "") };
}

/** The thing after one patch and then the next. */
export function inTurn<T>(thing: T, patches: Patches, step: (now: T, patch: PatchOperation) => T): T {
  let now = thing;
  for (const patch of patches) now = step(now, patch);
  return now;
}

export const yes = (text: string): boolean => text === "true";
export const same = (text: string): string => text;
export const unlessEmpty = (text: string | undefined) => (text === "" ? undefined : text);

/** The list with an element more, or less. */
const element = (list: readonly string[], { op }: PatchOperation, one: string): readonly string[] => {
  const rest = list.filter((other) => other !== one);
  return op === "remove" ? rest : [...rest, one];
};

export const patchedValidator = (validator: RequestValidator, patches: Patches): RequestValidator =>
  inTurn(validator, patches, (now, patch) => {
    const [member] = partsOf(patch);
    return { ...now, [member]: member === "name" ? patch.value : yes(patch.value ?? "") };
  });

export const patchedResponse = (response: MethodResponse, patches: Patches): MethodResponse =>
  inTurn(response, patches, (now, patch) => {
    const [member] = partsOf(patch);
    return member === "responseModels"
      ? { ...now, responseModels: entry(now.responseModels, patch, same) }
      : { ...now, responseParameters: entry(now.responseParameters, patch, yes) };
  });

export function patchedRequest(request: MethodRequest, restApiId: string, patches: Patches): MethodRequest {
  const after = inTurn(request, patches, (now, patch): MethodRequest => {
    const [member] = partsOf(patch);
    switch (member) {
      case "requestParameters":
        return { ...now, requestParameters: entry(now.requestParameters, patch, yes) };
      case "requestModels":
        return { ...now, requestModels: entry(now.requestModels, patch, same) };
      case "authorizationScopes":
        return { ...now, authorizationScopes: element(now.authorizationScopes, patch, patch.value ?? "") };
      case "apiKeyRequired":
        return { ...now, apiKeyRequired: yes(patch.value ?? "") };
      case "requestValidatorId":
        return { ...now, requestValidator: validatorOf(patch.value, restApiId) };
      default:
        return { ...now, [member]: unlessEmpty(patch.value) };
    }
  });
  // An authorizer is dropped by itself where the type has none (recorded).
  const { authorizationType } = after;
  return authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS"
    ? after
    : { ...after, authorizerId: undefined };
}

/** A patch's value may be a reference to a validator that is still to be made. */
function validatorOf(value: unknown, restApiId: string): Key<"validator"> | undefined {
  if (isRef(value)) return value.idOf as Key<"validator">;
  return typeof value === "string" && value !== "" ? validatorKey(restApiId, value) : undefined;
}

// What a document leaves out.
const DEFAULTS: Readonly<Record<string, string>> = {
  passthroughBehavior: "WHEN_NO_MATCH",
  timeoutInMillis: String(DEFAULT_TIMEOUT_MS),
  responseTransferMode: "BUFFERED",
};

export const patchedIntegration = (integration: IntegrationRequest, patches: Patches): IntegrationRequest =>
  inTurn(integration, patches, (now, patch): IntegrationRequest => {
    const [member, key] = partsOf(patch);
    switch (member) {
      case "requestParameters":
        return { ...now, requestParameters: entry(now.requestParameters, patch, same) };
      case "requestTemplates":
        return { ...now, requestTemplates: entry(now.requestTemplates, patch, same) };
      case "cacheKeyParameters":
        return { ...now, cacheKeyParameters: element(now.cacheKeyParameters, patch, key ?? "") };
      case "tlsConfig":
        return { ...now, insecureSkipVerification: yes(patch.value ?? "") || undefined };
      case "cacheNamespace":
        return { ...now, cacheNamespace: isRef(patch.value) ? undefined : patch.value };
      default: {
        const value = patch.value === DEFAULTS[member] ? undefined : unlessEmpty(patch.value);
        return { ...now, [member]: member === "timeoutInMillis" && value ? Number(value) : value };
      }
    }
  });
