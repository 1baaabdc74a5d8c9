import type { AwsFailure } from "../gateway/call/failure.ts";
import type { FailureCode } from "../gateway/failures/codes.ts";
import type { Problem } from "../settings/problem.ts";

/** Something to do next: in words, and as the words of a command line where it is one. */
export interface Step {
  readonly says: string;
  readonly argv?: readonly string[];
}

/** How a run that failed has left things. */
export type State = "unchanged" | "rolled-back" | "remains" | "unknown";

/** What could not be taken back, and the commands that finish it. */
export interface Left {
  readonly what: string;
  readonly undo: readonly (readonly string[])[];
}

/** All that is to be said of a run that failed. */
export interface Report {
  readonly code: FailureCode;
  readonly message: string;
  /** What it means, where the message alone does not say. */
  readonly detail?: string | undefined;
  readonly steps: readonly Step[];
  /** Where nothing is said, nothing was changed. */
  readonly state?: State;
  readonly remains?: readonly Left[];
  readonly problems?: readonly Problem[];
  readonly aws?: AwsFailure;
}
