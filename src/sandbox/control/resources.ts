import type {
  CreateResourceRequest,
  DeleteResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
  Resource,
  UpdateResourceRequest,
} from "@aws-sdk/client-api-gateway";
import { resourceRule } from "../../gateway/rules/resource.ts";
import type { Context, Input } from "../state/context.ts";
import { rawOf } from "../state/draft.ts";
import { apiOf, INVALID_RESOURCE, own, pathOf, resourceOf } from "../state/lookup.ts";
import type { ResourceState } from "../state/types.ts";
import { badRequest, notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { listedPatches } from "./patch.ts";

type Resources = Readonly<Record<string, ResourceState>>;

/** To look at, not to change: what lies behind the draft is much quicker to walk through. */
const childrenOf = (resources: Resources, id: string): readonly Readonly<ResourceState>[] =>
  Object.values(rawOf(resources)).filter((resource) => resource.parentId === id);

/** A resource as AWS tells it; methods are named without their content unless embedded. */
function told(resources: Resources, resource: ResourceState, embedMethods: boolean): Resource {
  const verbs = Object.entries(resource.methods);
  return {
    id: resource.id,
    ...(resource.parentId === undefined
      ? {}
      : { parentId: resource.parentId, pathPart: resource.pathPart ?? "" }),
    path: pathOf(resources, resource),
    ...(verbs.length > 0
      ? {
          resourceMethods: Object.fromEntries(
            verbs.map(([verb, method]) => [verb, embedMethods ? method : {}]),
          ),
        }
      : {}),
  } as Resource;
}

const embedsMethods = (embed: readonly string[] | undefined) => embed?.includes("methods") ?? false;

export function getResources(input: Input<GetResourcesRequest>, context: Context) {
  const { resources } = apiOf(context, input.restApiId);
  const embed = embedsMethods(input.embed);
  return page(
    Object.values(resources).map((resource) => told(resources, resource, embed)),
    input,
  );
}

export function getResource(input: Input<GetResourceRequest>, context: Context): Resource {
  const { api, resource } = resourceOf(context, input);
  return told(api.resources, resource, embedsMethods(input.embed));
}

export function createResource(input: Input<CreateResourceRequest>, context: Context): Resource {
  const { api, resource: parent } = resourceOf(context, {
    restApiId: input.restApiId,
    resourceId: input.parentId,
  });
  const siblings = childrenOf(api.resources, parent.id).map((resource) => resource.pathPart ?? "");
  refuse(resourceRule(input.pathPart, { parentPart: parent.pathPart, siblings }));
  const resource: ResourceState = {
    id: context.id(6),
    parentId: parent.id,
    pathPart: input.pathPart,
    methods: {},
  };
  api.resources[resource.id] = resource;
  return told(api.resources, resource, false);
}

export function deleteResource(input: Input<DeleteResourceRequest>, context: Context): void {
  const { api, resource } = resourceOf(context, input);
  if (resource.parentId === undefined) {
    // Unverified wording.
    throw badRequest("Root resource cannot be deleted");
  }
  removeWithChildren(api.resources, resource.id);
}

/** Removes a resource and everything below it. */
function removeWithChildren(resources: Record<string, ResourceState>, id: string): void {
  for (const child of childrenOf(resources, id)) removeWithChildren(resources, child.id);
  delete resources[id];
}

export function updateResource(input: Input<UpdateResourceRequest>, context: Context): Resource {
  const { api, resource } = resourceOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/parentId", "/pathPart"] })) {
    const member = patch.path.slice(1);
    if (resource.parentId === undefined) throw badRequest(`Root resource cannot update its ${member}.`);
    if (patch.path === "/pathPart") move(api.resources, resource, resource.parentId, patch.value ?? "");
    else move(api.resources, resource, patch.value ?? "", resource.pathPart ?? "");
  }
  return told(api.resources, resource, false);
}

function move(
  resources: Record<string, ResourceState>,
  resource: ResourceState,
  parentId: string,
  pathPart: string,
) {
  const parent = own(resources, parentId);
  if (!parent) throw notFound(INVALID_RESOURCE);
  for (
    let at: ResourceState | undefined = parent;
    at;
    at = at.parentId ? resources[at.parentId] : undefined
  ) {
    if (at.id === resource.id) throw badRequest("Resources cannot be cyclical.");
  }
  const siblings = childrenOf(resources, parent.id).filter((other) => other.id !== resource.id);
  refuse(
    resourceRule(pathPart, {
      parentPart: parent.pathPart,
      siblings: siblings.map((other) => other.pathPart ?? ""),
      children: childrenOf(resources, resource.id).map((child) => child.pathPart ?? ""),
    }),
  );
  resource.parentId = parent.id;
  resource.pathPart = pathPart;
}
