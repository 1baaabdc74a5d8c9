import type {
  CreateVpcLinkRequest,
  DeleteVpcLinkRequest,
  GetVpcLinkRequest,
  GetVpcLinksRequest,
  UpdateVpcLinkRequest,
} from "@aws-sdk/client-api-gateway";
import type {
  CreateVpcLinkRequest as CreateVpcLinkV2Request,
  DeleteVpcLinkRequest as DeleteVpcLinkV2Request,
  GetVpcLinksRequest as GetVpcLinksV2Request,
  GetVpcLinkRequest as GetVpcLinkV2Request,
  UpdateVpcLinkRequest as UpdateVpcLinkV2Request,
} from "@aws-sdk/client-apigatewayv2";
import type { Context, Input } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { VpcLinkState, VpcLinkV2State } from "../state/types.ts";
import { badRequest, notFound } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, listedPatches } from "./patch.ts";

/** Answered as pending, ready at the next look: the sandbox has nothing to wait for. */
export function createVpcLink(input: Input<CreateVpcLinkRequest>, context: Context) {
  if (input.targetArns.length > 1) throw badRequest("More than one target arn specified for vpc link.");
  // Unverified wording; one network load balancer is documented.
  if (input.targetArns.length === 0) throw badRequest("Vpc link must have exactly one target");
  const link: VpcLinkState = {
    id: context.id(6),
    name: input.name,
    targetArns: input.targetArns,
    status: "AVAILABLE",
    statusMessage: "Your vpc link is ready for use",
  };
  assign(link, "description", input.description || undefined);
  assign(link, "tags", input.tags);
  context.state.vpcLinks[link.id] = link;
  const { statusMessage: _message, ...pending } = link;
  return { ...pending, status: "PENDING" };
}

function linkOf(context: Context, id: string): VpcLinkState {
  const link = own(context.state.vpcLinks, id);
  if (!link) throw notFound("Invalid Vpc Link identifier specified");
  return link;
}

const withTags = (link: VpcLinkState) => ({ ...link, tags: link.tags ?? {} });

export function getVpcLink(input: Input<GetVpcLinkRequest>, context: Context) {
  return withTags(linkOf(context, input.vpcLinkId));
}

export function getVpcLinks(input: Input<GetVpcLinksRequest>, context: Context) {
  return page(Object.values(context.state.vpcLinks), input);
}

export function updateVpcLink(input: Input<UpdateVpcLinkRequest>, context: Context) {
  const link = linkOf(context, input.vpcLinkId);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/name", "/description"] })) {
    if (patch.path === "/name") link.name = patch.value ?? "";
    else assign(link, "description", patch.value || undefined);
  }
  return withTags(link);
}

export function deleteVpcLink(input: Input<DeleteVpcLinkRequest>, context: Context): void {
  const link = linkOf(context, input.vpcLinkId);
  const users = usersOf(link, context);
  if (users.length > 0) {
    // Unverified wording.
    throw badRequest(
      `Cannot delete vpc link. Vpc link '${link.id}', is referenced in [${users.join(", ")}] in format of [Method:Resource:Stage].`,
    );
  }
  delete context.state.vpcLinks[input.vpcLinkId];
}

/** The deployed methods that go through a link. */
function usersOf(link: VpcLinkState, { state }: Context): string[] {
  const stages = Object.values(state.apis).flatMap((api) =>
    Object.values(api.stages).map((stage) => ({
      stage,
      deployment: own(api.deployments, stage.deploymentId),
    })),
  );
  return stages.flatMap(({ stage, deployment }) =>
    Object.values(deployment?.snapshot.resources ?? {}).flatMap((resource) =>
      Object.values(resource.methods)
        .filter((method) => method.methodIntegration?.connectionId === link.id)
        .map((method) => `${method.httpMethod}:${resource.id}:${stage.stageName}`),
    ),
  );
}

/** The links of apigatewayv2, which REST APIs use with an integration target. */
const toldV2 = (link: VpcLinkV2State) => ({
  ...link,
  VpcLinkStatus: "AVAILABLE",
  VpcLinkStatusMessage: "VPC link is ready to route traffic",
  VpcLinkVersion: "V2",
});

export function createVpcLinkV2(input: Input<CreateVpcLinkV2Request>, context: Context) {
  const link: VpcLinkV2State = {
    VpcLinkId: context.id(6),
    Name: input.Name,
    SubnetIds: input.SubnetIds,
    SecurityGroupIds: input.SecurityGroupIds ?? [],
    CreatedDate: context.now().toISOString(),
    Tags: input.Tags ?? {},
  };
  context.state.vpcLinksV2[link.VpcLinkId] = link;
  return { ...toldV2(link), VpcLinkStatus: "PENDING", VpcLinkStatusMessage: "VPC link is provisioning ENIs" };
}

function linkV2Of(context: Context, id: string): VpcLinkV2State {
  const link = own(context.state.vpcLinksV2, id);
  // Unverified wording.
  if (!link) throw notFound(`Unable to find VpcLink by ID ${id}`);
  return link;
}

export function updateVpcLinkV2(input: Input<UpdateVpcLinkV2Request>, context: Context) {
  const link = linkV2Of(context, input.VpcLinkId);
  if (input.Name !== undefined) link.Name = input.Name;
  return toldV2(link);
}

export function deleteVpcLinkV2(input: Input<DeleteVpcLinkV2Request>, context: Context) {
  delete context.state.vpcLinksV2[linkV2Of(context, input.VpcLinkId).VpcLinkId];
  return {};
}

export function getVpcLinkV2(input: Input<GetVpcLinkV2Request>, context: Context) {
  return toldV2(linkV2Of(context, input.VpcLinkId));
}

export function getVpcLinksV2(input: Input<GetVpcLinksV2Request>, context: Context) {
  const { items, position } = page(Object.values(context.state.vpcLinksV2), {
    ...(input.MaxResults === undefined ? {} : { limit: Number(input.MaxResults) }),
    ...(input.NextToken === undefined ? {} : { position: input.NextToken }),
  });
  return { Items: items.map(toldV2), ...(position === undefined ? {} : { NextToken: position }) };
}
