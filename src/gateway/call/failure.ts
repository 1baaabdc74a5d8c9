import type { FailureCode } from "../failures/codes.ts";

/** What kind of no it was: it decides the exit code and what is said. */
export type FailureKind =
  | "credentials" // none found, expired, or not accepted
  | "denied" // known, but not allowed to do this
  | "concurrent" // another change was under way; worth trying again
  | "exists"
  | "missing"
  | "throttled"
  | "refused" // AWS understood and said no
  | "network"
  | "unavailable";

/** A request to AWS that failed, in AWS's own words. */
export class AwsFailure extends Error {
  readonly kind: FailureKind;
  /** What it was more exactly, where that is known. */
  readonly reason: FailureCode | undefined;
  /** AWS's name for it: `BadRequestException`. */
  readonly code: string;
  readonly operation: string;
  readonly requestId: string | undefined;
  /** How long AWS asks to wait before the next try. */
  readonly retryAfterSeconds: number | undefined;
  /** The answer's HTTP status, where there was one. */
  readonly statusCode: number | undefined;
  /** Where the credentials came from that it was signed with, or was to be. */
  readonly origin: string | undefined;
  constructor(of: {
    kind: FailureKind;
    reason?: FailureCode | undefined;
    code: string;
    message: string;
    operation: string;
    requestId?: string | undefined;
    retryAfterSeconds?: number | undefined;
    statusCode?: number | undefined;
    origin?: string | undefined;
  }) {
    super(of.message);
    this.name = "AwsFailure";
    this.kind = of.kind;
    this.reason = of.reason;
    this.code = of.code;
    this.operation = of.operation;
    this.requestId = of.requestId;
    this.retryAfterSeconds = of.retryAfterSeconds;
    this.statusCode = of.statusCode;
    this.origin = of.origin;
  }
}

/** A person pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Whether nobody knows what a request did: it was sent, and its answer was lost. */
export const wasLost = ({ kind }: AwsFailure): boolean => kind === "network" || kind === "unavailable";
