import { trustOf } from "../../../gateway/policy/role-verdict.ts";
import type { Context } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";

/** Why API Gateway may not use a role, in the words of the execution log; nothing where it may, or it is not this account's. */
export function roleFault(context: Context, arn: string): string | undefined {
  const [, , service, , account, resource = ""] = arn.split(":");
  if (service !== "iam" || account !== context.accountId || !resource.startsWith("role/")) return undefined;
  const role = own(context.iam.roles, resource.split("/").at(-1) ?? "");
  if (role && trustOf(role.trust).fault === undefined) return undefined;
  return `API Gateway does not have permission to assume the provided role ${arn}`;
}
