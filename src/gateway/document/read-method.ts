import type { Integration, Method } from "@aws-sdk/client-api-gateway";
import {
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type IntegrationResponse,
  type IntegrationType,
  type MethodDocument,
  type MethodResponse,
  type RequestValidator,
} from "./method.ts";

/** What stands around a method and is needed to read its answer. */
export interface Surroundings {
  readonly resourceId: string;
  /** By id. */
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
}

// An id left over from an earlier type means nothing.
const HAS_AUTHORIZER = new Set(["CUSTOM", "COGNITO_USER_POOLS"]);

/** The document of what GetMethod answered. An empty template, which AWS answers as null, reads as "". */
export function readDocument(method: Method, around: Surroundings): MethodDocument {
  const validator = method.requestValidatorId;
  return {
    request: {
      authorizationType: method.authorizationType ?? "NONE",
      authorizerId: HAS_AUTHORIZER.has(method.authorizationType ?? "") ? method.authorizerId : undefined,
      authorizationScopes: method.authorizationScopes ?? [],
      apiKeyRequired: method.apiKeyRequired ?? false,
      operationName: method.operationName || undefined,
      requestValidator: validator
        ? (around.requestValidators.get(validator) ?? unknownValidator(validator))
        : undefined,
      requestParameters: method.requestParameters ?? {},
      requestModels: method.requestModels ?? {},
    },
    integration: method.methodIntegration && readIntegration(method.methodIntegration, around),
    responses: mapValues(
      method.methodResponses,
      (response): MethodResponse => ({
        responseParameters: response.responseParameters ?? {},
        responseModels: response.responseModels ?? {},
      }),
    ),
    integrationResponses: mapValues(
      method.methodIntegration?.integrationResponses,
      (response): IntegrationResponse => ({
        selectionPattern: response.selectionPattern || undefined,
        responseParameters: response.responseParameters ?? {},
        responseTemplates: texts(response.responseTemplates),
        contentHandling: response.contentHandling as IntegrationResponse["contentHandling"],
      }),
    ),
  };
}

// A validator deleted between two reads: named by its id, so that it equals no wanted one.
const unknownValidator = (id: string): RequestValidator => ({
  name: id,
  validateRequestBody: false,
  validateRequestParameters: false,
});

function readIntegration(integration: Integration, around: Surroundings): IntegrationRequest {
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
    cacheNamespace: cacheNamespace === around.resourceId ? undefined : cacheNamespace || undefined,
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
