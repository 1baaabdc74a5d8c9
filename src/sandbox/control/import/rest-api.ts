import type { ImportRestApiRequest, PutRestApiRequest } from "@aws-sdk/client-api-gateway";
import { restApiRule } from "../../../gateway/rules/rest-api.ts";
import type { Context, Input } from "../../state/context.ts";
import { apiOf } from "../../state/lookup.ts";
import { endpointOf, newApi } from "../../state/new-api.ts";
import type { ApiState } from "../../state/types.ts";
import { badRequest, refuse } from "../../wire/service-error.ts";
import { assign } from "../patch.ts";
import { toldApi } from "../rest-apis.ts";
import { importContent, type Notes } from "./content.ts";
import { fieldsOf, listOf, type OpenApiDocument, parseDocument, textOf, warningsOf } from "./document.ts";

/** The input with its document read: reading YAML loads a parser, which a locked state must not wait for. */
export async function withDocument<I extends Record<string, unknown>>(input: I) {
  return { ...input, document: await parseDocument((input.body ?? new Uint8Array()) as Uint8Array) };
}

type Documented<T> = Input<T> & { document: OpenApiDocument };

/** Replaces the whole definition, or merges the document into it; either way the API keeps its id and its root. */
export function putRestApi(input: Documented<PutRestApiRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  const mode = input.mode ?? "merge";
  // By the code of another implementation.
  if (mode !== "merge" && mode !== "overwrite")
    throw badRequest('Enumeration value of OpenAPI import mode must be "overwrite" or "merge"');
  if (mode === "overwrite") clear(api);
  const types = overwrittenTypes(api, input);
  applyInfo(api, input.document, types);
  const warnings = finish(importContent(input.document, api, input.parameters?.basepath, context), input);
  return { ...toldApi(api, true), ...warned(warnings) };
}

/** A new API from a document: it has only the models that the document has. */
export function importRestApi(input: Documented<ImportRestApiRequest>, context: Context) {
  const type = input.parameters?.endpointConfigurationTypes;
  const endpoint = type ? { types: [type as "REGIONAL"] } : undefined;
  const api = newApi(textOf(fieldsOf(input.document.root.info).title) ?? "", endpoint, context);
  applyInfo(api, input.document, []);
  const warnings = finish(importContent(input.document, api, input.parameters?.basepath, context), input);
  context.state.apis[api.id] = api;
  return { ...toldApi(api, false), ...warned(warnings) };
}

const overwrittenTypes = (api: ApiState, input: Documented<PutRestApiRequest>): string[] =>
  input.mode === "overwrite" ? [] : (api.binaryMediaTypes ?? []);

const warned = (warnings: string[]): { warnings?: string[] } => (warnings.length > 0 ? { warnings } : {});

/** One error for all that could not be put: a call that fails leaves the API as it was. Else what was left out. */
function finish(
  { errors, warnings }: Notes,
  input: { failOnWarnings?: boolean; document: OpenApiDocument },
): string[] {
  const all = [...warningsOf(input.document), ...warnings];
  if (input.failOnWarnings && all.length > 0)
    throw badRequest(`Warnings found during import:\n\t${all.join("\n\t")}`);
  if (errors.length > 0) throw badRequest(`Errors found during import:\n\t${errors.join("\n\t")}`);
  return all;
}

function clear(api: ApiState): void {
  const root = api.resources[api.rootResourceId]!;
  root.methods = {};
  api.resources = { [root.id]: root };
  api.models = {};
  api.validators = {};
  api.authorizers = {};
  api.gatewayResponses = {};
}

/** What the document says about the API itself: merging, too, takes over title and version. */
function applyInfo(api: ApiState, { root }: OpenApiDocument, keptTypes: readonly string[]): void {
  const info = fieldsOf(root.info);
  api.name = textOf(info.title) ?? api.name;
  assign(api, "version", textOf(info.version) ?? api.version);
  assign(api, "description", textOf(info.description) ?? api.description);
  const types = new Set([
    ...keptTypes,
    ...listOf(root["x-amazon-apigateway-binary-media-types"]).map(String),
  ]);
  assign(api, "binaryMediaTypes", types.size > 0 ? [...types] : undefined);
  const keySource = textOf(root["x-amazon-apigateway-api-key-source"]);
  if (keySource) api.apiKeySource = keySource.toUpperCase();
  const compression = textOf(root["x-amazon-apigateway-minimum-compression-size"]);
  if (compression !== undefined) api.minimumCompressionSize = Number(compression);
  const policy = root["x-amazon-apigateway-policy"];
  if (policy !== undefined) api.policy = JSON.stringify(policy);
  refuse(
    restApiRule({ name: api.name, ...(policy === undefined ? {} : { policy: JSON.stringify(policy) }) }),
  );
  const endpoint = fieldsOf(root["x-amazon-apigateway-endpoint-configuration"]);
  if (endpoint.disableExecuteApiEndpoint !== undefined) {
    api.disableExecuteApiEndpoint = endpoint.disableExecuteApiEndpoint === true;
  }
  if (Array.isArray(endpoint.vpcEndpointIds)) {
    api.endpointConfiguration = endpointOf({
      ...api.endpointConfiguration,
      vpcEndpointIds: endpoint.vpcEndpointIds.map(String),
    });
  }
}
