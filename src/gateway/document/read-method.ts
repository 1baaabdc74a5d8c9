import type {
  Integration,
  IntegrationResponse as IntegrationResponseAnswer,
  Method,
  MethodResponse as MethodResponseAnswer,
} from "@aws-sdk/client-api-gateway";
import {
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type IntegrationResponse,
  type IntegrationType,
  type MethodDocument,
  type MethodRequest,
  type MethodResponse,
} from "./method.ts";
import { validatorKey } from "./things.ts";

/** Where a method stands, which its own answer does not say. */
export interface Surroundings {
  readonly restApiId: string;
  /** What the cache namespace is by default. */
  readonly resourceId: string;
}

// An id left over from an earlier type means nothing.
const HAS_AUTHORIZER = new Set(["CUSTOM", "COGNITO_USER_POOLS"]);

/** The document of what GetMethod answered, or of what PutMethod is asked for. An empty template, which AWS answers as null, reads as "". */
export function readDocument(method: Method, around: Surroundings): MethodDocument {
  return {
    request: readRequest(method, around),
    integration: method.methodIntegration && readIntegration(method.methodIntegration, around),
    responses: mapValues(method.methodResponses, readResponse),
    integrationResponses: mapValues(method.methodIntegration?.integrationResponses, readIntegrationResponse),
  };
}

/** What a method asks of its callers. */
export function readRequest(method: Method, { restApiId }: Pick<Surroundings, "restApiId">): MethodRequest {
  const validator = method.requestValidatorId;
  return {
    authorizationType: method.authorizationType ?? "NONE",
    authorizerId: HAS_AUTHORIZER.has(method.authorizationType ?? "") ? method.authorizerId : undefined,
    authorizationScopes: method.authorizationScopes ?? [],
    apiKeyRequired: method.apiKeyRequired ?? false,
    operationName: method.operationName || undefined,
    requestValidator: validator ? validatorKey(restApiId, validator) : undefined,
    requestParameters: method.requestParameters ?? {},
    requestModels: method.requestModels ?? {},
  };
}

export const readResponse = (response: MethodResponseAnswer): MethodResponse => ({
  responseParameters: response.responseParameters ?? {},
  responseModels: response.responseModels ?? {},
});

export const readIntegrationResponse = (response: IntegrationResponseAnswer): IntegrationResponse => ({
  selectionPattern: response.selectionPattern || undefined,
  responseParameters: response.responseParameters ?? {},
  responseTemplates: texts(response.responseTemplates),
  contentHandling: response.contentHandling as IntegrationResponse["contentHandling"],
});

/** What an integration is, as it was answered or asked for. */
export function readIntegration(
  integration: Integration,
  { resourceId }: Pick<Surroundings, "resourceId">,
): IntegrationRequest {
  const { passthroughBehavior, cacheNamespace, timeoutInMillis } = integration;
  return {
    type: (integration.type ?? "MOCK") as IntegrationType,
    httpMethod: integration.httpMethod || undefined,
    uri: integration.uri || undefined,
    connectionType: integration.connectionType === "VPC_LINK" ? "VPC_LINK" : undefined,
    connectionId: integration.connectionId || undefined,
    integrationTarget: integration.integrationTarget || undefined,
    credentials: integration.credentials || undefined,
    requestParameters: integration.requestParameters ?? {},
    requestTemplates: texts(integration.requestTemplates),
    passthroughBehavior:
      passthroughBehavior === "NEVER" || passthroughBehavior === "WHEN_NO_TEMPLATES"
        ? passthroughBehavior
        : undefined,
    cacheNamespace: cacheNamespace === resourceId ? undefined : cacheNamespace || undefined,
    cacheKeyParameters: integration.cacheKeyParameters ?? [],
    contentHandling: integration.contentHandling as IntegrationRequest["contentHandling"],
    timeoutInMillis: timeoutInMillis === DEFAULT_TIMEOUT_MS ? undefined : timeoutInMillis,
    insecureSkipVerification: integration.tlsConfig?.insecureSkipVerification ? true : undefined,
    responseTransferMode: integration.responseTransferMode === "STREAM" ? "STREAM" : undefined,
  };
}

function texts(map: Record<string, string | null> | undefined): Record<string, string> {
  return mapValues(map, (text) => text ?? "");
}

function mapValues<A, B>(map: Record<string, A> | undefined, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, change(value)]));
}
