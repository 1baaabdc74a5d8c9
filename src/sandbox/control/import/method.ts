import type { IntegrationInput } from "../../../gateway/rules/integration.ts";
import type { Context } from "../../state/context.ts";
import type {
  ApiState,
  IntegrationResponseState,
  MethodResponseState,
  MethodState,
} from "../../state/types.ts";
import { ServiceError } from "../../wire/service-error.ts";
import { installIntegration } from "../integrations.ts";
import { assign } from "../patch.ts";
import { installIntegrationResponse } from "../responses.ts";
import {
  dereferenced,
  type Fields,
  fieldsOf,
  listOf,
  type OpenApiDocument,
  resolved,
  textOf,
} from "./document.ts";

const PLACES: Readonly<Record<string, string>> = { path: "path", query: "querystring", header: "header" };

/** The parameters of an operation and of its path, as a method declares them. */
export function requestParametersOf(document: OpenApiDocument, path: Fields, operation: Fields) {
  const declared: Record<string, boolean> = {};
  for (const value of [...listOf(path.parameters), ...listOf(operation.parameters)]) {
    const parameter = dereferenced(document, value);
    const place = PLACES[textOf(parameter.in) ?? ""];
    const name = textOf(parameter.name);
    if (place && name) declared[`method.request.${place}.${name}`] = parameter.required === true;
  }
  return nonEmpty(declared);
}

/** The name of the model for a schema. */
type Models = (schema: unknown) => string | undefined;

/** The models of the request body by content type. */
export function requestModelsOf(document: OpenApiDocument, operation: Fields, modelOf: Models) {
  const models: Record<string, string> = {};
  if (document.version === 3) {
    const content = fieldsOf(dereferenced(document, operation.requestBody).content);
    for (const [type, media] of Object.entries(content)) {
      const model = modelOf(fieldsOf(media).schema);
      if (model) models[type] = model;
    }
    return nonEmpty(models);
  }
  const body = listOf(operation.parameters)
    .map((value) => dereferenced(document, value))
    .find((parameter) => parameter.in === "body");
  const model = modelOf(body?.schema);
  if (model) for (const type of mediaTypes(operation.consumes, document.root.consumes)) models[type] = model;
  return nonEmpty(models);
}

const mediaTypes = (own: unknown, general: unknown): string[] => {
  const types = [own, general].map(listOf).find((list) => list.length > 0) ?? ["application/json"];
  return types.map(String);
};

/** The method responses: only what the document declares is made. */
export function methodResponsesOf(document: OpenApiDocument, operation: Fields, modelOf: Models) {
  const responses: Record<string, MethodResponseState> = {};
  for (const [statusCode, value] of Object.entries(fieldsOf(operation.responses))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) continue;
    const response = dereferenced(document, value);
    const made: MethodResponseState = { statusCode };
    const headers = Object.keys(fieldsOf(response.headers));
    assign(
      made,
      "responseParameters",
      nonEmpty(Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]))),
    );
    assign(made, "responseModels", nonEmpty(responseModelsOf(document, operation, response, modelOf)));
    responses[statusCode] = made;
  }
  return nonEmpty(responses);
}

function responseModelsOf(
  document: OpenApiDocument,
  operation: Fields,
  response: Fields,
  modelOf: Models,
): Record<string, string> {
  const models: Record<string, string> = {};
  if (document.version === 3) {
    for (const [type, media] of Object.entries(fieldsOf(response.content))) {
      const model = modelOf(fieldsOf(media).schema);
      if (model) models[type] = model;
    }
    return models;
  }
  const model = modelOf(response.schema);
  if (model) for (const type of mediaTypes(operation.produces, document.root.produces)) models[type] = model;
  return models;
}

const TEXTS = [
  "uri",
  "connectionId",
  "credentials",
  "cacheNamespace",
  "contentHandling",
  "connectionType",
  "responseTransferMode",
  "integrationTarget",
] as const;

const MEMBERS = new Set<string>([
  ...TEXTS,
  ...["type", "httpMethod", "passthroughBehavior", "timeoutInMillis", "tlsConfig", "cacheKeyParameters"],
  ...["requestParameters", "requestTemplates", "responses"],
]);

/** Members of an integration that nobody knows: they are left out, with a warning. */
export const unknownMembers = (given: Fields): string[] =>
  Object.keys(given).filter((name) => !MEMBERS.has(name));

/** Puts the operation's `x-amazon-apigateway-integration` on its method; `refused` is told of what AWS does not take. */
export function importIntegration(
  method: MethodState,
  resourceId: string,
  given: Fields,
  api: ApiState,
  context: Context,
  refused: (what: "integration" | "integration response", why: string) => void,
): void {
  const input: Record<string, unknown> = { type: (textOf(given.type) ?? "").toUpperCase() };
  for (const name of TEXTS) {
    const text = textOf(given[name]);
    if (text !== undefined) input[name] = resolved(text, context);
  }
  if (given.httpMethod !== undefined) input.integrationHttpMethod = textOf(given.httpMethod);
  if (given.passthroughBehavior !== undefined) {
    input.passthroughBehavior = textOf(given.passthroughBehavior)?.toUpperCase();
  }
  if (given.timeoutInMillis !== undefined) input.timeoutInMillis = Number(given.timeoutInMillis);
  if (given.tlsConfig !== undefined) input.tlsConfig = given.tlsConfig;
  if (given.cacheKeyParameters !== undefined)
    input.cacheKeyParameters = listOf(given.cacheKeyParameters).map(String);
  if (given.requestParameters !== undefined) input.requestParameters = textMap(given.requestParameters);
  if (given.requestTemplates !== undefined) input.requestTemplates = textMap(given.requestTemplates);
  const put = <T>(what: Parameters<typeof refused>[0], work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refused(what, error.message);
      return undefined;
    }
  };
  const integration = put("integration", () =>
    installIntegration(method, resourceId, input as unknown as IntegrationInput, api, context),
  );
  if (!integration) return;
  for (const [pattern, value] of Object.entries(fieldsOf(given.responses))) {
    const response = fieldsOf(value);
    const made: IntegrationResponseState = { statusCode: textOf(response.statusCode) ?? "200" };
    if (pattern !== "default") made.selectionPattern = pattern;
    assign(made, "responseParameters", nonEmpty(textMap(response.responseParameters)));
    assign(made, "responseTemplates", nonEmpty(textMap(response.responseTemplates)));
    assign(
      made,
      "contentHandling",
      textOf(response.contentHandling) as IntegrationResponseState["contentHandling"],
    );
    put("integration response", () => installIntegrationResponse(method, integration, made, true));
  }
}

const textMap = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([key, text]) => [key, textOf(text) ?? JSON.stringify(text)]),
  );

const nonEmpty = <V>(map: Record<string, V>): Record<string, V> | undefined =>
  Object.keys(map).length > 0 ? map : undefined;
