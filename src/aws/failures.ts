import { AwsFailure, type FailureKind } from "../gateway/call/failure.ts";

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: string;
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
  };
}

const CREDENTIALS = new Set([
  "CredentialsProviderError",
  "TokenProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "IncompleteSignature",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "InvalidAccessKeyId",
  "OptInRequired",
]);
const DENIED = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedException",
  "ForbiddenException",
]);
const THROTTLED = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "LimitExceededException",
]);
const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "TimeoutError",
]);

/** Whatever the SDK threw, as a failure of this operation. */
export function asFailure(error: unknown, operation: string): AwsFailure {
  if (error instanceof AwsFailure) return error;
  const { name = "Error", code, message = String(error), retryAfterSeconds, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const own = name === "Error" || name === "AggregateError" ? (code ?? name) : name;
  return new AwsFailure({
    kind: kindOf(own, code, message, status),
    code: own,
    message: message || own,
    operation,
    requestId: $metadata?.requestId,
    retryAfterSeconds: Number(retryAfterSeconds) || undefined,
  });
}

function kindOf(
  name: string,
  code: string | undefined,
  message: string,
  status: number | undefined,
): FailureKind {
  if (CREDENTIALS.has(name)) return "credentials";
  if (DENIED.has(name)) return "denied";
  // The only conflict that passes: hashicorp/terraform-provider-aws#776. All others say that something exists.
  if (
    /concurrent modification|Please try again later/i.test(message) &&
    (name === "ConflictException" || status === 409)
  )
    return "concurrent";
  if (
    name === "ConflictException" ||
    name === "ResourceConflictException" ||
    name === "EntityAlreadyExists" ||
    name === "EntityAlreadyExistsException"
  )
    return "exists";
  if (
    status === 404 ||
    name === "NotFoundException" ||
    name === "NoSuchEntity" ||
    name === "NoSuchEntityException"
  )
    return "missing";
  if (THROTTLED.has(name) || status === 429) return "throttled";
  if (NETWORK.has(name) || (code !== undefined && NETWORK.has(code))) return "network";
  if (status === 403) return "denied";
  if (status !== undefined && status >= 500) return "unavailable";
  return "refused";
}
