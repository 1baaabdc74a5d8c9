import type { Refusal } from "./refusal.ts";

/**
 * The first layer of validation: enums, patterns and lengths, checked before anything else and reported all together
 * as one ValidationException. The SDK's schemas do not carry them, so they stand here, by structure and member.
 */
export type Constraint =
  | { readonly enum: readonly string[] }
  | { readonly pattern: RegExp; readonly shown: string }
  | { readonly length: { readonly min?: number; readonly max?: number } }
  | { readonly range: { readonly min?: number; readonly max?: number } };

const STATUS_CODE: Constraint = { pattern: /^[1-5]\d\d$/, shown: "[1-5]\\d\\d" };

// The order inside an enum is AWS's own where recorded: op, types, ipAddressType, integration type, responseType.
const PATCH_OP: Constraint = { enum: ["add", "remove", "move", "test", "replace", "copy"] };
const ENDPOINT_TYPE: Constraint = { enum: ["PRIVATE", "EDGE", "REGIONAL"] };
const IP_ADDRESS_TYPE: Constraint = { enum: ["ipv4", "dualstack"] };
const INTEGRATION_TYPES = ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"] as const;
const GATEWAY_RESPONSE_TYPES = [
  "REQUEST_TOO_LARGE",
  "RESOURCE_NOT_FOUND",
  "AUTHORIZER_CONFIGURATION_ERROR",
  "MISSING_AUTHENTICATION_TOKEN",
  "BAD_REQUEST_BODY",
  "INVALID_SIGNATURE",
  "INVALID_API_KEY",
  "BAD_REQUEST_PARAMETERS",
  "AUTHORIZER_FAILURE",
  "UNAUTHORIZED",
  "INTEGRATION_TIMEOUT",
  "ACCESS_DENIED",
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  "WAF_FILTERED",
  "QUOTA_EXCEEDED",
  "THROTTLED",
  "API_CONFIGURATION_ERROR",
  "UNSUPPORTED_MEDIA_TYPE",
  "INTEGRATION_FAILURE",
  "EXPIRED_TOKEN",
] as const;
const GATEWAY_RESPONSE: Constraint = { enum: GATEWAY_RESPONSE_TYPES };

// Unverified: the order inside these enums.
const CONTENT_HANDLING: Constraint = { enum: ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"] };
const CONNECTION_TYPE: Constraint = { enum: ["INTERNET", "VPC_LINK"] };
const TRANSFER_MODE: Constraint = { enum: ["BUFFERED", "STREAM"] };
const API_KEY_SOURCE: Constraint = { enum: ["HEADER", "AUTHORIZER"] };
const AUTHORIZER_TYPE: Constraint = { enum: ["TOKEN", "REQUEST", "COGNITO_USER_POOLS"] };
const PUT_MODE: Constraint = { enum: ["merge", "overwrite"] };
const CACHE_SIZE: Constraint = { enum: ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] };
const PART_TYPE: Constraint = {
  enum: [
    "RESPONSE_BODY",
    "RESPONSE",
    "METHOD",
    "MODEL",
    "AUTHORIZER",
    "RESPONSE_HEADER",
    "RESOURCE",
    "PATH_PARAMETER",
    "REQUEST_BODY",
    "QUERY_PARAMETER",
    "API",
    "REQUEST_HEADER",
  ],
};

/** Any status, and none: both may stand in the location of a part. */
const PART_STATUS: Constraint = {
  pattern: /^([1-5]\d\d|\*|\s*)$/,
  shown: "^([1-5]\\d\\d|\\*|\\s*)$",
};

const FUNCTION_NAME: Constraint = {
  pattern:
    /^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_.]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/,
  shown:
    "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?",
};
const STATEMENT_ID: Constraint = { pattern: /^[a-zA-Z0-9-_]+$/, shown: "([a-zA-Z0-9-_]+)" };
const QUALIFIER: Constraint = {
  pattern: /^(\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+)$/,
  shown: "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
};
const ACTION: Constraint = {
  pattern: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/,
  shown: "(lambda:[*]|lambda:[a-zA-Z]+|[*])",
};
const ACCOUNT: Constraint = { pattern: /^\d{12}$/, shown: "\\d{12}" };
const IAM_NAME: Constraint = { pattern: /^[\w+=,.@-]+$/, shown: "[\\w+=,.@-]+" };

const withStatus = { statusCode: STATUS_CODE };
const withResponseType = { responseType: GATEWAY_RESPONSE };

const CONSTRAINTS: Readonly<Record<string, Readonly<Record<string, Constraint>>>> = {
  PatchOperation: { op: PATCH_OP },
  EndpointConfiguration: { types: ENDPOINT_TYPE, ipAddressType: IP_ADDRESS_TYPE },
  CreateRestApiRequest: { apiKeySource: API_KEY_SOURCE },
  PutRestApiRequest: { mode: PUT_MODE },
  ImportDocumentationPartsRequest: { mode: PUT_MODE },
  QuotaSettings: { period: { enum: ["DAY", "WEEK", "MONTH"] } },
  PutIntegrationRequest: {
    type: { enum: INTEGRATION_TYPES },
    connectionType: CONNECTION_TYPE,
    contentHandling: CONTENT_HANDLING,
    responseTransferMode: TRANSFER_MODE,
  },
  PutIntegrationResponseRequest: { ...withStatus, contentHandling: CONTENT_HANDLING },
  GetIntegrationResponseRequest: withStatus,
  UpdateIntegrationResponseRequest: withStatus,
  DeleteIntegrationResponseRequest: withStatus,
  PutMethodResponseRequest: withStatus,
  GetMethodResponseRequest: withStatus,
  UpdateMethodResponseRequest: withStatus,
  DeleteMethodResponseRequest: withStatus,
  PutGatewayResponseRequest: { ...withResponseType, ...withStatus },
  GetGatewayResponseRequest: withResponseType,
  UpdateGatewayResponseRequest: withResponseType,
  DeleteGatewayResponseRequest: withResponseType,
  CreateAuthorizerRequest: { type: AUTHORIZER_TYPE },
  CreateStageRequest: { cacheClusterSize: CACHE_SIZE },
  CreateDeploymentRequest: { cacheClusterSize: CACHE_SIZE },
  DocumentationPartLocation: { type: PART_TYPE, statusCode: PART_STATUS },
  AddPermissionRequest: {
    FunctionName: FUNCTION_NAME,
    StatementId: STATEMENT_ID,
    Action: ACTION,
    SourceAccount: ACCOUNT,
    Qualifier: QUALIFIER,
  },
  RemovePermissionRequest: { FunctionName: FUNCTION_NAME, StatementId: STATEMENT_ID, Qualifier: QUALIFIER },
  GetPolicyRequest: { FunctionName: FUNCTION_NAME, Qualifier: QUALIFIER },
  GetFunctionRequest: { FunctionName: FUNCTION_NAME, Qualifier: QUALIFIER },
  CreateFunctionRequest: { FunctionName: FUNCTION_NAME },
  CreateRoleRequest: { RoleName: IAM_NAME },
  GetRoleRequest: { RoleName: IAM_NAME },
  DeleteRoleRequest: { RoleName: IAM_NAME },
  PutRolePolicyRequest: { RoleName: IAM_NAME, PolicyName: IAM_NAME },
};

/** The constraint on a member of an operation's input, by the SDK's structure name: `PutIntegrationRequest`, `type`. */
export function constraintOn(structure: string, member: string): Constraint | undefined {
  return CONSTRAINTS[structure]?.[member];
}

/** AWS's sentence about a value that breaks its constraint, or nothing; a list breaks it by any of its elements. */
export function constraintFault(constraint: Constraint, value: unknown, at: string): string | undefined {
  if (Array.isArray(value)) {
    if (value.every((item) => broken(constraint, item) === undefined)) return undefined;
    const inner = value.map((item) => broken(constraint, item)).find((text) => text !== undefined);
    return `Value '[${value.join(", ")}]' at '${at}' failed to satisfy constraint: Member must satisfy constraint: [${inner}]`;
  }
  const fault = broken(constraint, value);
  return fault === undefined
    ? undefined
    : `Value '${String(value)}' at '${at}' failed to satisfy constraint: ${fault}`;
}

/** The sentence for a required member that is not there. */
export const missingFault = (at: string): string =>
  `Value null at '${at}' failed to satisfy constraint: Member must not be null`;

function broken(constraint: Constraint, value: unknown): string | undefined {
  const text = String(value);
  if ("enum" in constraint) {
    return constraint.enum.includes(text)
      ? undefined
      : `Member must satisfy enum value set: [${constraint.enum.join(", ")}]`;
  }
  if ("pattern" in constraint) {
    return constraint.pattern.test(text)
      ? undefined
      : `Member must satisfy regular expression pattern: ${constraint.shown}`;
  }
  if ("length" in constraint) {
    const { min, max } = constraint.length;
    if (min !== undefined && text.length < min)
      return `Member must have length greater than or equal to ${min}`;
    if (max !== undefined && text.length > max) return `Member must have length less than or equal to ${max}`;
    return undefined;
  }
  const { min, max } = constraint.range;
  if (min !== undefined && Number(value) < min)
    return `Member must have value greater than or equal to ${min}`;
  if (max !== undefined && Number(value) > max) return `Member must have value less than or equal to ${max}`;
  return undefined;
}

/** All faults in one refusal: `2 validation errors detected: …; …`. */
export function validationRefusal(faults: readonly string[]): Refusal | undefined {
  if (faults.length === 0) return undefined;
  const errors = faults.length === 1 ? "error" : "errors";
  return {
    name: "ValidationException",
    status: 400,
    message: `${faults.length} validation ${errors} detected: ${faults.join("; ")}`,
  };
}
