/** The checks there are, by the names that `--skip-check` takes. */
export const CHECKS = [
  "authorizer",
  "binary",
  "function",
  "integration",
  "mapping",
  "model",
  "permission",
  "response",
  "role",
  "stage-variable",
  "template",
  "timeout",
  "validator",
  "vpc-link",
] as const;
export type CheckName = (typeof CHECKS)[number];

/**
 * Something about a method that is wrong though API Gateway takes it. An `error` fails when called, a `warning` may;
 * `unchecked` is what could not be looked at, which is never taken for fine.
 */
export interface Finding {
  readonly check: CheckName;
  readonly level: "error" | "warning" | "unchecked";
  /** What is wrong, and what happens when the method is called. */
  readonly message: string;
  readonly remedy: string;
  /** The API's field that is at fault: `PutIntegration.uri`. */
  readonly field?: string;
}

export const error = (check: CheckName, message: string, remedy: string, field?: string): Finding => ({
  check,
  level: "error",
  message,
  remedy,
  ...(field === undefined ? {} : { field }),
});
export const warning = (check: CheckName, message: string, remedy: string, field?: string): Finding => ({
  ...error(check, message, remedy, field),
  level: "warning",
});
export const unchecked = (check: CheckName, message: string): Finding => ({
  check,
  level: "unchecked",
  message,
  remedy: "ask somebody who may read it",
});
