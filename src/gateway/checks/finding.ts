import { RULES, type RuleId, type Severity } from "./rule-ids.ts";

/** The checks there are, by the names that `--skip-check` takes; each has rules. */
export const CHECKS = [
  "api-key",
  "authorizer",
  "binary",
  "cors",
  "function",
  "integration",
  "mapping",
  "model",
  "permission",
  "protocol",
  "response",
  "role",
  "stage-variable",
  "template",
  "timeout",
  "validator",
  "vpc-link",
] as const;
export type CheckName = (typeof CHECKS)[number];

/** The rule of all that could not be looked at. */
export const NOT_CHECKED = "not-checked";

export type RuleName = RuleId | typeof NOT_CHECKED;

/** Every rule's id, in order. */
export const RULE_NAMES = [...Object.keys(RULES), NOT_CHECKED].sort() as readonly RuleName[];

/**
 * Something about a method that is wrong though API Gateway takes it. An `error` fails when called, a `warning` may, a
 * `note` is worth knowing; `unchecked` is what could not be looked at, which is never taken for fine.
 */
export interface Finding {
  readonly rule: RuleName;
  readonly check: CheckName;
  readonly level: Severity | "unchecked";
  /** What is wrong, and what happens when the method is called. */
  readonly message: string;
  readonly remedy: string;
  /** The API's field that is at fault: `PutIntegration.uri`. */
  readonly field?: string;
}

/** What a rule found. */
export function found(rule: RuleId, message: string, remedy: string, field?: string): Finding {
  const [check, level] = RULES[rule];
  return { rule, check, level, message, remedy, ...(field === undefined ? {} : { field }) };
}

export const unchecked = (check: CheckName, message: string): Finding => ({
  rule: NOT_CHECKED,
  check,
  level: "unchecked",
  message,
  remedy: "ask somebody who may read it",
});
