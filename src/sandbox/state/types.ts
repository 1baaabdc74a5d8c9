/** What the state file holds. Plain JSON: dates are ISO strings, maps are objects by id or name. */
import type {
  ApiKey,
  ApiStage,
  Authorizer,
  ClientCertificate,
  DocumentationPart,
  EndpointConfiguration,
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
  Model,
  RequestValidator,
  Stage,
  UsagePlan,
} from "@aws-sdk/client-api-gateway";

/** The SDK's shape with its dates as they stand in JSON, and its maps never half there. */
export type Stored<T> = {
  [K in keyof T]: Exclude<T[K], undefined> extends Date ? string : Exclude<T[K], undefined>;
};

export type IntegrationResponseState = Omit<Stored<IntegrationResponse>, "statusCode"> & {
  statusCode: string;
};

export type IntegrationState = Omit<Stored<Integration>, "integrationResponses"> & {
  integrationResponses?: Record<string, IntegrationResponseState>;
};

export type MethodResponseState = Omit<Stored<MethodResponse>, "statusCode"> & { statusCode: string };

export type MethodState = Omit<
  Stored<Method>,
  "methodResponses" | "methodIntegration" | "httpMethod" | "authorizationType"
> & {
  httpMethod: string;
  authorizationType: string;
  methodResponses?: Record<string, MethodResponseState>;
  methodIntegration?: IntegrationState;
};

export interface ResourceState {
  id: string;
  parentId?: string;
  pathPart?: string;
  methods: Record<string, MethodState>;
}

export type ModelState = Stored<Model> & { id: string; name: string };
export type ValidatorState = Stored<RequestValidator> & { id: string };
export type AuthorizerState = Stored<Authorizer> & { id: string };

export interface GatewayResponseState {
  responseType: string;
  statusCode?: string;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
}

/** What a deployment froze: all that is needed to answer a call to a stage. */
export interface Snapshot {
  resources: Record<string, ResourceState>;
  models: Record<string, ModelState>;
  validators: Record<string, ValidatorState>;
  authorizers: Record<string, AuthorizerState>;
  gatewayResponses: Record<string, GatewayResponseState>;
  binaryMediaTypes?: string[];
  /** The API's own policy. */
  policy?: string;
}

export interface DeploymentState {
  id: string;
  description?: string;
  createdDate: string;
  snapshot: Snapshot;
}

export type StageState = Stored<Stage> & { stageName: string; deploymentId: string };

export interface DocumentationVersionState {
  version: string;
  description?: string;
  createdDate: string;
}

export interface ApiState {
  id: string;
  name: string;
  description?: string;
  createdDate: string;
  version?: string;
  binaryMediaTypes?: string[];
  minimumCompressionSize?: number;
  apiKeySource: string;
  endpointConfiguration: EndpointConfiguration;
  policy?: string;
  tags?: Record<string, string>;
  disableExecuteApiEndpoint: boolean;
  securityPolicy?: string;
  endpointAccessMode?: string;
  rootResourceId: string;
  resources: Record<string, ResourceState>;
  models: Record<string, ModelState>;
  validators: Record<string, ValidatorState>;
  authorizers: Record<string, AuthorizerState>;
  deployments: Record<string, DeploymentState>;
  stages: Record<string, StageState>;
  gatewayResponses: Record<string, GatewayResponseState>;
  documentationParts: Record<string, Stored<DocumentationPart> & { id: string }>;
  documentationVersions: Record<string, DocumentationVersionState>;
}

export interface VpcLinkState {
  id: string;
  name: string;
  description?: string;
  targetArns: string[];
  status: string;
  statusMessage?: string;
  tags?: Record<string, string>;
}

export interface VpcLinkV2State {
  VpcLinkId: string;
  Name: string;
  SubnetIds: string[];
  SecurityGroupIds: string[];
  CreatedDate: string;
  Tags: Record<string, string>;
}

export interface FunctionVersion {
  version: string;
  runtime?: string;
  handler?: string;
  role: string;
  description: string;
  timeout: number;
  memorySize: number;
  codeSize: number;
  codeSha256: string;
  lastModified: string;
  revisionId: string;
  environment?: Record<string, string>;
}

export interface AliasState {
  name: string;
  functionVersion: string;
  description: string;
  revisionId: string;
  /** Other versions with the share of calls that goes to them. */
  routing?: Record<string, number>;
}

export interface PolicyState {
  revisionId: string;
  statements: Record<string, unknown>[];
}

export interface FunctionState {
  name: string;
  latest: FunctionVersion;
  versions: Record<string, FunctionVersion>;
  aliases: Record<string, AliasState>;
  /** By qualifier; the unqualified function's stands under `""`. */
  policies: Record<string, PolicyState>;
  tags?: Record<string, string>;
  /** Reserved concurrency. */
  concurrency?: number;
  /** The number of the last version that was published. */
  lastVersion?: number;
}

export type ApiKeyState = Stored<ApiKey> & { id: string; value: string; stageKeys: string[] };

/** `keyIds` are the keys that stand in the plan. */
export type UsagePlanState = Omit<Stored<UsagePlan>, "apiStages"> & {
  id: string;
  apiStages: ApiStage[];
  keyIds: string[];
};

export type ClientCertificateState = Stored<ClientCertificate> & { clientCertificateId: string };

/** What a Region holds. The members that may be missing came later than the state files there are. */
export interface RegionState {
  apiKeys?: Record<string, ApiKeyState>;
  usagePlans?: Record<string, UsagePlanState>;
  account?: { cloudwatchRoleArn?: string };
  clientCertificates?: Record<string, ClientCertificateState>;
  /** Quotas that were raised, by `apigateway/L-E5AE38E3`. */
  quotas?: Record<string, number>;
  apis: Record<string, ApiState>;
  vpcLinks: Record<string, VpcLinkState>;
  vpcLinksV2: Record<string, VpcLinkV2State>;
  functions: Record<string, FunctionState>;
}

export interface RoleState {
  name: string;
  id: string;
  path: string;
  createDate: string;
  trust: string;
  description?: string;
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: { Key: string; Value: string }[];
  inline: Record<string, string>;
  attached: string[];
}

export interface ManagedPolicyState {
  arn: string;
  name: string;
  id: string;
  path: string;
  description?: string;
  /** What the default version says. */
  document: string;
  createDate: string;
  /** All versions, once there was a second one. */
  versions?: Record<string, { id: string; document: string; createDate: string }>;
  defaultVersion?: string;
  lastVersion?: number;
  tags?: { Key: string; Value: string }[];
}

export interface InstanceProfileState {
  name: string;
  id: string;
  path: string;
  createDate: string;
  /** By name; a profile has one at most. */
  role?: string;
  tags?: { Key: string; Value: string }[];
}

export interface IamState {
  instanceProfiles?: Record<string, InstanceProfileState>;
  roles: Record<string, RoleState>;
  policies: Record<string, ManagedPolicyState>;
}

export const STATE_VERSION = 1;

export interface AccountState {
  regions: Record<string, RegionState>;
  iam?: IamState;
}

/** The own account's Regions and IAM, and the other accounts that were written to. */
export interface SandboxState extends AccountState {
  version: typeof STATE_VERSION;
  /** Tells it from another one in the same file: made with the first write. Old states have none. */
  birth?: string;
  /** Grows by one with every write. */
  revision: number;
  accounts?: Record<string, AccountState>;
}
