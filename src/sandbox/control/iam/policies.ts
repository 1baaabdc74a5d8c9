import type {
  AttachRolePolicyRequest,
  CreatePolicyRequest,
  DeletePolicyRequest,
  DetachRolePolicyRequest,
  GetPolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListPoliciesRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { ManagedPolicyState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { paged } from "./paged.ts";
import { withTags } from "./role-tags.ts";
import { entityId, isManagedByAws, noSuchEntity, requireIdentityPolicy, roleOf } from "./roles.ts";

function requireArn(arn: string): void {
  if (!arn.startsWith("arn:"))
    throw new ServiceError("ValidationError", 400, "Invalid ARN:  Could not be parsed!");
}

export function policyOf(context: Context, arn: string): ManagedPolicyState {
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
  DefaultVersionId: policy.defaultVersion ?? "v1",
  AttachmentCount: attachments(context, policy.arn),
  PermissionsBoundaryUsageCount: Object.values(context.iam.roles).filter(
    ({ permissionsBoundary }) => permissionsBoundary === policy.arn,
  ).length,
  IsAttachable: true,
  CreateDate: policy.createDate,
  UpdateDate: policy.createDate,
});

export function createPolicy(input: Input<CreatePolicyRequest>, context: Context) {
  requireIdentityPolicy(input.PolicyDocument, "managed");
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
    ...(input.Tags?.length ? { tags: withTags([], input.Tags) } : {}),
  };
  context.iam.policies[arn] = policy;
  return { Policy: { ...told(context, policy), ...tagsOf(policy) } };
}

const tagsOf = ({ tags = [] }: ManagedPolicyState) => (tags.length > 0 ? { Tags: tags } : {});

export function getManagedPolicy(input: Input<GetPolicyRequest>, context: Context) {
  const policy = policyOf(context, input.PolicyArn);
  const { description } = policy;
  return {
    Policy: {
      ...told(context, policy),
      ...(description === undefined ? {} : { Description: description }),
      ...tagsOf(policy),
    },
  };
}

/** The account's own policies: those of AWS are not listed, though they can be attached. */
export function listPolicies(input: Input<ListPoliciesRequest>, context: Context) {
  const prefix = input.PathPrefix ?? "/";
  const all = Object.values(context.iam.policies)
    .filter(
      ({ path, arn }) => path.startsWith(prefix) && (!input.OnlyAttached || attachments(context, arn) > 0),
    )
    .sort((a, b) => a.name.localeCompare(b.name));
  const shown = input.Scope === "AWS" ? [] : all;
  return paged(
    "Policies",
    shown.map((policy) => told(context, policy)),
    input,
    ({ PolicyName }) => PolicyName,
  );
}

export function deletePolicy(input: Input<DeletePolicyRequest>, context: Context): void {
  const policy = policyOf(context, input.PolicyArn);
  if (attachments(context, policy.arn) > 0) {
    throw new ServiceError("DeleteConflict", 409, "Cannot delete a policy attached to entities.");
  }
  if (Object.keys(policy.versions ?? {}).length > 1) {
    // Unverified wording.
    throw new ServiceError(
      "DeleteConflict",
      409,
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
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
  const policies = role.attached.map((arn) => ({ PolicyArn: arn, PolicyName: arn.split("/").at(-1) ?? arn }));
  return paged("AttachedPolicies", policies, input, ({ PolicyArn }) => PolicyArn);
}
