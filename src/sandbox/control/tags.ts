import type { GetTagsRequest, TagResourceRequest, UntagResourceRequest } from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import { badRequest, notFound } from "../wire/service-error.ts";

interface Tagged {
  tags?: Record<string, string>;
}

/** What an ARN such as `arn:aws:apigateway:us-east-1::/restapis/{id}/stages/{name}` names. */
function tagged(context: Context, arn: string): Tagged {
  const path = /^arn:[^:]+:apigateway:[^:]*::\/(.+)$/.exec(arn)?.[1];
  // Unverified wording.
  if (!path) throw badRequest("Invalid ARN specified in the request");
  const [kind, id = "", child, name = ""] = path.split("/");
  if (kind === "vpclinks") {
    const link = own(context.state.vpcLinks, id);
    if (link) return link;
  } else if (kind === "restapis") {
    const api = apiOf(context, id);
    if (child === undefined) return api;
    const stage = child === "stages" ? own(api.stages, name) : undefined;
    if (stage) return stage;
  }
  throw notFound("Invalid Resource identifier specified");
}

export function getTags(input: Input<GetTagsRequest>, context: Context) {
  return { tags: tagged(context, input.resourceArn).tags ?? {} };
}

export function tagResource(input: Input<TagResourceRequest>, context: Context): void {
  const target = tagged(context, input.resourceArn);
  target.tags = { ...target.tags, ...input.tags };
}

export function untagResource(input: Input<UntagResourceRequest>, context: Context): void {
  const target = tagged(context, input.resourceArn);
  const rest = Object.entries(target.tags ?? {}).filter(([key]) => !input.tagKeys.includes(key));
  target.tags = Object.fromEntries(rest);
}
