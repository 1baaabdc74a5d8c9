import type { ExportedPermission } from "./api.ts";

/** The source of a statement's condition, where that is the one thing it says; else it cannot be added by a call. */
export function sourceOf({ statement }: ExportedPermission): { arn?: string; account?: string } | undefined {
  const found: { arn?: string; account?: string } = {};
  for (const [operator, one] of Object.entries(statement.Condition ?? {}))
    for (const [key, value] of Object.entries(one)) {
      if (typeof value !== "string") return undefined;
      if (/^Arn(?:Like|Equals)$/i.test(operator) && /^aws:SourceArn$/i.test(key)) found.arn = value;
      else if (/^StringEquals$/i.test(operator) && /^aws:SourceAccount$/i.test(key)) found.account = value;
      else return undefined;
    }
  return found;
}
