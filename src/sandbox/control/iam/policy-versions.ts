import type {
  CreatePolicyVersionRequest,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  ListEntitiesForPolicyRequest,
  ListPolicyTagsRequest,
  ListPolicyVersionsRequest,
  SetDefaultPolicyVersionRequest,
  TagPolicyRequest,
  UntagPolicyRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import type { ManagedPolicyState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { paged } from "./paged.ts";
import { policyOf } from "./policies.ts";
import { withTags } from "./role-tags.ts";
import { encoded, noSuchEntity, requireIdentityPolicy } from "./roles.ts";

interface Version {
  readonly id: string;
  readonly document: string;
  readonly createDate: string;
}

const FIRST = "v1";
const MOST = 5;

/** All versions, the newest first. What was made with the policy stands with it, the others beside. */
function versionsOf(policy: ManagedPolicyState): Version[] {
  const { versions } = policy;
  const first = { id: FIRST, document: policy.document, createDate: policy.createDate };
  const all = versions ?? { [FIRST]: first };
  return Object.values(all).sort((a, b) => Number(b.id.slice(1)) - Number(a.id.slice(1)));
}

const defaultOf = (policy: ManagedPolicyState) => policy.defaultVersion ?? FIRST;

const told = (policy: ManagedPolicyState, { id, createDate }: Version) => ({
  VersionId: id,
  IsDefaultVersion: id === defaultOf(policy),
  CreateDate: createDate,
});

function versionOf(policy: ManagedPolicyState, id: string): Version {
  const version = versionsOf(policy).find((one) => one.id === id);
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return version;
}

/** Makes a version the one that counts: what the policy says is what that one says. */
function setDefault(policy: ManagedPolicyState, { id, document }: Version): void {
  policy.versions = Object.fromEntries(versionsOf(policy).map((version) => [version.id, version]));
  policy.defaultVersion = id;
  policy.document = document;
}

export function createPolicyVersion(input: Input<CreatePolicyVersionRequest>, context: Context) {
  const policy = policyOf(context, input.PolicyArn);
  requireIdentityPolicy(input.PolicyDocument, "managed");
  const all = versionsOf(policy);
  if (all.length >= MOST) {
    // Unverified wording.
    throw new ServiceError(
      "LimitExceeded",
      409,
      "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    );
  }
  const last = policy.lastVersion ?? Math.max(...all.map(({ id }) => Number(id.slice(1))));
  const made: Version = {
    id: `v${last + 1}`,
    document: input.PolicyDocument,
    createDate: context.now().toISOString(),
  };
  policy.lastVersion = last + 1;
  policy.versions = Object.fromEntries([made, ...all].map((version) => [version.id, version]));
  policy.defaultVersion ??= FIRST;
  if (input.SetAsDefault) setDefault(policy, made);
  return { PolicyVersion: told(policy, made) };
}

export function getPolicyVersion(input: Input<GetPolicyVersionRequest>, context: Context) {
  const policy = policyOf(context, input.PolicyArn);
  const version = versionOf(policy, input.VersionId);
  return { PolicyVersion: { ...told(policy, version), Document: encoded(version.document) } };
}

export function listPolicyVersions(input: Input<ListPolicyVersionsRequest>, context: Context) {
  const policy = policyOf(context, input.PolicyArn);
  const versions = versionsOf(policy).map((version) => told(policy, version));
  return paged("Versions", versions, input, ({ VersionId }) => VersionId);
}

export function setDefaultPolicyVersion(
  input: Input<SetDefaultPolicyVersionRequest>,
  context: Context,
): void {
  const policy = policyOf(context, input.PolicyArn);
  setDefault(policy, versionOf(policy, input.VersionId));
}

export function deletePolicyVersion(input: Input<DeletePolicyVersionRequest>, context: Context): void {
  const policy = policyOf(context, input.PolicyArn);
  const { id } = versionOf(policy, input.VersionId);
  // Unverified wording.
  if (id === defaultOf(policy))
    throw new ServiceError("DeleteConflict", 409, "Cannot delete the default version of a policy.");
  const rest = versionsOf(policy).filter((version) => version.id !== id);
  policy.versions = Object.fromEntries(rest.map((version) => [version.id, version]));
}

export function tagPolicy(input: Input<TagPolicyRequest>, context: Context): void {
  const policy = policyOf(context, input.PolicyArn);
  policy.tags = withTags(policy.tags ?? [], input.Tags ?? []);
}

export function untagPolicy(input: Input<UntagPolicyRequest>, context: Context): void {
  const policy = policyOf(context, input.PolicyArn);
  policy.tags = (policy.tags ?? []).filter(({ Key }) => !input.TagKeys?.includes(Key));
}

export function listPolicyTags(input: Input<ListPolicyTagsRequest>, context: Context) {
  return paged("Tags", policyOf(context, input.PolicyArn).tags ?? [], input, ({ Key }) => Key);
}

export function listEntitiesForPolicy(input: Input<ListEntitiesForPolicyRequest>, context: Context) {
  const roles = Object.values(context.iam.roles).filter(({ attached }) => attached.includes(input.PolicyArn));
  return {
    PolicyGroups: [],
    PolicyUsers: [],
    PolicyRoles: roles.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    IsTruncated: false,
  };
}
