import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesRequest,
  ListInstanceProfileTagsRequest,
  RemoveRoleFromInstanceProfileRequest,
  TagInstanceProfileRequest,
  UntagInstanceProfileRequest,
} from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { InstanceProfileState } from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { paged } from "./paged.ts";
import { requireTags, withTags } from "./role-tags.ts";
import { entityId, noSuchEntity, roleOf, toldRole } from "./roles.ts";

// What no method needs, and clients that delete a role ask for. All wordings but that of a profile with a role: unverified.

const all = ({ iam }: Context): InstanceProfileState[] =>
  Object.values(iam.instanceProfiles ?? {}).sort((a, b) => a.name.localeCompare(b.name));

function profileOf({ iam }: Context, name: string): InstanceProfileState {
  const profile = own(iam.instanceProfiles ?? {}, name);
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

const told = (context: Context, { name, id, path, createDate, role, tags = [] }: InstanceProfileState) => ({
  Path: path,
  InstanceProfileName: name,
  InstanceProfileId: id,
  Arn: `arn:${context.partition}:iam::${context.accountId}:instance-profile${path}${name}`,
  CreateDate: createDate,
  Roles: role === undefined ? [] : [toldRole(context, roleOf(context, role))],
  ...(tags.length > 0 ? { Tags: tags } : {}),
});

export function createInstanceProfile(input: Input<CreateInstanceProfileRequest>, context: Context) {
  const { InstanceProfileName: name, Path: path = "/", Tags = [] } = input;
  requireTags(Tags);
  if (own(context.iam.instanceProfiles ?? {}, name))
    throw new ServiceError("EntityAlreadyExists", 409, `Instance Profile ${name} already exists.`);
  const profile: InstanceProfileState = {
    name,
    path,
    id: entityId("AIPA", context),
    createDate: context.now().toISOString(),
    ...(Tags.length > 0 ? { tags: withTags([], Tags) } : {}),
  };
  context.iam.instanceProfiles ??= {};
  context.iam.instanceProfiles[name] = profile;
  return { InstanceProfile: told(context, profile) };
}

export function getInstanceProfile(input: Input<GetInstanceProfileRequest>, context: Context) {
  return { InstanceProfile: told(context, profileOf(context, input.InstanceProfileName)) };
}

export function listInstanceProfiles(input: Input<ListInstanceProfilesRequest>, context: Context) {
  const prefix = input.PathPrefix ?? "/";
  const shown = all(context).filter(({ path }) => path.startsWith(prefix));
  return paged(
    "InstanceProfiles",
    shown.map((profile) => told(context, profile)),
    input,
    (profile) => profile.InstanceProfileName,
  );
}

export function listInstanceProfilesForRole(
  input: Input<ListInstanceProfilesForRoleRequest>,
  context: Context,
) {
  const { name } = roleOf(context, input.RoleName);
  const having = all(context).filter(({ role }) => role === name);
  return paged(
    "InstanceProfiles",
    having.map((profile) => told(context, profile)),
    input,
    (profile) => profile.InstanceProfileName,
  );
}

export function addRoleToInstanceProfile(
  input: Input<AddRoleToInstanceProfileRequest>,
  context: Context,
): void {
  const profile = profileOf(context, input.InstanceProfileName);
  const role = roleOf(context, input.RoleName);
  if (profile.role !== undefined)
    throw new ServiceError(
      "LimitExceeded",
      409,
      "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
    );
  profile.role = role.name;
}

export function removeRoleFromInstanceProfile(
  input: Input<RemoveRoleFromInstanceProfileRequest>,
  context: Context,
): void {
  const profile = profileOf(context, input.InstanceProfileName);
  if (profile.role !== input.RoleName)
    throw noSuchEntity(`The role with name ${input.RoleName} cannot be found.`);
  delete profile.role;
}

export function deleteInstanceProfile(input: Input<DeleteInstanceProfileRequest>, context: Context): void {
  const profile = profileOf(context, input.InstanceProfileName);
  if (profile.role !== undefined) throw inProfile();
  delete context.iam.instanceProfiles?.[profile.name];
}

export function tagInstanceProfile(input: Input<TagInstanceProfileRequest>, context: Context): void {
  const profile = profileOf(context, input.InstanceProfileName);
  profile.tags = withTags(profile.tags ?? [], input.Tags ?? []);
}

export function untagInstanceProfile(input: Input<UntagInstanceProfileRequest>, context: Context): void {
  const profile = profileOf(context, input.InstanceProfileName);
  profile.tags = (profile.tags ?? []).filter(({ Key }) => !input.TagKeys?.includes(Key));
}

export function listInstanceProfileTags(input: Input<ListInstanceProfileTagsRequest>, context: Context) {
  return paged("Tags", profileOf(context, input.InstanceProfileName).tags ?? [], input, ({ Key }) => Key);
}

const inProfile = () =>
  new ServiceError(
    "DeleteConflict",
    409,
    "Cannot delete entity, must remove roles from instance profile first.",
  );

/** A role stays while an instance profile has it. */
export function requireInNoProfile(context: Context, roleName: string): void {
  if (all(context).some(({ role }) => role === roleName)) throw inProfile();
}
