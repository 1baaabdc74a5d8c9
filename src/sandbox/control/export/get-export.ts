import type { GetExportRequest } from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../../state/context.ts";
import { apiOf, own } from "../../state/lookup.ts";
import { badRequest, notFound } from "../../wire/service-error.ts";
import { openApiOf } from "./document.ts";

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
  const api = apiOf(context, input.restApiId);
  const stage = own(api.stages, input.stageName);
  if (!stage) throw notFound("Invalid stage identifier specified");
  const type = TYPES.find((one) => one === input.exportType);
  // Unverified wordings.
  if (!type) throw badRequest("Invalid export type specified. Must be one of: [oas30, swagger]");
  const accepts = input.accepts ?? "application/json";
  const yaml = accepts === "application/yaml";
  if (!yaml && accepts !== "application/json")
    throw badRequest("Invalid Accept header specified. Must be one of: [application/json, application/yaml]");
  const extensions = own(EXTENSIONS, input.parameters?.extensions ?? "") ?? {};
  const { snapshot } = own(api.deployments, stage.deploymentId)!;
  const document = openApiOf({ api, snapshot, stage, region: context.region, type, ...extensions });
  const version = (document.info as { version: string }).version;
  const text = yaml
    ? (await import("../import/yaml.ts")).stringify(document)
    : JSON.stringify(document, null, 2);
  return {
    contentType: "application/octet-stream",
    contentDisposition: `attachment; filename="${type}_${version}.${yaml ? "yaml" : "json"}"`,
    body: new Uint8Array(Buffer.from(text)),
  };
}
