import { partitionOf } from "../gateway/names/partition.ts";
import { type Grant, roleArn } from "../gateway/policy/execution-role.ts";
import type { Known } from "../settings/known.ts";
import type { Problem } from "../settings/problem.ts";
import { wantedRoleThings } from "../wanted/role.ts";
import type { Account } from "./account.ts";
import { observeRole } from "./observe-role.ts";

/** What is wrong with a role's name: one that is there, and is not API Gateway's to assume. */
export async function nameProblems(
  { aws }: Pick<Account, "aws">,
  key: "roleName" | "createRole",
  known: Known,
  { region, account }: { readonly region: string; readonly account: string },
): Promise<readonly Problem[]> {
  const { [key]: name = "", rolePath: path, permissionsBoundary } = known;
  const arn = roleArn({ name, path }, { partition: partitionOf(region) ?? "aws", account });
  const grant: Grant = [];
  const there = await observeRole(aws, name);
  return wantedRoleThings({ name, path, permissionsBoundary, tags: [], grant }, arn, there, key).problems;
}
