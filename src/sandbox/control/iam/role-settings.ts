import type {
  DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { getRole, requireBoundary, roleOf } from "./roles.ts";

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
  const role = roleOf(context, input.RoleName);
  requireBoundary(input.PermissionsBoundary);
  role.permissionsBoundary = input.PermissionsBoundary;
}

export function deleteRolePermissionsBoundary(
  input: Input<DeleteRolePermissionsBoundaryRequest>,
  context: Context,
): void {
  delete roleOf(context, input.RoleName).permissionsBoundary;
}
