import type {
  AttachRolePolicyRequest,
  CreatePolicyRequest,
  DeletePolicyRequest,
  DetachRolePolicyRequest,
  GetPolicyRequest,
  GetPolicyVersionRequest,
  ListAttachedRolePoliciesRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { ManagedPolicyState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { encoded, entityId, noSuchEntity, requireJson, roleOf } from "./roles.ts";

function requireArn(arn: string): void {
  if (!arn.startsWith("arn:"))
    throw new ServiceError("ValidationError", 400, "Invalid ARN:  Could not be parsed!");
}

/** AWS's own policies exist without having been made. */
const isManagedByAws = (arn: string) => /^arn:[^:]+:iam::aws:policy\/.+/.test(arn);

function policyOf(context: Context, arn: string): ManagedPolicyState {
  requireArn(arn);
  const policy = own(context.iam.policies, arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

const attachments = (context: Context, arn: string) =>
  Object.values(context.iam.roles).filter((role) => role.attached.includes(arn)).length;

const told = (context: Context, policy: ManagedPolicyState) => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: "v1",
  AttachmentCount: attachments(context, policy.arn),
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: policy.createDate,
  UpdateDate: policy.createDate,
});

export function createPolicy(input: Input<CreatePolicyRequest>, context: Context) {
  requireJson(input.PolicyDocument);
  const path = input.Path ?? "/";
  const arn = `arn:${context.partition}:iam::${context.accountId}:policy${path}${input.PolicyName}`;
  if (own(context.iam.policies, arn)) {
    throw new ServiceError(
      "EntityAlreadyExists",
      409,
      `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
    );
  }
  const policy: ManagedPolicyState = {
    arn,
    name: input.PolicyName,
    id: entityId("ANPA", context),
    path,
    ...(input.Description ? { description: input.Description } : {}),
    document: input.PolicyDocument,
    createDate: context.now().toISOString(),
  };
  context.iam.policies[arn] = policy;
  return { Policy: told(context, policy) };
}

export function getManagedPolicy(input: Input<GetPolicyRequest>, context: Context) {
  return { Policy: told(context, policyOf(context, input.PolicyArn)) };
}

/** A policy has the version it was made with, and no other. */
export function getPolicyVersion(input: Input<GetPolicyVersionRequest>, context: Context) {
  const { document, createDate } = policyOf(context, input.PolicyArn);
  if (input.VersionId !== "v1")
    throw noSuchEntity(
      `Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`,
    );
  return {
    PolicyVersion: {
      Document: encoded(document),
      VersionId: "v1",
      IsDefaultVersion: true,
      CreateDate: createDate,
    },
  };
}

export function deletePolicy(input: Input<DeletePolicyRequest>, context: Context): void {
  const policy = policyOf(context, input.PolicyArn);
  if (attachments(context, policy.arn) > 0) {
    throw new ServiceError("DeleteConflict", 409, "Cannot delete a policy attached to entities.");
  }
  delete context.iam.policies[policy.arn];
}

export function attachRolePolicy(input: Input<AttachRolePolicyRequest>, context: Context): void {
  requireArn(input.PolicyArn);
  const role = roleOf(context, input.RoleName);
  if (!own(context.iam.policies, input.PolicyArn) && !isManagedByAws(input.PolicyArn)) {
    throw noSuchEntity(`Policy ${input.PolicyArn} does not exist or is not attachable.`);
  }
  if (!role.attached.includes(input.PolicyArn)) role.attached.push(input.PolicyArn);
}

export function detachRolePolicy(input: Input<DetachRolePolicyRequest>, context: Context): void {
  const role = roleOf(context, input.RoleName);
  if (!role.attached.includes(input.PolicyArn))
    throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
  role.attached = role.attached.filter((arn) => arn !== input.PolicyArn);
}

export function listAttachedRolePolicies(input: Input<ListAttachedRolePoliciesRequest>, context: Context) {
  const role = roleOf(context, input.RoleName);
  return {
    AttachedPolicies: role.attached.map((arn) => ({
      PolicyArn: arn,
      PolicyName: arn.split("/").at(-1) ?? arn,
    })),
    IsTruncated: false,
  };
}
