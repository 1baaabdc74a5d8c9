import type { GetExportRequest } from "@aws-sdk/client-api-gateway";
import type { ApiContent, MethodContent } from "../../export/content.ts";
import { openApiOf } from "../../export/openapi/document.ts";
import type { Context, Input } from "../state/context.ts";
import { own, pathOf } from "../state/lookup.ts";
import { badRequest, notFound } from "../wire/service-error.ts";

const TYPES = ["oas30", "swagger"] as const;

/** What an export holds beside plain OpenAPI, by `extensions`; only `apigateway` brings the validators. */
const EXTENSIONS: Readonly<Record<string, { integrations?: boolean; authorizers?: boolean; all?: boolean }>> =
  {
    apigateway: { integrations: true, authorizers: true, all: true },
    integrations: { integrations: true },
    authorizers: { authorizers: true },
    postman: {},
  };

/** The deployed definition of a stage as OpenAPI. */
export async function getExport(input: Input<GetExportRequest>, context: Context) {
  const api = own(context.state.apis, input.restApiId);
  const stage = api && own(api.stages, input.stageName);
  // By the code of another implementation: of an API that is not there the same is said, and the sentence about the type.
  if (!api || !stage) throw notFound("Invalid stage identifier specified");
  const type = TYPES.find((one) => one === input.exportType);
  if (!type) throw badRequest(`No API exporter for type '${input.exportType}'`);
  const accepts = input.accepts ?? "application/json";
  const yaml = accepts === "application/yaml";
  // Unverified wording.
  if (!yaml && accepts !== "application/json")
    throw badRequest("Invalid Accept header specified. Must be one of: [application/json, application/yaml]");
  const extensions = own(EXTENSIONS, input.parameters?.extensions ?? "") ?? {};
  const { snapshot } = own(api.deployments, stage.deploymentId)!;
  const { resources, models, validators, authorizers, gatewayResponses, binaryMediaTypes } = snapshot;
  const document = openApiOf({
    content: {
      api: api as ApiContent["api"],
      resources: Object.values(resources).map((one) => ({
        id: one.id,
        path: pathOf(resources, one),
        methods: Object.values(one.methods) as MethodContent[],
      })),
      models: Object.values(models),
      validators: Object.values(validators),
      authorizers: Object.values(authorizers),
      gatewayResponses: Object.values(gatewayResponses),
      binaryMediaTypes,
      region: context.region,
      stageName: stage.stageName,
    },
    form: { type, ...extensions },
  });
  const version = (document.info as { version: string }).version;
  const text = yaml ? (await import("./yaml.ts")).stringify(document) : JSON.stringify(document, null, 2);
  return {
    contentType: "application/octet-stream",
    contentDisposition: `attachment; filename="${type}_${version}.${yaml ? "yaml" : "json"}"`,
    body: new Uint8Array(Buffer.from(text)),
  };
}
