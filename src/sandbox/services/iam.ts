import * as sdk from "@aws-sdk/client-iam";
import * as profiles from "../control/iam/instance-profiles.ts";
import * as policies from "../control/iam/policies.ts";
import * as versions from "../control/iam/policy-versions.ts";
import * as settings from "../control/iam/role-settings.ts";
import * as tags from "../control/iam/role-tags.ts";
import * as roles from "../control/iam/roles.ts";
import { type Entry, read, write } from "./entry.ts";

/** IAM's operations that the sandbox answers. */
export const entries: readonly Entry[] = [
  write(sdk.CreateRole$, roles.createRole),
  read(sdk.GetRole$, roles.getRole),
  read(sdk.ListRoles$, roles.listRoles),
  write(sdk.DeleteRole$, roles.deleteRole),
  write(sdk.UpdateRole$, settings.updateRole),
  write(sdk.UpdateRoleDescription$, settings.updateRoleDescription),
  write(sdk.TagRole$, tags.tagRole),
  write(sdk.UntagRole$, tags.untagRole),
  read(sdk.ListRoleTags$, tags.listRoleTags),
  write(sdk.PutRolePermissionsBoundary$, settings.putRolePermissionsBoundary),
  write(sdk.DeleteRolePermissionsBoundary$, settings.deleteRolePermissionsBoundary),
  write(sdk.CreateInstanceProfile$, profiles.createInstanceProfile),
  read(sdk.GetInstanceProfile$, profiles.getInstanceProfile),
  read(sdk.ListInstanceProfiles$, profiles.listInstanceProfiles),
  read(sdk.ListInstanceProfilesForRole$, profiles.listInstanceProfilesForRole),
  write(sdk.AddRoleToInstanceProfile$, profiles.addRoleToInstanceProfile),
  write(sdk.RemoveRoleFromInstanceProfile$, profiles.removeRoleFromInstanceProfile),
  write(sdk.DeleteInstanceProfile$, profiles.deleteInstanceProfile),
  write(sdk.TagInstanceProfile$, profiles.tagInstanceProfile),
  write(sdk.UntagInstanceProfile$, profiles.untagInstanceProfile),
  read(sdk.ListInstanceProfileTags$, profiles.listInstanceProfileTags),
  write(sdk.UpdateAssumeRolePolicy$, roles.updateAssumeRolePolicy),
  write(sdk.PutRolePolicy$, roles.putRolePolicy),
  read(sdk.GetRolePolicy$, roles.getRolePolicy),
  write(sdk.DeleteRolePolicy$, roles.deleteRolePolicy),
  read(sdk.ListRolePolicies$, roles.listRolePolicies),
  write(sdk.CreatePolicy$, policies.createPolicy),
  read(sdk.GetPolicy$, policies.getManagedPolicy),
  read(sdk.ListPolicies$, policies.listPolicies),
  write(sdk.CreatePolicyVersion$, versions.createPolicyVersion),
  read(sdk.GetPolicyVersion$, versions.getPolicyVersion),
  read(sdk.ListPolicyVersions$, versions.listPolicyVersions),
  write(sdk.SetDefaultPolicyVersion$, versions.setDefaultPolicyVersion),
  write(sdk.DeletePolicyVersion$, versions.deletePolicyVersion),
  write(sdk.TagPolicy$, versions.tagPolicy),
  write(sdk.UntagPolicy$, versions.untagPolicy),
  read(sdk.ListPolicyTags$, versions.listPolicyTags),
  read(sdk.ListEntitiesForPolicy$, versions.listEntitiesForPolicy),
  write(sdk.DeletePolicy$, policies.deletePolicy),
  write(sdk.AttachRolePolicy$, policies.attachRolePolicy),
  write(sdk.DetachRolePolicy$, policies.detachRolePolicy),
  read(sdk.ListAttachedRolePolicies$, policies.listAttachedRolePolicies),
];
