import type { ListRoleTagsRequest, TagRoleRequest, UntagRoleRequest } from "@aws-sdk/client-iam";
import type { Context, Input } from "../../state/context.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { paged } from "./paged.ts";
import { roleOf } from "./roles.ts";

export interface Tag {
  Key: string;
  Value: string;
}

type Given = readonly { Key?: string | undefined; Value?: string | undefined }[];

/** Reported: IAM's keys are told apart whatever their letters' case. */
export function requireTags(given: Given): void {
  const keys = given.map(({ Key = "" }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length)
    throw new ServiceError(
      "InvalidInput",
      400,
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
}

/** The tags there are with the given ones put in their place, or behind them. */
export function withTags(known: readonly Tag[], given: Given): Tag[] {
  requireTags(given);
  const all = new Map(known.map((tag) => [tag.Key.toLowerCase(), tag]));
  for (const { Key = "", Value = "" } of given) all.set(Key.toLowerCase(), { Key, Value });
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
  return paged("Tags", roleOf(context, input.RoleName).tags, input, ({ Key }) => Key);
}
