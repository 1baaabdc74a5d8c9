import type { IntegrationRequest, MethodDocument, MethodRequest } from "../gateway/document/method.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { declaredKey, isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";
import { isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import { BACKEND_SETTINGS } from "./backend.ts";
import type { Found } from "./found.ts";
import { wantedIntegration } from "./integration.ts";
import { wantedResponses } from "./responses.ts";
import { backendOf, withToday } from "./today.ts";
import { type WantedValidator, wantedValidator } from "./validator.ts";

/** A method as it is asked for, and the request validator that must be made for it. */
export interface WantedMethod {
  readonly method: MethodDocument;
  readonly validator?: WantedValidator | undefined;
}

/**
 * The document that the settings ask for. Where `base` is given (an existing method to be updated), what is not
 * said stays as it is there; otherwise it is what the console would write.
 */
export function wantedMethod(given: Known, found: Found, base?: MethodDocument): WantedMethod {
  const known = base?.integration ? withBackend(given, base.integration, found.region) : given;
  const kept = base?.integration && sameKind(known, base.integration) ? base : undefined;
  // A half-made method stays without one until somebody says which.
  const none = base !== undefined && base.integration === undefined && known.integration === undefined;
  const integration = none ? undefined : wantedIntegration(known, found, kept?.integration);
  const validator = wantedValidator(known.requestValidator, found, base?.request.requestValidator);
  const request = wantedRequest(known, found, integration, validator, base?.request);
  return {
    method: { request, integration, ...wantedResponses(known, found, base, none ? base : kept) },
    validator,
  };
}

/** Where something of whom it calls is given, the rest of that is as it is by now. */
function withBackend(given: Known, integration: IntegrationRequest, region: string): Known {
  if (!BACKEND_SETTINGS.some((key) => given[key] !== undefined)) return given;
  return withToday(given, backendOf(integration, region));
}

/** Whether an existing integration is of the kind that is asked for, so that the rest of it can be kept. */
function sameKind(known: Known, integration: IntegrationRequest): boolean {
  const vpc = integration.connectionType === "VPC_LINK";
  switch (known.integration) {
    case undefined:
      return true;
    case "mock":
      return integration.type === "MOCK";
    case "aws":
    case "lambda":
      return integration.type === (isProxy(known) ? "AWS_PROXY" : "AWS");
    default:
      return (
        integration.type === (isProxy(known) ? "HTTP_PROXY" : "HTTP") &&
        vpc === (known.integration === "vpc-link")
      );
  }
}
function wantedRequest(
  known: Known,
  found: Found,
  integration: IntegrationRequest | undefined,
  validator: WantedValidator | undefined,
  base?: MethodRequest,
): MethodRequest {
  const authorizationType =
    known.authorization ??
    (found.authorizer === undefined
      ? (base?.authorizationType ?? "NONE")
      : found.authorizer.type === "COGNITO_USER_POOLS"
        ? "COGNITO_USER_POOLS"
        : "CUSTOM");
  const authorized = authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS";
  return {
    authorizationType,
    authorizerId: authorized ? (found.authorizer?.id ?? base?.authorizerId) : undefined,
    authorizationScopes:
      authorizationType === "COGNITO_USER_POOLS" ? (known.scope ?? base?.authorizationScopes ?? []) : [],
    apiKeyRequired: known.apiKeyRequired ?? base?.apiKeyRequired ?? false,
    operationName: known.operationName ?? base?.operationName,
    requestValidator: validator?.key,
    requestParameters: {
      ...base?.requestParameters,
      ...Object.fromEntries(
        (known.queryParam ?? []).map(({ name, required }) => [
          `method.request.querystring.${name}`,
          required,
        ]),
      ),
      ...Object.fromEntries(
        (known.header ?? []).map(({ name, required }) => [`method.request.header.${name}`, required]),
      ),
      ...Object.fromEntries(
        neededPathParameters(known, found, integration).map((name) => {
          const key = `method.request.path.${name}`;
          return [key, base?.requestParameters[key] ?? true];
        }),
      ),
    },
    requestModels: {
      ...base?.requestModels,
      ...Object.fromEntries((known.requestModel ?? []).map(({ key, value }) => [key, value])),
    },
  };
}

/** Path parameters have no row in the console: they are declared where a mapping, the cache or a flag uses them. */
function neededPathParameters(
  known: Known,
  { path }: Found,
  integration: IntegrationRequest | undefined,
): readonly string[] {
  const mapped = Object.values(integration?.requestParameters ?? {}).flatMap((expression) => {
    const parsed = parseMapping(expression);
    const key = isMappingFault(parsed) ? undefined : declaredKey(parsed);
    return key?.startsWith("method.request.path.") ? key.slice("method.request.path.".length) : [];
  });
  const used = new Set([...mapped, ...(known.pathParam ?? []).map(({ name }) => name)]);
  return pathParameters(path).filter((name) => used.has(name));
}
