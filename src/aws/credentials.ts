import { AwsFailure } from "../gateway/call/failure.ts";
import type { FailureCode } from "../gateway/failures/codes.ts";
import { plain } from "../gateway/messages/plain.ts";
import { withoutSecrets } from "../gateway/messages/secrets.ts";
import { asFailure } from "./failures.ts";

type Provider = (properties?: object) => Promise<object>;

export interface ChainOptions {
  readonly profile?: string | undefined;
  /** Where the configuration says that they come from. */
  readonly origin: string;
  readonly mfaCodeProvider?: ((serial: string) => Promise<string>) | undefined;
  /** For the calls that get credentials: STS's and SSO's. */
  readonly agents?: object | undefined;
  /** How long a program that hands out credentials may take. */
  readonly patienceMs: number;
}

/** What is said of it where the credentials could not be had: there is no operation of ours yet. */
const OPERATION = "sts:GetCredentials";

/** The SDK's chain of credentials. Rejects with AwsFailure, whose reason says what is to be done. */
export async function credentialChain({
  profile,
  origin,
  mfaCodeProvider,
  agents,
  patienceMs,
}: ChainOptions): Promise<Provider> {
  const { externalDataInterceptor, fromNodeProviderChain } = await import("./services/credentials.ts");
  const program: { fault?: AwsFailure } = {};
  // The SDK would wait for a program without end, and hand its whole command line on in the message.
  const runs = externalDataInterceptor.getTokenRecord() as unknown as Record<string, unknown>;
  runs.exec = (command: string, done: (error: Error | null, result?: { stdout: string }) => void) =>
    void runProgram(command, patienceMs).then(
      (stdout) => done(null, { stdout }),
      (fault: AwsFailure) => {
        program.fault = fault;
        done(fault);
      },
    );
  const silent = () => {};
  const chain = fromNodeProviderChain({
    // Without one, it warns on the console of keys that a profile is put before, which is what was asked for.
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    ...(profile === undefined ? {} : { profile }),
    ...(mfaCodeProvider === undefined ? {} : { mfaCodeProvider }),
    clientConfig: {
      requestHandler: {
        connectionTimeout: 10_000,
        requestTimeout: 30_000,
        throwOnRequestTimeout: true,
        ...agents,
      },
    } as never,
  }) as Provider;
  return async (properties) => {
    try {
      return await chain(properties);
    } catch (error) {
      throw program.fault ?? credentialFailure(error, origin);
    }
  };
}

const fault = (reason: FailureCode, message: string): AwsFailure =>
  new AwsFailure({ kind: "credentials", reason, code: reason, message, operation: OPERATION });

/** The SDK's words for what is wrong, where it has no names. A test holds each to the real SDK. */
const WORDS: readonly (readonly [RegExp, FailureCode])[] = [
  // SSO's refusals are handed on as the text of another error.
  [/^UnauthorizedException:/, "sso-expired"],
  [/^(?:ForbiddenException|ResourceNotFoundException):/, "sso-denied"],
  [
    /SSO session|SSO Token|Token is expired|refresh this SSO|aws sso login|Session token not found/i,
    "sso-expired",
  ],
  [
    /Profile is configured with invalid SSO|Incomplete configuration|Conflicting SSO|missing required property|Sso session .* could not be found/,
    "profile-incomplete",
  ],
  [/Detected a cycle/, "profile-loop"],
  [/requires multi-factor authentication/, "mfa-needed"],
  [/Could not load credentials from any/, "no-credentials"],
  [/Could not resolve credentials using profile/, "profile-incomplete"],
];

/** Why there are no credentials. STS's and SSO's own refusals keep their words. */
function credentialFailure(error: unknown, origin: string): AwsFailure {
  const failure = asFailure(error, OPERATION, origin);
  const { message } = failure;
  const of = (reason: FailureCode, kind = failure.kind) =>
    new AwsFailure({ ...failure, message, kind, reason });
  if (failure.kind === "network" || failure.kind === "unavailable" || failure.kind === "throttled")
    return failure;
  // A token's file: Node says why not. Faults of the network have gone before.
  if ((error as { syscall?: unknown }).syscall !== undefined) return of("credential-file", "credentials");
  const known = WORDS.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return of(known, "credentials");
  // Not of the kind "denied": what was asked for was not refused, it was not asked.
  if (failure.kind === "denied") return of("role-denied", "credentials");
  if (failure.reason !== undefined) return failure;
  if (/expired/i.test(failure.code)) return of("credentials-expired", "credentials");
  return of(/ProviderError$/.test(failure.code) ? "no-credentials" : "credentials-rejected", "credentials");
}

/** What a program prints, which is run as the AWS tools do: by the shell, as the profile says it. */
async function runProgram(command: string, patienceMs: number): Promise<string> {
  const { exec } = await import("node:child_process");
  return new Promise((resolve, reject) => {
    const child = exec(
      command,
      { timeout: patienceMs, killSignal: "SIGKILL", maxBuffer: 1 << 20, windowsHide: true },
      (error, stdout, stderr) => {
        clearTimeout(timer);
        if (error === null) {
          const wrong = faultOf(stdout);
          return wrong === undefined ? resolve(stdout) : reject(wrong);
        }
        const last = withoutSecrets(plain(stderr.trim().split(/\r?\n/).at(-1) ?? "")).slice(0, 300);
        const { code, killed } = error as { code?: unknown; killed?: boolean };
        if (killed && code !== "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return late();
        const how = typeof code === "number" ? `exited with ${code}` : `could not be run (${String(code)})`;
        return reject(
          fault("credential-process-failed", `the program ${how}${last === "" ? "" : ` and said: ${last}`}`),
        );
      },
    );
    const late = () =>
      reject(
        fault("credential-process-timeout", `the program did not end within ${patienceMs / 1000} seconds`),
      );
    // What the program started may hold its output open for longer than it lives.
    const timer = setTimeout(late, patienceMs + 500);
    child.stdin?.end();
  });
}

/** What is wrong with what a program printed. The SDK goes on to other sources where it finds something. */
function faultOf(stdout: string): AwsFailure | undefined {
  const not = (what: string) => fault("credential-process-output", what);
  let printed: Readonly<Record<string, unknown>> | null;
  try {
    printed = JSON.parse(stdout.trim());
  } catch {
    return not(stdout.trim() === "" ? "it printed nothing" : "what it printed is not JSON");
  }
  if (typeof printed !== "object" || printed === null) return not("what it printed is no JSON object");
  if (printed.Version !== 1) return not("what it printed has no Version 1");
  const lacking = ["AccessKeyId", "SecretAccessKey"].filter((one) => !printed[one]);
  if (lacking.length > 0) return not(`what it printed has no ${lacking.join(" and no ")}`);
  const { Expiration: until } = printed;
  if (until === undefined || until === null || until === "") return undefined;
  const time = Date.parse(String(until));
  if (Number.isNaN(time)) return not("what it printed has an Expiration that is no time");
  if (time < Date.now())
    return fault("credential-process-expired", `they were good until ${plain(String(until))}`);
  return undefined;
}
