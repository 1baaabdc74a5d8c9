import type {
  CreateRestApiRequest,
  DeleteRestApiRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  RestApi,
  UpdateRestApiRequest,
} from "@aws-sdk/client-api-gateway";
import { restApiRule } from "../../gateway/rules/rest-api.ts";
import type { Context, Input } from "../state/context.ts";
import { copyOf } from "../state/draft.ts";
import { apiOf } from "../state/lookup.ts";
import { defaultModels, newApi } from "../state/new-api.ts";
import type { ApiState, Stored } from "../state/types.ts";
import { badRequest, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, booleanOf, invalidPath, type Patch, patchesOf, requireOp } from "./patch.ts";

/** An API as AWS tells it. GetRestApi and UpdateRestApi add empty tags, CreateRestApi and GetRestApis do not. */
export function toldApi(api: ApiState, withTags: boolean): Stored<RestApi> {
  return {
    id: api.id,
    name: api.name,
    ...(api.description === undefined ? {} : { description: api.description }),
    createdDate: api.createdDate,
    ...(api.version === undefined ? {} : { version: api.version }),
    ...(api.binaryMediaTypes === undefined ? {} : { binaryMediaTypes: api.binaryMediaTypes }),
    ...(api.minimumCompressionSize === undefined
      ? {}
      : { minimumCompressionSize: api.minimumCompressionSize }),
    apiKeySource: api.apiKeySource as NonNullable<RestApi["apiKeySource"]>,
    endpointConfiguration: api.endpointConfiguration,
    // AWS tells a policy with its quotes escaped, as it would stand inside a JSON text.
    ...(api.policy === undefined ? {} : { policy: JSON.stringify(api.policy).slice(1, -1) }),
    ...(api.tags === undefined ? (withTags ? { tags: {} } : {}) : { tags: api.tags }),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    rootResourceId: api.rootResourceId,
    ...(api.securityPolicy === undefined
      ? {}
      : { securityPolicy: api.securityPolicy as NonNullable<RestApi["securityPolicy"]> }),
  };
}

export function createRestApi(input: Input<CreateRestApiRequest>, context: Context) {
  refuse(restApiRule(input as Parameters<typeof restApiRule>[0]));
  const source = input.cloneFrom === undefined ? undefined : apiOf(context, input.cloneFrom);
  const api = newApi(input.name, input.endpointConfiguration, context);
  if (source) Object.assign(api, copyOf(contentOf(source)));
  else api.models = defaultModels(context.id);
  assign(api, "description", input.description);
  assign(api, "version", input.version);
  assign(api, "binaryMediaTypes", input.binaryMediaTypes);
  assign(api, "minimumCompressionSize", input.minimumCompressionSize);
  assign(api, "policy", input.policy || undefined);
  assign(api, "tags", input.tags);
  assign(api, "securityPolicy", input.securityPolicy);
  api.apiKeySource = input.apiKeySource ?? "HEADER";
  api.disableExecuteApiEndpoint = input.disableExecuteApiEndpoint ?? false;
  context.state.apis[api.id] = api;
  return toldApi(api, false);
}

const contentOf = ({
  resources,
  rootResourceId,
  models,
  validators,
  authorizers,
  gatewayResponses,
}: ApiState) => ({
  resources,
  rootResourceId,
  models,
  validators,
  authorizers,
  gatewayResponses,
});

export function getRestApis(input: Input<GetRestApisRequest>, context: Context) {
  return page(
    Object.values(context.state.apis).map((api) => toldApi(api, false)),
    input,
  );
}

export function getRestApi(input: Input<GetRestApiRequest>, context: Context) {
  return toldApi(apiOf(context, input.restApiId), true);
}

export function deleteRestApi(input: Input<DeleteRestApiRequest>, context: Context): void {
  apiOf(context, input.restApiId);
  delete context.state.apis[input.restApiId];
}

export function updateRestApi(input: Input<UpdateRestApiRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  for (const patch of patchesOf(input.patchOperations)) applyApiPatch(api, patch);
  return toldApi(api, true);
}

function applyApiPatch(api: ApiState, patch: Patch): void {
  const [member = "", key = ""] = patch.segments;
  if (patch.segments.length === 1) applyMember(api, member, patch);
  else if (patch.segments.length === 2 && member === "binaryMediaTypes") patchBinaryTypes(api, key, patch);
  else if (member === "endpointConfiguration") patchEndpoint(api, key, patch);
  else throw invalidPath(patch);
}

function applyMember(api: ApiState, member: string, patch: Patch): void {
  const { value, op } = patch;
  switch (member) {
    case "name":
      requireOp(patch, "replace");
      refuse(restApiRule({ name: value ?? "" }));
      api.name = value ?? "";
      return;
    case "description":
    case "policy":
    case "version":
      requireOp(patch, "replace", "remove", "add");
      if (member === "policy" && op !== "remove") refuse(restApiRule({ policy: value ?? "" }));
      if (member === "description" && op !== "remove") refuse(restApiRule({ description: value ?? "" }));
      assign(api, member, op === "remove" ? undefined : value || undefined);
      return;
    case "apiKeySource":
      requireOp(patch, "replace");
      // Unverified wording.
      if (value !== "HEADER" && value !== "AUTHORIZER") {
        throw badRequest("Invalid ApiKeySource specified. Valid options are HEADER,AUTHORIZER");
      }
      api.apiKeySource = value;
      return;
    case "minimumCompressionSize": {
      requireOp(patch, "replace");
      const size = value ? Number(value) : undefined;
      if (size !== undefined) refuse(restApiRule({ minimumCompressionSize: size }));
      assign(api, "minimumCompressionSize", size);
      return;
    }
    case "disableExecuteApiEndpoint":
      requireOp(patch, "replace");
      api.disableExecuteApiEndpoint = booleanOf(value);
      return;
    case "securityPolicy":
    case "endpointAccessMode":
      requireOp(patch, "replace");
      assign(api, member, value || undefined);
      return;
    default:
      throw invalidPath(patch);
  }
}

/** `add` takes the type from the path, whatever the value; replacing a type moves it to the end. */
function patchBinaryTypes(api: ApiState, type: string, patch: Patch): void {
  requireOp(patch, "add", "replace", "remove");
  const rest = (api.binaryMediaTypes ?? []).filter((other) => other !== type);
  const changed = patch.op === "remove" ? rest : [...rest, patch.op === "add" ? type : (patch.value ?? type)];
  assign(api, "binaryMediaTypes", changed.length > 0 ? changed : undefined);
}

const ENDPOINT_TYPES = ["REGIONAL", "EDGE", "PRIVATE"];

function patchEndpoint(api: ApiState, member: string, patch: Patch): void {
  const endpoint = { ...api.endpointConfiguration };
  if (member === "ipAddressType" && patch.segments.length === 2) {
    requireOp(patch, "replace");
    if (patch.value !== "ipv4" && patch.value !== "dualstack") {
      throw badRequest("ipAddressType must be either ipv4 or dualstack.");
    }
    endpoint.ipAddressType = patch.value;
    refuse(restApiRule({ endpointConfiguration: endpoint as { types: string[] } }));
  } else if (member === "types" && patch.segments.length === 3) {
    // The sentence names three operations; recorded is that `remove` earns it all the same.
    if (patch.op !== "replace")
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
    const type = ENDPOINT_TYPES.find((known) => known === patch.value);
    if (!type)
      throw badRequest(`Invalid EndpointTypes specified. Valid options are ${ENDPOINT_TYPES.join(",")}`);
    endpoint.types = [type as "REGIONAL"];
    if (type === "PRIVATE") endpoint.ipAddressType = "dualstack";
  } else if (member === "vpcEndpointIds") {
    const id = patch.value ?? "";
    const rest = (endpoint.vpcEndpointIds ?? []).filter((other) => other !== id);
    endpoint.vpcEndpointIds = patch.op === "remove" ? rest : [...rest, id];
    refuse(restApiRule({ endpointConfiguration: endpoint as { types: string[] } }));
  } else throw invalidPath(patch);
  api.endpointConfiguration = endpoint;
}
