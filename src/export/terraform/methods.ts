import type { IntegrationRequest, MethodDocument } from "../../gateway/document/method.ts";
import { type Key, methodKey, resourceKey } from "../../gateway/document/things.ts";
import { parentOf, segmentsOf } from "../../gateway/names/path.ts";
import type { ExportedMethod, ExportedResource } from "../api.ts";
import { some } from "../writing.ts";
import type { Blocks, Body } from "./blocks.ts";
import { block, expression, type Hcl } from "./hcl.ts";

/** The resources with their methods. */
export function addMethods(blocks: Blocks): void {
  const { resources } = blocks.api;
  for (const one of resources) addPath(blocks, one);
  for (const one of resources) for (const method of one.methods) addMethod(blocks, one, method);
}

function addPath(blocks: Blocks, { id, path }: ExportedResource): void {
  const { restApiId, whole } = blocks.api;
  const key = resourceKey(restApiId, path);
  if (path === "/" && whole) blocks.refer(key, "aws_api_gateway_rest_api.this.root_resource_id");
  // Whose methods are exported alone, its resource is somebody else's to keep.
  else if (!whole && (id !== undefined || path === "/")) addKnown(blocks, key, path);
  else
    blocks.ofApi(
      "resource",
      key,
      [path],
      {
        parent_id: blocks.reference(resourceKey(restApiId, parentOf(path))),
        path_part: segmentsOf(path).at(-1),
      },
      id,
    );
}

/** A resource that is there, looked up by its path; where something here names it. */
function addKnown(blocks: Blocks, key: Key<"resource">, path: string): void {
  const { resources } = blocks.api;
  const isNamed = resources.some(
    (one) =>
      (one.path === path && one.methods.length > 0) || (one.id === undefined && parentOf(one.path) === path),
  );
  if (!isNamed) return;
  const name = blocks.nameFor("data", key, path === "/" ? "root" : path);
  blocks.refer(key, `data.aws_api_gateway_resource.${name}.id`);
  blocks.all.push(block(["data", "aws_api_gateway_resource", name], { rest_api_id: blocks.restApiId, path }));
}

/** The models, by reference where they are kept here. */
const modelsOf = (
  blocks: Blocks,
  models: Readonly<Record<string, string>>,
): Record<string, Hcl> | undefined =>
  some(
    Object.fromEntries(
      Object.entries(models).map(([type, name]) => [
        type,
        blocks.knows(`model ${name}`) ? blocks.reference(`model ${name}`) : name,
      ]),
    ),
  );

function addMethod(
  blocks: Blocks,
  { id, path }: ExportedResource,
  { httpMethod, method, isPlanned }: ExportedMethod,
): void {
  const key = methodKey({ restApiId: blocks.api.restApiId, path, httpMethod });
  const importId = id === undefined || isPlanned ? undefined : `${id}/${httpMethod}`;
  const words = [path === "/" ? "root" : path, httpMethod];
  const { request } = method;
  blocks.ofApi(
    "method",
    key,
    words,
    {
      resource_id: blocks.reference(resourceKey(blocks.api.restApiId, path)),
      http_method: httpMethod,
      authorization: request.authorizationType,
      authorizer_id:
        request.authorizerId === undefined
          ? undefined
          : blocks.knows(`authorizer ${request.authorizerId}`)
            ? blocks.reference(`authorizer ${request.authorizerId}`)
            : request.authorizerId,
      authorization_scopes: request.authorizationScopes.length > 0 ? request.authorizationScopes : undefined,
      api_key_required: request.apiKeyRequired || undefined,
      operation_name: request.operationName,
      request_validator_id:
        request.requestValidator === undefined ? undefined : blocks.reference(request.requestValidator),
      request_models: modelsOf(blocks, request.requestModels),
      request_parameters: some(request.requestParameters),
    },
    importId,
  );
  const of = {
    resource_id: blocks.attribute(key, "resource_id"),
    http_method: blocks.attribute(key, "http_method"),
  };
  for (const [status, { responseParameters, responseModels }] of Object.entries(method.responses))
    blocks.ofApi(
      "method_response",
      `${key} ${status}`,
      [...words, status],
      {
        ...of,
        status_code: status,
        response_models: modelsOf(blocks, responseModels),
        response_parameters: some(responseParameters),
      },
      importId && `${importId}/${status}`,
    );
  if (method.integration) addIntegration(blocks, key, words, of, method, method.integration, importId);
}

function addIntegration(
  blocks: Blocks,
  method: Key<"method">,
  words: readonly string[],
  of: Body,
  { integrationResponses }: MethodDocument,
  one: IntegrationRequest,
  importId: string | undefined,
): void {
  const key = `integration ${method}`;
  noteWhatIsLost(blocks, words, one);
  const namespace = blocks.api.resources.find(({ id }) => id !== undefined && id === one.cacheNamespace);
  const namespaceKey = namespace && resourceKey(blocks.api.restApiId, namespace.path);
  blocks.ofApi(
    "integration",
    key,
    words,
    {
      ...of,
      type: one.type,
      integration_http_method: one.httpMethod,
      uri: one.uri,
      credentials: one.credentials,
      connection_type: one.connectionType,
      connection_id: one.connectionId,
      request_parameters: some(one.requestParameters),
      request_templates: some(one.requestTemplates),
      passthrough_behavior: one.passthroughBehavior ?? "WHEN_NO_MATCH",
      content_handling: one.contentHandling,
      cache_key_parameters: one.cacheKeyParameters.length > 0 ? one.cacheKeyParameters : undefined,
      cache_namespace:
        namespaceKey && blocks.knows(namespaceKey) ? blocks.reference(namespaceKey) : one.cacheNamespace,
      timeout_milliseconds: one.timeoutInMillis,
    },
    importId,
    one.insecureSkipVerification ? [block(["tls_config"], { insecure_skip_verification: true })] : [],
  );
  for (const [status, response] of Object.entries(integrationResponses))
    blocks.ofApi(
      "integration_response",
      `${key} ${status}`,
      [...words, status],
      {
        ...of,
        status_code: blocks.knows(`${method} ${status}`)
          ? blocks.attribute(`${method} ${status}`, "status_code")
          : status,
        selection_pattern: response.selectionPattern,
        response_parameters: some(response.responseParameters),
        response_templates: some(response.responseTemplates),
        content_handling: response.contentHandling,
        depends_on: expression(`[${blocks.address(key)}]`),
      },
      importId && `${importId}/${status}`,
    );
}

function noteWhatIsLost(blocks: Blocks, words: readonly string[], one: IntegrationRequest): void {
  const lost = [
    ...(one.responseTransferMode === undefined
      ? []
      : [`the response transfer mode ${one.responseTransferMode}`]),
    ...(one.integrationTarget === undefined ? [] : [`the integration target ${one.integrationTarget}`]),
  ];
  if (lost.length > 0)
    blocks.notes.push(
      `${[...words].reverse().join(" ")}: ${lost.join(" and ")} cannot be said in the AWS provider 5.100; see whether yours can`,
    );
}
