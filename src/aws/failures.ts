import { AwsFailure, type FailureKind } from "../gateway/call/failure.ts";
import type { FailureCode } from "../gateway/failures/codes.ts";
import { networkReason } from "./network/reasons.ts";

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: string;
  /** What our own agents and the look at answers say. */
  readonly fault?: FailureCode;
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
/** AWS's words for a signature whose time is not its own. */
const CLOCK = /Signature expired|not yet current|RequestTimeTooSkewed|difference between the request time/i;

/** Whatever the SDK threw, as a failure of this operation. */
export function asFailure(error: unknown, operation: string, origin?: string): AwsFailure {
  if (error instanceof AwsFailure) return error;
  const { name = "Error", code, message = String(error), retryAfterSeconds, $metadata } = error as SdkError;
  const status = $metadata?.httpStatusCode;
  const own = /^(?:Error|AggregateError|SyntaxError|TimeoutError)$/.test(name) ? (code ?? name) : name;
  const reason = (error as SdkError).fault ?? networkReason(own);
  return new AwsFailure({
    kind: kindOf(own, reason, message, status),
    reason: reason ?? otherwise(own, message),
    code: own === "Error" || (error as SdkError).fault ? (reason ?? own) : own,
    message: message || own,
    operation,
    requestId: $metadata?.requestId,
    retryAfterSeconds: Number(retryAfterSeconds) || undefined,
    statusCode: status,
    origin,
  });
}

/** Faults that are nobody's on the way: the sandbox's own, and this machine's clock. */
function otherwise(name: string, message: string): FailureCode | undefined {
  if (name === "SandboxStateError") return "sandbox-state";
  return CLOCK.test(message) || CLOCK.test(name) ? "clock-skew" : undefined;
}

function kindOf(
  name: string,
  reason: FailureCode | undefined,
  message: string,
  status: number | undefined,
): FailureKind {
  // A gateway on the way has no answer from AWS, or AWS itself has none.
  if (reason !== undefined) return status !== undefined && status >= 500 ? "unavailable" : "network";
  if (CREDENTIALS.has(name) || CLOCK.test(name)) return "credentials";
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
  if (status === 403) return "denied";
  if (status !== undefined && status >= 500) return "unavailable";
  return "refused";
}
