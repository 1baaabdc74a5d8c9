import type { Input, Operation } from "../gateway/call/operation.ts";
import type { Known } from "./known.ts";
import type { Key } from "./setting.ts";

/** The settings that fill a field; or why none does. */
type Filled = readonly Key[] | { readonly none: string };

/** The operations that change something, or test a method. */
type Sent = Exclude<Operation, `${string}:Get${string}` | `${string}:List${string}`>;

/**
 * For each operation that is sent, each field of its input, as the SDK types it. A field that a new SDK adds, or an
 * operation that is new here, fails the build until somebody decides.
 */
type Fields = { readonly [O in Sent]: { readonly [F in keyof Input<O>]-?: Filled } };

const API = { restApiId: ["api"] } as const;
const METHOD = { ...API, resourceId: ["resource"], httpMethod: ["method"] } as const;
const PATCHED = { patchOperations: { none: "the plan writes them, from what differs" } } as const;
const NOBODY_ELSE = { none: "the plan names what it made, or what stands there" } as const;
const NEVER = (why: string) => ({ none: why });

const BY_ITSELF = NEVER("the stage is made or moved by a call of its own, so that each can be taken back");

export const apiFields = {
  "apigateway:CreateResource": {
    ...API,
    parentId: ["resource"],
    pathPart: ["resource"],
  },
  "apigateway:DeleteResource": { ...API, resourceId: ["resource"] },
  "apigateway:CreateRequestValidator": {
    ...API,
    name: ["requestValidator"],
    validateRequestBody: ["requestValidator"],
    validateRequestParameters: ["requestValidator"],
  },
  "apigateway:UpdateRequestValidator": { ...API, requestValidatorId: NOBODY_ELSE, ...PATCHED },
  "apigateway:DeleteRequestValidator": { ...API, requestValidatorId: ["deleteUnusedValidator"] },
  "apigateway:PutMethod": {
    ...METHOD,
    authorizationType: ["authorization"],
    authorizerId: ["authorizer"],
    apiKeyRequired: ["apiKeyRequired"],
    operationName: ["operationName"],
    requestParameters: ["queryParam", "header", "pathParam"],
    requestModels: ["requestModel"],
    requestValidatorId: ["requestValidator"],
    authorizationScopes: ["scope"],
  },
  "apigateway:UpdateMethod": { ...METHOD, ...PATCHED },
  "apigateway:DeleteMethod": METHOD,
  "apigateway:TestInvokeMethod": {
    ...METHOD,
    pathWithQueryString: ["testPath", "queryString"],
    body: ["body"],
    headers: ["testHeader"],
    multiValueHeaders: ["testHeader"],
    clientCertificateId: ["clientCertificate"],
    stageVariables: ["stage", "stageVariable"],
  },
  "apigateway:PutMethodResponse": {
    ...METHOD,
    statusCode: ["response"],
    responseParameters: ["responseHeader"],
    responseModels: ["responseModel"],
  },
  "apigateway:UpdateMethodResponse": { ...METHOD, statusCode: ["response"], ...PATCHED },
  "apigateway:DeleteMethodResponse": { ...METHOD, statusCode: ["unset"] },
  "apigateway:PutIntegration": {
    ...METHOD,
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
  },
  "apigateway:UpdateIntegration": { ...METHOD, ...PATCHED },
  "apigateway:DeleteIntegration": METHOD,
  "apigateway:PutIntegrationResponse": {
    ...METHOD,
    statusCode: ["response"],
    selectionPattern: ["response"],
    responseParameters: ["responseHeader"],
    responseTemplates: ["responseTemplate"],
    contentHandling: ["responseContentHandling"],
  },
  "apigateway:DeleteIntegrationResponse": { ...METHOD, statusCode: ["unset"] },
  "apigateway:PutGatewayResponse": {
    ...API,
    responseType: NEVER("those that stand for all of 4XX and 5XX"),
    statusCode: NEVER("the status that each case has by itself"),
    responseParameters: ["allowOrigin", "allowHeaders", "allowCredentials", "exposeHeaders"],
    responseTemplates: NEVER("API Gateway's own"),
  },
  "apigateway:UpdateGatewayResponse": { ...API, responseType: NOBODY_ELSE, ...PATCHED },
  "apigateway:DeleteGatewayResponse": { ...API, responseType: NOBODY_ELSE },
  "apigateway:CreateDeployment": {
    ...API,
    description: ["description"],
    stageName: BY_ITSELF,
    stageDescription: BY_ITSELF,
    cacheClusterEnabled: BY_ITSELF,
    cacheClusterSize: BY_ITSELF,
    variables: BY_ITSELF,
    canarySettings: BY_ITSELF,
    tracingEnabled: BY_ITSELF,
  },
  "apigateway:UpdateDeployment": { ...API, deploymentId: NOBODY_ELSE, ...PATCHED },
  "apigateway:DeleteDeployment": { ...API, deploymentId: NOBODY_ELSE },
  "apigateway:CreateStage": {
    ...API,
    stageName: ["stage", "deploy"],
    deploymentId: NOBODY_ELSE,
    description: ["stageDescription"],
    cacheClusterEnabled: ["cacheSize"],
    cacheClusterSize: ["cacheSize"],
    variables: ["stageVariable"],
    documentationVersion: NEVER("only a stage that is made again has one"),
    canarySettings: NEVER("a new stage serves one deployment alone"),
    tracingEnabled: ["tracing"],
    tags: NEVER("not offered yet"),
  },
  "apigateway:UpdateStage": { ...API, stageName: ["stage", "deploy"], ...PATCHED },
  "apigateway:DeleteStage": { ...API, stageName: NOBODY_ELSE },
  "lambda:AddPermission": {
    FunctionName: ["function"],
    Qualifier: ["function"],
    StatementId: NEVER("a name of ours, from the method's address"),
    Action: NEVER("lambda:InvokeFunction, which API Gateway needs"),
    Principal: NEVER("API Gateway's own"),
    SourceArn: ["permissionScope"],
    SourceAccount: NEVER("the source's ARN names the account"),
    PrincipalOrgID: NEVER("the principal is a service"),
    RevisionId: NEVER("statements are added and removed by their names"),
    EventSourceToken: NEVER("for Alexa"),
    FunctionUrlAuthType: NEVER("for function URLs"),
    InvokedViaFunctionUrl: NEVER("for function URLs"),
  },
  "lambda:RemovePermission": {
    FunctionName: ["function"],
    Qualifier: ["function"],
    StatementId: NOBODY_ELSE,
    RevisionId: NEVER("statements are added and removed by their names"),
  },
  "iam:CreateRole": {
    RoleName: ["createRole", "roleName"],
    Path: ["rolePath"],
    AssumeRolePolicyDocument: NEVER("API Gateway may assume it, and nobody else"),
    Description: NEVER("says what made it"),
    MaxSessionDuration: NEVER("IAM's own default"),
    PermissionsBoundary: ["permissionsBoundary"],
    Tags: ["roleTag"],
  },
  "iam:DeleteRole": { RoleName: NOBODY_ELSE },
  "iam:PutRolePolicy": {
    RoleName: ["createRole", "roleName"],
    PolicyName: NEVER("a name of ours"),
    PolicyDocument: ["roleAction", "roleResource"],
  },
  "iam:DeleteRolePolicy": { RoleName: NOBODY_ELSE, PolicyName: NOBODY_ELSE },
} as const satisfies Fields;

/** The setting to name for a field of one of API Gateway's operations: of those that fill it, the first that was given. */
export function settingOf(operation: string, member: string, known: Known): Key | undefined {
  const fields: Partial<Record<string, Readonly<Record<string, Filled>>>> = apiFields;
  const filled = fields[`apigateway:${operation}`]?.[member];
  if (filled === undefined || "none" in filled) return undefined;
  return filled.find((key) => known[key] !== undefined) ?? filled[0];
}
