import type { AwsFailure } from "../gateway/call/failure.ts";
import { type Ending, FAILURES, type FailureCode } from "../gateway/failures/codes.ts";
import type { Problem } from "../settings/problem.ts";

/** What the program's exit code says; the help and the README have the same table. */
export const EXIT = {
  /** Done, or already so. */
  done: 0,
  /** AWS refused, or it exists; nothing is left changed. Findings, and expectations that do not hold, too. */
  refused: 1,
  /** Something on the command line is missing or wrong; nothing was sent that changes anything. */
  usage: 2,
  /** Something remains, which was named. */
  remains: 3,
  /** Credentials or authorization. */
  credentials: 4,
  /** No such API, resource or method. */
  notFound: 5,
  /** Somebody else changed it meanwhile. */
  conflict: 6,
  /** Throttled, or no network; nothing is left changed. */
  unreachable: 7,
  /** There are differences, and --detailed-exitcode asked for them to be told by it. */
  differs: 8,
  /** Declined at the confirmation. */
  declined: 9,
  /** Done, but the answer could not be written. */
  notWritten: 10,
  interrupted: 130,
} as const satisfies Readonly<Record<Ending | "done" | "differs", number>>;

/** The exit code of a failure. */
export const exitOf = (code: FailureCode): number => EXIT[FAILURES[code].ending];

/** What was given is wrong or not enough: all of it at once. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly problems: readonly Problem[];
  readonly code: FailureCode;
  constructor(problems: readonly Problem[], code: FailureCode = codeOf(problems)) {
    super(problems.map(({ fault }) => fault).join("; "));
    this.problems = problems;
    this.code = code;
  }
}

const codeOf = (problems: readonly Problem[]): FailureCode =>
  problems.length > 0 && problems.every(({ notFound }) => notFound) ? "not-found" : "usage";

/** Throws where there is a problem. */
export function orUsageError(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UsageError(problems);
}

const OF_KIND: Readonly<Record<AwsFailure["kind"], FailureCode>> = {
  credentials: "credentials-rejected",
  denied: "access-denied",
  concurrent: "concurrent-change",
  exists: "already-exists",
  missing: "not-there",
  throttled: "throttled",
  refused: "refused",
  network: "connection-lost",
  unavailable: "aws-unavailable",
};

/** The code of a refusal of AWS, or of what kept it from being asked. */
export function codeOfFailure({ kind, reason, code }: AwsFailure): FailureCode {
  if (kind === "unavailable") return "aws-unavailable";
  if (reason === undefined && kind === "credentials" && /expired/i.test(code)) return "credentials-expired";
  return reason ?? OF_KIND[kind];
}

/** The exit code of a run that a refusal of AWS ended, with nothing left changed. */
export const exitCodeOf = (failure: AwsFailure): number => exitOf(codeOfFailure(failure));

/** Somebody said no at the last question. */
export class Declined extends Error {
  override readonly name = "Declined";
}

/** Somebody else changed what was shown before it could be changed; what, was said. */
export class ChangedMeanwhile extends Error {
  override readonly name = "ChangedMeanwhile";
}
