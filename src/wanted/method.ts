import type {
  IntegrationRequest,
  MethodDocument,
  MethodRequest,
  RequestValidator,
} from "../gateway/document/method.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { declaredKey, isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";
import { isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import type { Found } from "./found.ts";
import { wantedIntegration } from "./integration.ts";
import { wantedResponses } from "./responses.ts";

const VALIDATORS: Readonly<Record<"body" | "parameters" | "all", RequestValidator>> = {
  body: { name: "Validate body", validateRequestBody: true, validateRequestParameters: false },
  parameters: {
    name: "Validate query string parameters and headers",
    validateRequestBody: false,
    validateRequestParameters: true,
  },
  all: {
    name: "Validate body, query string parameters, and headers",
    validateRequestBody: true,
    validateRequestParameters: true,
  },
};

/**
 * The document that the settings ask for. Where `base` is given (an existing method to be updated), what is not
 * said stays as it is there; otherwise it is what the console would write.
 */
export function wantedDocument(known: Known, found: Found, base?: MethodDocument): MethodDocument {
  const kept = base?.integration && sameKind(known, base.integration) ? base : undefined;
  const integration = wantedIntegration(known, found, kept?.integration);
  const request = wantedRequest(known, found, integration, base?.request);
  return { request, integration, ...wantedResponses(known, found, base, kept) };
}

/** Whether an existing integration is of the kind that is asked for, so that the rest of it can be kept. */
function sameKind(known: Known, integration: IntegrationRequest): boolean {
  const vpc = integration.connectionType === "VPC_LINK";
  switch (known.integration) {
    case "mock":
      return integration.type === "MOCK";
    case "aws":
      return integration.type === "AWS";
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
  integration: IntegrationRequest,
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
  const validator = known.requestValidator;
  return {
    authorizationType,
    authorizerId: authorized ? (found.authorizer?.id ?? base?.authorizerId) : undefined,
    authorizationScopes:
      authorizationType === "COGNITO_USER_POOLS" ? (known.scope ?? base?.authorizationScopes ?? []) : [],
    apiKeyRequired: known.apiKeyRequired ?? base?.apiKeyRequired ?? false,
    operationName: known.operationName ?? base?.operationName,
    requestValidator:
      validator === undefined
        ? base?.requestValidator
        : validator === "none"
          ? undefined
          : VALIDATORS[validator],
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
        neededPathParameters(known, found, integration).map((name) => [`method.request.path.${name}`, true]),
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
  integration: IntegrationRequest,
): readonly string[] {
  const mapped = Object.values(integration.requestParameters).flatMap((expression) => {
    const parsed = parseMapping(expression);
    const key = isMappingFault(parsed) ? undefined : declaredKey(parsed);
    return key?.startsWith("method.request.path.") ? key.slice("method.request.path.".length) : [];
  });
  const used = new Set([...mapped, ...(known.pathParam ?? []).map(({ name }) => name)]);
  return pathParameters(path).filter((name) => used.has(name));
}
