import type { Refusal } from "./refusal.ts";

/**
 * The first layer of validation: enums, patterns and lengths, checked before anything else and reported all together
 * as one ValidationException. The SDK's schemas do not carry them, so they stand here, by structure and member.
 */
export type Constraint =
  | { readonly count: number }
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
const VERSION: Constraint = {
  pattern: /^(\$LATEST(\.PUBLISHED)?|[0-9]+)$/,
  shown: "(\\$LATEST(\\.PUBLISHED)?|[0-9]+)",
};
const ACTION: Constraint = {
  pattern: /^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/,
  shown: "(lambda:[*]|lambda:[a-zA-Z]+|[*])",
};
const ACCOUNT: Constraint = { pattern: /^\d{12}$/, shown: "\\d{12}" };
const IAM_NAME: Constraint = { pattern: /^[\w+=,.@-]+$/, shown: "[\\w+=,.@-]+" };
const TAG_KEY: readonly Constraint[] = [
  { length: { max: 128 } },
  { length: { min: 1 } },
  { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, shown: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+" },
];
const TAG_VALUE: readonly Constraint[] = [
  { length: { max: 256 } },
  { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, shown: "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*" },
];
const TAGS: Constraint = { count: 50 };
const VERSION_ID: Constraint = {
  pattern: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/,
  shown: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
};
const IAM_PATH: Constraint = {
  pattern: /^(\/|\/[!-~]+\/)$/,
  shown: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
};

const withStatus = { statusCode: STATUS_CODE };
const withResponseType = { responseType: GATEWAY_RESPONSE };

type Constraints = Constraint | readonly Constraint[];

const CONSTRAINTS: Readonly<Record<string, Readonly<Record<string, Constraints>>>> = {
  PatchOperation: { op: PATCH_OP },
  EndpointConfiguration: { types: ENDPOINT_TYPE, ipAddressType: IP_ADDRESS_TYPE },
  CreateRestApiRequest: { apiKeySource: API_KEY_SOURCE },
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
  CreateAliasRequest: { FunctionName: FUNCTION_NAME, FunctionVersion: VERSION },
  UpdateAliasRequest: { FunctionName: FUNCTION_NAME, FunctionVersion: VERSION },
  CreateFunctionRequest: { FunctionName: FUNCTION_NAME },
  Tag: { Key: TAG_KEY, Value: TAG_VALUE },
  TagRoleRequest: { RoleName: IAM_NAME, Tags: TAGS },
  UntagRoleRequest: { RoleName: IAM_NAME, TagKeys: [TAGS, ...TAG_KEY] },
  CreatePolicyRequest: { PolicyName: IAM_NAME, Path: IAM_PATH, Tags: TAGS },
  TagPolicyRequest: { Tags: TAGS },
  UntagPolicyRequest: { TagKeys: [TAGS, ...TAG_KEY] },
  GetPolicyVersionRequest: { VersionId: VERSION_ID },
  SetDefaultPolicyVersionRequest: { VersionId: VERSION_ID },
  DeletePolicyVersionRequest: { VersionId: VERSION_ID },
  TagInstanceProfileRequest: { InstanceProfileName: IAM_NAME, Tags: TAGS },
  UntagInstanceProfileRequest: { InstanceProfileName: IAM_NAME, TagKeys: [TAGS, ...TAG_KEY] },
  CreateInstanceProfileRequest: { InstanceProfileName: IAM_NAME, Path: IAM_PATH, Tags: TAGS },
  CreateRoleRequest: { RoleName: IAM_NAME, Path: IAM_PATH, Tags: TAGS },
  GetRoleRequest: { RoleName: IAM_NAME },
  DeleteRoleRequest: { RoleName: IAM_NAME },
  PutRolePolicyRequest: { RoleName: IAM_NAME, PolicyName: IAM_NAME },
};

/** The constraints on a member of an operation's input, by the SDK's structure name: `PutIntegrationRequest`, `type`. */
export function constraintsOn(structure: string, member: string): readonly Constraint[] {
  return [CONSTRAINTS[structure]?.[member] ?? []].flat();
}

/** AWS's sentences about a value that breaks its constraints; a list breaks them by any of its elements. */
export function constraintFaults(constraints: readonly Constraint[], value: unknown, at: string): string[] {
  const told = (text: string, constraint: string) =>
    `Value '${text}' at '${at}' failed to satisfy constraint: ${constraint}`;
  if (!Array.isArray(value))
    return constraints.flatMap((one) =>
      isBroken(one, value) ? [told(String(value), sentence(one, value))] : [],
    );
  const all = `[${value.map((item) => (typeof item === "object" ? JSON.stringify(item) : String(item))).join(", ")}]`;
  const ofList = constraints.filter((one) => "count" in one && isBroken(one, value));
  const ofItems = constraints.filter((one) => !("count" in one));
  const broken = ofItems.some((one) => value.some((item) => isBroken(one, item)));
  // Of an element all constraints are named, whichever it breaks.
  const sentences = ofItems.map((one) => sentence(one, undefined)).join(", ");
  return [
    ...ofList.map((one) => told(all, sentence(one, value))),
    ...(broken ? [told(all, `Member must satisfy constraint: [${sentences}]`)] : []),
  ];
}

/** The sentence for a required member that is not there. */
export const missingFault = (at: string): string =>
  `Value null at '${at}' failed to satisfy constraint: Member must not be null`;

const isLong = (text: string, { min = 0, max = Number.POSITIVE_INFINITY }) =>
  text.length >= min && text.length <= max;

function isBroken(constraint: Constraint, value: unknown): boolean {
  const text = String(value);
  if ("count" in constraint) return Array.isArray(value) && value.length > constraint.count;
  if ("enum" in constraint) return !constraint.enum.includes(text);
  if ("pattern" in constraint) return !constraint.pattern.test(text);
  if ("length" in constraint) return !isLong(text, constraint.length);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = constraint.range;
  return Number(value) < min || Number(value) > max;
}

/** What the constraint is, of two bounds the one that the value breaks. */
function sentence(constraint: Constraint, value: unknown): string {
  if ("count" in constraint) return `Member must have length less than or equal to ${constraint.count}`;
  if ("enum" in constraint) return `Member must satisfy enum value set: [${constraint.enum.join(", ")}]`;
  if ("pattern" in constraint) return `Member must satisfy regular expression pattern: ${constraint.shown}`;
  const [what, size, { min, max }] =
    "length" in constraint
      ? ["length", String(value ?? "").length, constraint.length]
      : ["value", Number(value), constraint.range];
  const low = max === undefined || (min !== undefined && value !== undefined && size < min);
  return low
    ? `Member must have ${what} greater than or equal to ${min}`
    : `Member must have ${what} less than or equal to ${max}`;
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
