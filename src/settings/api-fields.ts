import type {
  CreateResourceRequest,
  PutIntegrationRequest,
  PutIntegrationResponseRequest,
  PutMethodRequest,
  PutMethodResponseRequest,
} from "@aws-sdk/client-api-gateway";
import type { Known } from "./known.ts";
import type { Key } from "./setting.ts";

/** For a field of the API, the settings that fill it. A field that a new SDK adds fails the build here until somebody decides. */
type Fields<Request> = Readonly<Record<keyof Request, readonly Key[]>>;

export const apiFields = {
  CreateResource: {
    restApiId: ["api"],
    parentId: ["resource"],
    pathPart: ["resource"],
  } satisfies Fields<CreateResourceRequest>,
  PutMethod: {
    restApiId: ["api"],
    resourceId: ["resource"],
    httpMethod: ["method"],
    authorizationType: ["authorization"],
    authorizerId: ["authorizer"],
    apiKeyRequired: ["apiKeyRequired"],
    operationName: ["operationName"],
    requestParameters: ["queryParam", "header", "pathParam"],
    requestModels: ["requestModel"],
    requestValidatorId: ["requestValidator"],
    authorizationScopes: ["scope"],
  } satisfies Fields<PutMethodRequest>,
  PutMethodResponse: {
    restApiId: ["api"],
    resourceId: ["resource"],
    httpMethod: ["method"],
    statusCode: ["response"],
    responseParameters: ["responseHeader"],
    responseModels: ["responseModel"],
  } satisfies Fields<PutMethodResponseRequest>,
  PutIntegration: {
    restApiId: ["api"],
    resourceId: ["resource"],
    httpMethod: ["method"],
    type: ["integration", "proxy"],
    integrationHttpMethod: ["integrationMethod"],
    uri: [
      "endpoint",
      "function",
      "service",
      "serviceRegion",
      "subdomain",
      "actionType",
      "action",
      "pathOverride",
      "uri",
      "functionRegion",
    ],
    connectionType: ["integration"],
    connectionId: ["vpcLink"],
    credentials: ["role", "callerCredentials"],
    requestParameters: ["requestParameter"],
    requestTemplates: ["requestTemplate"],
    passthroughBehavior: ["passthrough"],
    cacheNamespace: ["cacheNamespace"],
    cacheKeyParameters: ["queryParam", "header", "pathParam"],
    contentHandling: ["contentHandling"],
    timeoutInMillis: ["timeout"],
    tlsConfig: ["insecureSkipVerification"],
    responseTransferMode: ["responseTransferMode"],
    integrationTarget: ["integrationTarget"],
  } satisfies Fields<PutIntegrationRequest>,
  PutIntegrationResponse: {
    restApiId: ["api"],
    resourceId: ["resource"],
    httpMethod: ["method"],
    statusCode: ["response"],
    selectionPattern: ["response"],
    responseParameters: ["responseHeader"],
    responseTemplates: ["responseTemplate"],
    contentHandling: ["responseContentHandling"],
  } satisfies Fields<PutIntegrationResponseRequest>,
} as const;

/** The setting to name for a field: of those that fill it, the first that was given. */
export function settingOf(operation: keyof typeof apiFields, member: string, known: Known): Key | undefined {
  const keys = (apiFields[operation] as Readonly<Record<string, readonly Key[]>>)[member] ?? [];
  return keys.find((key) => known[key] !== undefined) ?? keys[0];
}
