import type { Key } from "./things.ts";

/**
 * A method document says all about one method of a REST API. Maps and lists are always present (empty where
 * nothing is set), and members that hold API Gateway's default are left out, so that two documents that
 * mean the same are equal.
 */
export interface MethodDocument {
  readonly request: MethodRequest;
  readonly integration?: IntegrationRequest | undefined;
  /** By status code. */
  readonly responses: Readonly<Record<string, MethodResponse>>;
  readonly integrationResponses: Readonly<Record<string, IntegrationResponse>>;
}

export interface MethodRequest {
  readonly authorizationType: "NONE" | "AWS_IAM" | "CUSTOM" | "COGNITO_USER_POOLS" | (string & {});
  readonly authorizerId?: string | undefined;
  readonly authorizationScopes: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName?: string | undefined;
  /** The key of one of the API's request validators. */
  readonly requestValidator?: Key<"validator"> | undefined;
  /** `method.request.{path|querystring|header}.name` → required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type → name of the model. */
  readonly requestModels: Readonly<Record<string, string>>;
}

/** A method request that asks its callers for nothing. */
export const OPEN_REQUEST: MethodRequest = {
  authorizationType: "NONE",
  authorizationScopes: [],
  apiKeyRequired: false,
  requestParameters: {},
  requestModels: {},
};

export interface RequestValidator {
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

export type IntegrationType = "AWS" | "AWS_PROXY" | "HTTP" | "HTTP_PROXY" | "MOCK";

export interface IntegrationRequest {
  readonly type: IntegrationType;
  readonly httpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly connectionType?: "VPC_LINK" | undefined;
  readonly connectionId?: string | undefined;
  readonly integrationTarget?: string | undefined;
  readonly credentials?: string | undefined;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  /** Left out: WHEN_NO_MATCH. */
  readonly passthroughBehavior?: "WHEN_NO_TEMPLATES" | "NEVER" | undefined;
  /** Left out: the resource's id. */
  readonly cacheNamespace?: string | undefined;
  readonly cacheKeyParameters: readonly string[];
  readonly contentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | undefined;
  /** Milliseconds. Left out: 29000. */
  readonly timeoutInMillis?: number | undefined;
  readonly insecureSkipVerification?: true | undefined;
  /** Left out: BUFFERED. */
  readonly responseTransferMode?: "STREAM" | undefined;
}

export interface MethodResponse {
  /** `method.response.header.name` → required (API Gateway does not enforce it). */
  readonly responseParameters: Readonly<Record<string, boolean>>;
  readonly responseModels: Readonly<Record<string, string>>;
}

export interface IntegrationResponse {
  /** Left out: this is the default response. */
  readonly selectionPattern?: string | undefined;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling?: "CONVERT_TO_BINARY" | "CONVERT_TO_TEXT" | undefined;
}

export const DEFAULT_TIMEOUT_MS = 29_000;
/** The quota by which Regional and private APIs may wait longer: "Maximum integration timeout in milliseconds". */
export const TIMEOUT_QUOTA = "L-E5AE38E3";

/** Where a method stands: the REST API's id, the resource's path, the method. */
export interface Address {
  readonly restApiId: string;
  readonly path: string;
  readonly httpMethod: string;
}

export const printAddress = (at: Address): string => `${at.httpMethod} ${at.path}`;
