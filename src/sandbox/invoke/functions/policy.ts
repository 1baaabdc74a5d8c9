import { API_GATEWAY_PRINCIPAL } from "../../../gateway/names/principal.ts";
import type { PolicyState } from "../../state/types.ts";

/** Whether a text fits a pattern of a policy: `*` for any text, `?` for one character. In at most length × length steps. */
export function fitsPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resumed = 0;
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      resumed = index;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resumed;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

const list = (value: unknown): string[] => [value].flat().map(String);

/** Whether a function's policy lets API Gateway call it from this method. */
export function allowsGateway(
  policy: PolicyState | undefined,
  sourceArn: string,
  accountId: string,
): boolean {
  return (policy?.statements ?? []).some((statement) => {
    const action = list(statement.Action).some((name) => fitsPattern(name, "lambda:InvokeFunction"));
    const conditions = (statement.Condition ?? {}) as Record<string, Record<string, unknown>>;
    return (
      statement.Effect === "Allow" &&
      action &&
      isGateway(statement.Principal) &&
      holds(conditions, sourceArn, accountId)
    );
  });
}

function isGateway(principal: unknown): boolean {
  if (principal === "*") return true;
  const service = (principal as { Service?: unknown } | null)?.Service;
  return service !== undefined && list(service).includes(API_GATEWAY_PRINCIPAL);
}

function holds(
  conditions: Readonly<Record<string, Record<string, unknown>>>,
  sourceArn: string,
  accountId: string,
): boolean {
  const facts: Record<string, string> = { "aws:sourcearn": sourceArn, "aws:sourceaccount": accountId };
  return Object.values(conditions).every((tests) =>
    Object.entries(tests).every(([key, patterns]) => {
      const fact = facts[key.toLowerCase()];
      return fact !== undefined && list(patterns).some((pattern) => fitsPattern(pattern, fact));
    }),
  );
}
