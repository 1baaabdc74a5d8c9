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
  /** AWS's name for it: `BadRequestException`. */
  readonly code: string;
  readonly operation: string;
  readonly requestId: string | undefined;
  /** How often it was sent: above 1, an earlier try may have had its effect though its answer was lost. */
  readonly attempts: number;
  constructor(of: {
    kind: FailureKind;
    code: string;
    message: string;
    operation: string;
    requestId?: string | undefined;
    attempts?: number;
  }) {
    super(of.message);
    this.name = "AwsFailure";
    this.kind = of.kind;
    this.code = of.code;
    this.operation = of.operation;
    this.requestId = of.requestId;
    this.attempts = of.attempts ?? 1;
  }
}

/** A person pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}
