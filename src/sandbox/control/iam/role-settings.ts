import type {
  DeleteRolePermissionsBoundaryRequest,
  ListInstanceProfilesForRoleRequest,
  ListRoleTagsRequest,
  PutRolePermissionsBoundaryRequest,
  TagRoleRequest,
  UntagRoleRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { getRole, roleOf } from "./roles.ts";

export interface Tag {
  Key: string;
  Value: string;
}

/** The tags there are with the given ones put in their place, or behind them. */
export function withTags(
  known: readonly Tag[],
  given: readonly { Key?: string | undefined; Value?: string | undefined }[],
): Tag[] {
  const all = new Map(known.map((tag) => [tag.Key, tag]));
  for (const { Key = "", Value = "" } of given) all.set(Key, { Key, Value });
  return [...all.values()];
}

export function tagRole(input: Input<TagRoleRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  role.tags = withTags(role.tags, input.Tags ?? []);
}

export function untagRole(input: Input<UntagRoleRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  role.tags = role.tags.filter(({ Key }) => !input.TagKeys?.includes(Key));
}

export function listRoleTags(input: Input<ListRoleTagsRequest>, context: Context) {
  return { Tags: roleOf(context, input.RoleName).tags, IsTruncated: false };
}

/** What is not given stays. */
export function updateRole(input: Input<UpdateRoleRequest>, context: Context) {
  const role = roleOf(context, input.RoleName);
  if (input.Description !== undefined) role.description = input.Description;
  if (input.MaxSessionDuration !== undefined) role.maxSessionDuration = input.MaxSessionDuration;
  return {};
}

export function updateRoleDescription(input: Input<UpdateRoleDescriptionRequest>, context: Context) {
  roleOf(context, input.RoleName).description = input.Description;
  return getRole({ RoleName: input.RoleName }, context);
}

export function putRolePermissionsBoundary(
  input: Input<PutRolePermissionsBoundaryRequest>,
  context: Context,
): void {
  roleOf(context, input.RoleName).permissionsBoundary = input.PermissionsBoundary;
}

export function deleteRolePermissionsBoundary(
  input: Input<DeleteRolePermissionsBoundaryRequest>,
  context: Context,
): void {
  delete roleOf(context, input.RoleName).permissionsBoundary;
}

/** The sandbox has no instance profiles: no role is in one. */
export function listInstanceProfilesForRole(
  input: Input<ListInstanceProfilesForRoleRequest>,
  context: Context,
) {
  roleOf(context, input.RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
}
