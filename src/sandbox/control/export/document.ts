import { pathOf } from "../../state/lookup.ts";
import type { ApiState, ModelState, Snapshot, StageState } from "../../state/types.ts";
import { operationOf } from "./operation.ts";
import { schemesOf } from "./security.ts";

type Fields = Record<string, unknown>;

export interface Exported {
  readonly api: ApiState;
  readonly snapshot: Snapshot;
  readonly stage: StageState;
  readonly region: string;
  readonly type: "oas30" | "swagger";
  readonly integrations?: boolean;
  readonly authorizers?: boolean;
  readonly all?: boolean;
}

/** The deployed API as an OpenAPI document, in the order in which AWS writes it. */
export function openApiOf(exported: Exported): Fields {
  const { api, stage, region, type, snapshot } = exported;
  const host = `${api.id}.execute-api.${region}.amazonaws.com`;
  const schemas = schemasOf(snapshot, type);
  const schemes = schemesOf(exported);
  const info = infoOf(api);
  if (type === "swagger")
    return {
      swagger: "2.0",
      info,
      host,
      basePath: `/${stage.stageName}`,
      schemes: ["https"],
      paths: pathsOf(exported),
      ...named("securityDefinitions", schemes),
      ...named("definitions", schemas),
      ...topLevel(exported),
    };
  return {
    openapi: "3.0.1",
    info,
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage.stageName } } }],
    paths: pathsOf(exported),
    components: { ...named("schemas", schemas), ...named("securitySchemes", schemes) },
    ...topLevel(exported),
  };
}

const named = (name: string, fields: Fields): Fields =>
  Object.keys(fields).length > 0 ? { [name]: fields } : {};

/** Without a version of its own an API has the time it was made: by public exports. */
const infoOf = ({ name, description, version, createdDate }: ApiState): Fields => ({
  title: name,
  ...(description === undefined ? {} : { description }),
  version: version ?? createdDate.replace(/\.\d+Z$/, "Z"),
});

function pathsOf(exported: Exported): Fields {
  const { resources } = exported.snapshot;
  const paths: [string, Fields][] = [];
  for (const resource of Object.values(resources)) {
    const methods = Object.values(resource.methods).map((method) => [
      method.httpMethod === "ANY" ? "x-amazon-apigateway-any-method" : method.httpMethod.toLowerCase(),
      operationOf(method, resource, exported),
    ]);
    if (methods.length > 0) paths.push([pathOf(resources, resource), Object.fromEntries(methods) as Fields]);
  }
  return Object.fromEntries(paths);
}

/** Models of other types than JSON are no schemas. */
function schemasOf({ models }: Snapshot, type: Exported["type"]): Fields {
  const place = type === "swagger" ? "#/definitions" : "#/components/schemas";
  const json = Object.values(models).filter((model) => model.contentType === "application/json");
  return Object.fromEntries(json.map((model) => [model.name, schemaOf(model, place)]));
}

function schemaOf(model: ModelState, place: string): unknown {
  try {
    const { $schema: _schema, ...schema } = JSON.parse(model.schema ?? "{}") as Fields;
    const text = JSON.stringify(schema);
    return JSON.parse(
      text.replace(
        /"https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\/([^"]+)"/g,
        `"${place}/$1"`,
      ),
    ) as unknown;
  } catch {
    return {};
  }
}

/** What stands beside the paths with `extensions=apigateway`: by public exports; the policy is unverified. */
function topLevel({ api, snapshot, all }: Exported): Fields {
  if (!all) return {};
  const validators = Object.values(snapshot.validators).map(
    ({ name = "", validateRequestBody = false, validateRequestParameters = false }) => [
      name,
      { validateRequestParameters, validateRequestBody },
    ],
  );
  const responses = Object.values(snapshot.gatewayResponses).map((response) => [
    response.responseType,
    {
      ...(response.statusCode === undefined ? {} : { statusCode: Number(response.statusCode) }),
      ...named("responseParameters", response.responseParameters),
      ...named("responseTemplates", response.responseTemplates),
    },
  ]);
  return {
    ...named("x-amazon-apigateway-request-validators", Object.fromEntries(validators) as Fields),
    ...named("x-amazon-apigateway-gateway-responses", Object.fromEntries(responses) as Fields),
    ...(snapshot.binaryMediaTypes?.length
      ? { "x-amazon-apigateway-binary-media-types": snapshot.binaryMediaTypes }
      : {}),
    ...(api.securityPolicy === undefined
      ? {}
      : { "x-amazon-apigateway-security-policy": api.securityPolicy }),
    ...(api.policy === undefined ? {} : { "x-amazon-apigateway-policy": policyOf(api.policy) }),
  };
}

function policyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
