import type { Call, CallOf } from "../gateway/call/call.ts";
import { createRole, type NewRole, putRolePolicy } from "../gateway/policy/execution-role.ts";
import { allowedBy, trustOf } from "../gateway/policy/role-verdict.ts";
import type { Aws } from "../ports.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { observeRole } from "./observe-role.ts";

/** What leads to a role: nothing, where it is there and allows what is wanted. */
export interface RolePlan {
  readonly calls: readonly Call[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** The calls that make a role, or add to it what it may not do yet. A role that trusts somebody else is never changed. */
export async function planRole(aws: Aws, role: NewRole, arn: string, flag: string): Promise<RolePlan> {
  const made = [createRole(role), putRolePolicy(role.name, role.grant)];
  const there = await observeRole(aws, role.name);
  if (there === undefined) return { calls: made, notes: [], problems: [] };
  if (there === "denied")
    return {
      calls: made,
      problems: [],
      notes: [`not checked (role): whether there is a role ${role.name}; you may not read it.`],
    };
  const other = (fault: string, remedy: string): RolePlan => ({
    calls: [],
    notes: [],
    problems: [problem(flag, `there is a role ${role.name}, and ${fault}`, remedy)],
  });
  if (there.arn !== arn) return other(`it is ${there.arn}`, "give its path, or another name");
  const { fault, warning } = trustOf(there.trust);
  if (fault !== undefined)
    return other(`API Gateway may not assume it: ${fault}`, "give another name, or mend its trust policy");
  const notes = [
    ...(warning === undefined ? [] : [`API Gateway may fail to assume ${arn}: ${warning}.`]),
    ...(role.permissionsBoundary !== undefined || role.tags.length > 0
      ? [`There is a role ${role.name}: its permissions boundary and tags stay as they are.`]
      : []),
  ];
  const { actions, resources } = role.grant;
  const allows = actions.every((action) => allowedBy(there.policies, action, resources) === "allowed");
  return { calls: allows ? [] : [putRolePolicy(role.name, role.grant)], notes, problems: [] };
}

/** Whether the role that a lost answer may have been about is the one we asked for. */
export async function madeRole(aws: Aws, call: CallOf<"iam:CreateRole">): Promise<object | undefined> {
  const { RoleName, AssumeRolePolicyDocument, Description } = call.input;
  const { Role } = await aws.send("iam:GetRole", { RoleName: String(RoleName) });
  const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
  return trust === AssumeRolePolicyDocument && Role?.Description === Description ? {} : undefined;
}
