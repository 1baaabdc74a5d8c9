import type { Problem } from "../settings/problem.ts";

/** What the program's exit code says; the README has the same table. */
export const EXIT = {
  /** Done, or already so. */
  done: 0,
  /** AWS refused, and nothing is left changed. */
  refused: 1,
  /** Something on the command line is missing or wrong; nothing was sent that changes anything. */
  usage: 2,
  /** Failed, and something remains, which was named. */
  remains: 3,
  /** Credentials or authorization. */
  credentials: 4,
  interrupted: 130,
} as const;

/** What was given is wrong or not enough: all of it at once. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly problems: readonly Problem[];
  readonly code: number;
  constructor(problems: readonly Problem[], code: number = EXIT.usage) {
    super(problems.map(({ fault }) => fault).join("; "));
    this.problems = problems;
    this.code = code;
  }
}

/** Throws where there is a problem. */
export function orUsageError(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UsageError(problems);
}
