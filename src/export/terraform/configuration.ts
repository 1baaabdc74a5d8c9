import type { Authorizer, Model } from "@aws-sdk/client-api-gateway";
import { validatorIdOfKey } from "../../gateway/document/things.ts";
import { functionInput } from "../../gateway/names/uri.ts";
import type { ExportedApi, ExportedPermission, Written } from "../api.ts";
import type { GatewayResponseContent } from "../content.ts";
import { sourceOf } from "../permission.ts";
import { oneLine, some } from "../writing.ts";
import { Blocks, word } from "./blocks.ts";
import { block } from "./hcl.ts";
import { addMethods } from "./methods.ts";

/**
 * Terraform's configuration of an API, or of some of its methods, with import blocks for all that exists: its plan
 * imports, and makes nothing anew. Arguments and import ids: provider aws 5.100.
 */
export function terraformConfiguration(api: ExportedApi): Written {
  const blocks = new Blocks(api);
  if (api.whole) addApi(blocks);
  else addNames(blocks);
  addMethods(blocks);
  for (const one of api.gatewayResponses) addGatewayResponse(blocks, one);
  for (const one of api.permissions) addPermission(blocks, one);
  const { notes } = blocks;
  const head = [
    `# Written by apigw export: ${api.whole ? "the REST API" : "methods of the REST API"} ${oneLine(api.api.name ?? api.restApiId)} (${api.restApiId}, ${api.region}).`,
    "# The import blocks adopt what exists; after the first apply they can be removed.",
    ...notes.map((note) => `# Note: ${oneLine(note)}`),
    "",
  ].join("\n");
  return { text: [head, ...blocks.all].join("\n"), notes };
}

/** Whose methods are exported alone, its API, validators, authorizers and models are somebody else's to keep. */
function addNames(blocks: Blocks): void {
  const { api, restApiId, validators, authorizers } = blocks.api;
  blocks.variable("api", ["rest_api_id"], `The REST API ${oneLine(api.name ?? "")}.`, restApiId);
  for (const [key, { name }] of validators) {
    const id = validatorIdOfKey(key);
    if (id === undefined) addValidator(blocks, key, blocks.api.validators.get(key));
    else blocks.variable(key, ["request_validator", name], `The request validator ${oneLine(name)}.`, id);
  }
  for (const { id = "", name = "" } of authorizers)
    blocks.variable(`authorizer ${id}`, ["authorizer", name], `The authorizer ${oneLine(name)}.`, id);
}

function addApi(blocks: Blocks): void {
  const { api, restApiId, validators, models, authorizers } = blocks.api;
  const { endpointConfiguration: endpoint, minimumCompressionSize } = api;
  blocks.resource(
    "aws_api_gateway_rest_api",
    "api",
    ["this"],
    {
      name: api.name,
      description: word(api.description),
      api_key_source: api.apiKeySource,
      binary_media_types: api.binaryMediaTypes?.length ? api.binaryMediaTypes : undefined,
      minimum_compression_size:
        minimumCompressionSize === undefined ? undefined : String(minimumCompressionSize),
      disable_execute_api_endpoint: api.disableExecuteApiEndpoint,
      tags: some(api.tags ?? {}),
    },
    restApiId,
    endpoint
      ? [
          block(["endpoint_configuration"], {
            types: endpoint.types,
            ip_address_type: endpoint.ipAddressType,
            vpc_endpoint_ids: endpoint.vpcEndpointIds?.length ? endpoint.vpcEndpointIds : undefined,
          }),
        ]
      : [],
  );
  // Apart from the API: a policy that names the API cannot stand in it.
  if (api.policy !== undefined)
    blocks.resource(
      "aws_api_gateway_rest_api_policy",
      "policy",
      ["this"],
      { rest_api_id: blocks.restApiId, policy: blocks.withId(api.policy) },
      restApiId,
    );
  for (const [member, value] of Object.entries({
    version: api.version,
    "security policy": api.securityPolicy,
    "endpoint access mode": api.endpointAccessMode,
  }))
    if (value !== undefined)
      blocks.notes.push(
        `the API's ${member} ${value} has no argument in the AWS provider 5.100: it stays as it is`,
      );
  for (const [key, validator] of validators) addValidator(blocks, key, validator);
  for (const one of models) addModel(blocks, one);
  for (const one of authorizers) addAuthorizer(blocks, one);
}

function addValidator(
  blocks: Blocks,
  key: Parameters<typeof validatorIdOfKey>[0],
  validator: ReturnType<ExportedApi["validators"]["get"]>,
): void {
  if (!validator) return;
  const { name, validateRequestBody, validateRequestParameters } = validator;
  blocks.ofApi(
    "request_validator",
    key,
    [name],
    {
      name,
      validate_request_body: validateRequestBody,
      validate_request_parameters: validateRequestParameters,
    },
    validatorIdOfKey(key),
  );
}

function addModel(blocks: Blocks, { name = "", contentType, description, schema }: Model): void {
  const body = {
    name,
    content_type: contentType,
    description: word(description),
    schema: schema === undefined ? undefined : blocks.withId(schema),
  };
  blocks.ofApi("model", `model ${name}`, [name], body, name);
}

function addAuthorizer(blocks: Blocks, one: Authorizer): void {
  blocks.ofApi(
    "authorizer",
    `authorizer ${one.id}`,
    [one.name ?? ""],
    {
      name: one.name,
      type: one.type,
      authorizer_uri: word(one.authorizerUri),
      authorizer_credentials: word(one.authorizerCredentials),
      authorizer_result_ttl_in_seconds: one.authorizerResultTtlInSeconds,
      identity_source: word(one.identitySource),
      identity_validation_expression: word(one.identityValidationExpression),
      provider_arns: one.providerARNs?.length ? one.providerARNs : undefined,
    },
    one.id,
  );
}

function addGatewayResponse(
  blocks: Blocks,
  { responseType = "", statusCode, responseParameters = {}, responseTemplates = {} }: GatewayResponseContent,
): void {
  const body = {
    response_type: responseType,
    status_code: statusCode,
    response_parameters: some(responseParameters),
    response_templates: some(responseTemplates),
  };
  blocks.ofApi("gateway_response", `gateway response ${responseType}`, [responseType], body, responseType);
}

function addPermission(blocks: Blocks, permission: ExportedPermission): void {
  const { functionArn, statement, isPlanned } = permission;
  const { FunctionName, Qualifier } = functionInput(functionArn) as {
    FunctionName: string;
    Qualifier?: string;
  };
  const source = sourceOf(permission);
  const [action, ...others] = [statement.Action].flat();
  if (!source || others.length > 0) {
    blocks.notes.push(
      `the statement ${statement.Sid} of ${functionArn} has conditions that aws_lambda_permission does not know; it is left out`,
    );
    return;
  }
  const sid = statement.Sid;
  blocks.resource(
    "aws_lambda_permission",
    `permission ${functionArn} ${sid}`,
    [functionArn.split(":").slice(6).join(" "), sid ?? ""],
    {
      statement_id: sid,
      action,
      function_name: FunctionName,
      qualifier: Qualifier,
      principal: "apigateway.amazonaws.com",
      source_arn: source.arn && blocks.withId(source.arn),
      source_account: source.account,
    },
    sid === undefined || isPlanned
      ? undefined
      : `${FunctionName}${Qualifier === undefined ? "" : `:${Qualifier}`}/${sid}`,
  );
}
