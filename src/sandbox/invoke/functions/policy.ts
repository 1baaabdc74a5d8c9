import { API_GATEWAY_PRINCIPAL } from "../../../gateway/names/principal.ts";
import type { PolicyState } from "../../state/types.ts";

/** Whether a text fits a pattern of a policy: `*` for any text, `?` for one character. */
export function fitsPattern(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "s").test(text);
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
