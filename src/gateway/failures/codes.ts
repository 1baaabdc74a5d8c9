/** How a run ends: the names of the exit codes. */
export type Ending =
  | "refused"
  | "usage"
  | "remains"
  | "credentials"
  | "notFound"
  | "conflict"
  | "unreachable"
  | "declined"
  | "notWritten"
  | "interrupted";

export interface FailureMeaning {
  readonly ending: Ending;
  /** What happened, as a sentence. */
  readonly means: string;
  /** Whether the same command may succeed when it is run again. */
  readonly retryable?: true;
}

const of = (ending: Ending, means: string): FailureMeaning => ({ ending, means });
const again = (ending: Ending, means: string): FailureMeaning => ({ ending, means, retryable: true });

/**
 * Every way in which a run can fail, by a name that programs may rely on: none is ever renamed or given another
 * meaning. `apigw schema errors`, the docs and the JSON error document are read off it.
 */
export const FAILURES = {
  // The command line.
  usage: of(
    "usage",
    "Something on the command line is missing or wrong; `problems` has all of it, each with its flag.",
  ),
  "unknown-command": of("usage", "There is no command of that name."),
  "confirmation-needed": of("usage", "It would delete, and nobody can be asked: --yes is needed."),
  "bad-proxy": of("usage", "A proxy variable holds no address of an HTTP proxy."),
  "bad-ca-bundle": of("usage", "The file of certificate authorities cannot be read, or holds none."),
  // What was named is not there, or there already.
  "not-found": of("notFound", "There is no such API, resource, method or other thing."),
  "already-exists": of("refused", "It exists already."),
  // AWS said no.
  refused: of("refused", "AWS understood the request and refused it; `aws` has its words."),
  "not-there": of("refused", "AWS no longer has something that the request names."),
  "concurrent-change": again("refused", "Somebody else is changing the same API at the same time."),
  "aws-unavailable": again("refused", "AWS could not answer."),
  "access-denied": of("credentials", "These credentials are not allowed to make the request."),
  throttled: again("unreachable", "AWS answered that there are too many requests, several times over."),
  // Credentials and the AWS configuration.
  "no-credentials": of("credentials", "No AWS credentials were found."),
  "credentials-rejected": of("credentials", "AWS does not know these keys, or their secret is another."),
  "credentials-expired": of("credentials", "The credentials have expired."),
  "keys-incomplete": of(
    "credentials",
    "An access key is given without its secret, or the secret without it.",
  ),
  "clock-skew": of("credentials", "This machine's clock is too far off for AWS to accept its signatures."),
  "profile-not-found": of("credentials", "The AWS configuration has no profile of that name."),
  "profile-incomplete": of("credentials", "The profile lacks a setting that its way to credentials needs."),
  "profile-loop": of("credentials", "Profiles take their credentials from each other in a circle."),
  "services-not-found": of(
    "credentials",
    "The profile names a services section that the AWS configuration lacks.",
  ),
  "sso-expired": of("credentials", "The SSO session has expired, or there was none."),
  "sso-denied": of("credentials", "SSO does not let this session have that role."),
  "mfa-needed": of("credentials", "The role asks for an MFA code, and nobody can be asked."),
  "role-denied": of("credentials", "STS does not let these credentials assume the role."),
  "credential-process-failed": of("credentials", "The program that hands out credentials failed."),
  "credential-process-timeout": of("credentials", "The program that hands out credentials did not end."),
  "credential-process-output": of(
    "credentials",
    "What the program that hands out credentials printed are none.",
  ),
  "credential-process-expired": of(
    "credentials",
    "The credentials that the program handed out have expired already.",
  ),
  "credential-file": of("credentials", "A file with a token that credentials are had for cannot be read."),
  // The network.
  "host-not-found": again("unreachable", "The address of the endpoint has no such host."),
  "connection-refused": again("unreachable", "Nobody listens at the address of the endpoint."),
  "connection-lost": again("unreachable", "The connection broke off before there was an answer."),
  "timed-out": again("unreachable", "No answer came in time."),
  "no-network": again("unreachable", "There is no way to the network."),
  "tls-untrusted": of("unreachable", "The certificate is signed by an authority that is not trusted here."),
  "tls-expired": of("unreachable", "The certificate has expired or is not valid yet."),
  "tls-name": of("unreachable", "The certificate is another host's."),
  "tls-failed": of("unreachable", "No TLS connection could be made."),
  "proxy-unreachable": of("unreachable", "The proxy cannot be reached."),
  "proxy-authentication": of("unreachable", "The proxy asks for a user and a password."),
  "proxy-refused": of("unreachable", "The proxy refused to connect to the endpoint."),
  "not-aws": of("unreachable", "Something other than AWS answered, such as a page for people."),
  redirected: of("unreachable", "The endpoint sent the request elsewhere, which AWS does not."),
  // How a run ended.
  remains: of("remains", "It failed, and something could not be taken back; `remains` names it."),
  "changed-meanwhile": again("conflict", "Somebody else changed it between the look and the change."),
  "run-elsewhere": of(
    "conflict",
    "The run was in another account, Region, endpoint or sandbox, or its API is another one by now.",
  ),
  "run-unfinished": of("conflict", "A run on the same things is under way, or never came to its end."),
  "run-superseded": of("conflict", "A later run changed the same things; it is to be undone first."),
  "run-unreadable": of("conflict", "The run's journal cannot be read, or a later apigw wrote it."),
  declined: of("declined", "Somebody said no at the confirmation."),
  "not-written": of("notWritten", "It is done, but the answer could not be written."),
  "output-failed": of("refused", "Standard output cannot be written; nothing was changed."),
  interrupted: again("interrupted", "It was interrupted; nothing is left changed."),
  "sandbox-state": of("refused", "The sandbox's state file cannot be used."),
  internal: of("refused", "An error of apigw itself."),
} as const satisfies Readonly<Record<string, FailureMeaning>>;

export type FailureCode = keyof typeof FAILURES;

/** A failure that is known by its code before AWS is asked, or for which AWS is not at fault. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly code: FailureCode;
  /** What to do about it, a line each. */
  readonly remedies: readonly string[];
  constructor(code: FailureCode, message: string, ...remedies: string[]) {
    super(message);
    this.code = code;
    this.remedies = remedies;
  }
}
