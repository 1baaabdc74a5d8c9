import * as sdk from "@aws-sdk/client-iam";
import * as policies from "../control/iam/policies.ts";
import * as roles from "../control/iam/roles.ts";
import { type Entry, read, write } from "./entry.ts";

/** IAM's operations that the sandbox answers. */
export const entries: readonly Entry[] = [
  write(sdk.CreateRole$, roles.createRole),
  read(sdk.GetRole$, roles.getRole),
  read(sdk.ListRoles$, roles.listRoles),
  write(sdk.DeleteRole$, roles.deleteRole),
  write(sdk.UpdateAssumeRolePolicy$, roles.updateAssumeRolePolicy),
  write(sdk.PutRolePolicy$, roles.putRolePolicy),
  read(sdk.GetRolePolicy$, roles.getRolePolicy),
  write(sdk.DeleteRolePolicy$, roles.deleteRolePolicy),
  read(sdk.ListRolePolicies$, roles.listRolePolicies),
  write(sdk.CreatePolicy$, policies.createPolicy),
  read(sdk.GetPolicy$, policies.getManagedPolicy),
  read(sdk.GetPolicyVersion$, policies.getPolicyVersion),
  write(sdk.DeletePolicy$, policies.deletePolicy),
  write(sdk.AttachRolePolicy$, policies.attachRolePolicy),
  write(sdk.DetachRolePolicy$, policies.detachRolePolicy),
  read(sdk.ListAttachedRolePolicies$, policies.listAttachedRolePolicies),
];
