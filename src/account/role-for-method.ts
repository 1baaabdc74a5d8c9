import type { IntegrationRequest } from "../gateway/document/method.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { roleArn } from "../gateway/policy/execution-role.ts";
import type { Reading } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { neededGrant, wantedRole } from "../wanted/role.ts";
import type { Cooked } from "../wanted/with-recipe.ts";
import type { Account } from "./account.ts";
import { planRole, type RolePlan } from "./plan-role.ts";

/** The ARN of the role that `--create-role` names; undefined without it. */
export async function roleToBe(known: Known, region: string, reading: Reading): Promise<string | undefined> {
  if (known.createRole === undefined) return undefined;
  const partition = partitionOf(region) ?? "aws";
  const account = await reading.accountId();
  return roleArn({ name: known.createRole, path: known.rolePath }, { partition, account });
}

/** The calls that make the role of a method that is about to be made. */
export async function planRoleOf(
  { aws, reading }: Account,
  known: Known,
  integration: IntegrationRequest | undefined,
  allows: Cooked["allows"],
): Promise<RolePlan> {
  const arn = await roleToBe(known, aws.region, reading);
  if (arn === undefined || known.createRole === undefined || !integration)
    return { calls: [], notes: [], problems: [] };
  const at = { region: aws.region, account: await reading.accountId() };
  const told = neededGrant(integration, at);
  const { role, notes, problems } = wantedRole(known.createRole, known, told, allows);
  if (!role) return { calls: [], notes, problems };
  const planned = await planRole(aws, role, arn, "--create-role");
  return { ...planned, notes: [...notes, ...planned.notes] };
}
