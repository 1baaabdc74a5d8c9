import type { ApiContent, Exported, Fields, Form } from "../content.ts";
import { operationOf } from "./operation.ts";
import { schemesOf } from "./security.ts";

/** An API as an OpenAPI document, in the order in which AWS writes it. */
export function openApiOf(exported: Exported): Fields {
  const { api, region, stageName } = exported.content;
  const { type } = exported.form;
  const host = `${api.id}.execute-api.${region}.${region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"}`;
  const schemas = schemasOf(exported.content, type);
  const schemes = schemesOf(exported);
  const info = infoOf(api);
  if (type === "swagger")
    return {
      swagger: "2.0",
      info,
      ...(stageName === undefined ? {} : { host, basePath: `/${stageName}`, schemes: ["https"] }),
      paths: pathsOf(exported),
      ...named("securityDefinitions", schemes),
      ...named("definitions", schemas),
      ...topLevel(exported),
    };
  const servers =
    stageName === undefined
      ? {}
      : { servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stageName } } }] };
  return {
    openapi: "3.0.1",
    info,
    ...servers,
    paths: pathsOf(exported),
    components: { ...named("schemas", schemas), ...named("securitySchemes", schemes) },
    ...topLevel(exported),
  };
}

const named = (name: string, fields: object): Fields =>
  Object.keys(fields).length > 0 ? { [name]: fields } : {};

/** Without a version of its own an API has the time it was made: by public exports. */
const infoOf = ({ name, description, version, createdDate = "" }: ApiContent["api"]): Fields => ({
  title: name,
  ...(description === undefined ? {} : { description }),
  version: version ?? createdDate.replace(/\.\d+Z$/, "Z"),
});

function pathsOf(exported: Exported): Fields {
  const paths: [string, Fields][] = [];
  for (const { id, path, methods } of exported.content.resources) {
    const operations = methods.map((method) => [
      method.httpMethod === "ANY" ? "x-amazon-apigateway-any-method" : method.httpMethod?.toLowerCase(),
      operationOf(method, id, exported),
    ]);
    // A resource without methods is in no export of AWS; an import makes it all the same.
    if (operations.length > 0 || exported.form.complete)
      paths.push([path, Object.fromEntries(operations) as Fields]);
  }
  return Object.fromEntries(paths);
}

/** Models of other types than JSON are no schemas. */
function schemasOf({ models }: ApiContent, type: Form["type"]): Fields {
  const place = type === "swagger" ? "#/definitions" : "#/components/schemas";
  const json = models.filter((model) => model.contentType === "application/json");
  return Object.fromEntries(json.map((model) => [model.name, schemaOf(model.schema, place)]));
}

function schemaOf(text: string | undefined, place: string): unknown {
  try {
    const { $schema: _schema, ...schema } = JSON.parse(text ?? "{}") as Fields;
    return JSON.parse(
      JSON.stringify(schema).replace(
        /"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^"]+)"/g,
        `"${place}/$1"`,
      ),
    ) as unknown;
  } catch {
    return {};
  }
}

/** What stands beside the paths with `extensions=apigateway`: by public exports; the policy is unverified. */
function topLevel({ content, form }: Exported): Fields {
  if (!form.all) return {};
  const { api } = content;
  const validators = content.validators.map(
    ({ name = "", validateRequestBody = false, validateRequestParameters = false }) => [
      name,
      { validateRequestParameters, validateRequestBody },
    ],
  );
  const responses = content.gatewayResponses.map((response) => [
    response.responseType,
    {
      ...(response.statusCode === undefined ? {} : { statusCode: Number(response.statusCode) }),
      ...named("responseParameters", response.responseParameters ?? {}),
      ...named("responseTemplates", response.responseTemplates ?? {}),
    },
  ]);
  return {
    ...named("x-amazon-apigateway-request-validators", Object.fromEntries(validators) as Fields),
    ...named("x-amazon-apigateway-gateway-responses", Object.fromEntries(responses) as Fields),
    ...(content.binaryMediaTypes?.length
      ? { "x-amazon-apigateway-binary-media-types": content.binaryMediaTypes }
      : {}),
    ...(api.securityPolicy === undefined
      ? {}
      : { "x-amazon-apigateway-security-policy": api.securityPolicy }),
    ...(api.policy === undefined ? {} : { "x-amazon-apigateway-policy": policyOf(api.policy) }),
    ...(form.complete ? ofTheApi(api) : {}),
  };
}

/** What an import takes for the API itself, and no export of AWS was seen to have. */
function ofTheApi({
  apiKeySource,
  minimumCompressionSize,
  endpointConfiguration,
  disableExecuteApiEndpoint,
}: ApiContent["api"]): Fields {
  const endpoint = {
    ...(disableExecuteApiEndpoint ? { disableExecuteApiEndpoint } : {}),
    ...(endpointConfiguration?.vpcEndpointIds?.length
      ? { vpcEndpointIds: endpointConfiguration.vpcEndpointIds }
      : {}),
  };
  return {
    ...(apiKeySource === undefined || apiKeySource === "HEADER"
      ? {}
      : { "x-amazon-apigateway-api-key-source": apiKeySource }),
    ...(minimumCompressionSize === undefined
      ? {}
      : { "x-amazon-apigateway-minimum-compression-size": minimumCompressionSize }),
    ...named("x-amazon-apigateway-endpoint-configuration", endpoint),
  };
}

function policyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
