import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import type {
  Exported,
  Fields,
  Form,
  IntegrationContent,
  IntegrationResponseContent,
  MethodContent,
  MethodResponseContent,
} from "../content.ts";
import { securityOf } from "./security.ts";

/** One method as an operation. */
export function operationOf(method: MethodContent, resourceId: string, exported: Exported): Fields {
  const { type, all, integrations } = exported.form;
  const integration = method.methodIntegration;
  const validator = exported.content.validators.find(({ id }) => id === method.requestValidatorId)?.name;
  const consumes = keysOf(method.requestModels, integration?.requestTemplates);
  const produces = keysOf(
    ...Object.values(method.methodResponses ?? {}).map((response) => response.responseModels),
    ...Object.values(integration?.integrationResponses ?? {}).map((response) => response.responseTemplates),
  );
  const parameters = [...parametersOf(method, type), ...(type === "swagger" ? bodyOf(method) : [])];
  return {
    ...present("operationId", method.operationName),
    ...(type === "swagger" && consumes.length > 0 ? { consumes } : {}),
    ...(type === "swagger" && produces.length > 0 ? { produces } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(type === "oas30" ? requestBodyOf(method) : {}),
    responses: responsesOf(method, type),
    ...securityOf(method, exported),
    ...(all ? present("x-amazon-apigateway-request-validator", validator) : {}),
    ...(integrations && integration
      ? { "x-amazon-apigateway-integration": integrationOf(integration, resourceId) }
      : {}),
  };
}

const present = (name: string, value: unknown): Fields => (value === undefined ? {} : { [name]: value });

/** The content types that any of the maps has, each once. */
const keysOf = (...maps: (object | undefined)[]): string[] => [
  ...new Set(maps.flatMap((map) => Object.keys(map ?? {}))),
];

const PLACES: Readonly<Record<string, string>> = { querystring: "query", header: "header", path: "path" };

function parametersOf({ requestParameters = {} }: MethodContent, type: Form["type"]): Fields[] {
  return Object.entries(requestParameters).flatMap(([key, required]): Fields[] => {
    const [, location = "", name = ""] = /^method\.request\.(\w+)\.(.+)$/.exec(key) ?? [];
    const place = PLACES[location];
    if (place === undefined) return [];
    const must = place === "path" || required;
    if (type === "swagger") return [{ name, in: place, required: must, type: "string" }];
    return [{ name, in: place, ...(must ? { required: true } : {}), schema: { type: "string" } }];
  });
}

/** Swagger knows one body: that of JSON, else the first. */
function bodyOf({ requestModels = {} }: MethodContent): Fields[] {
  const model = requestModels["application/json"] ?? Object.values(requestModels)[0];
  if (model === undefined) return [];
  return [{ in: "body", name: model, required: true, schema: { $ref: `#/definitions/${model}` } }];
}

function requestBodyOf({ requestModels = {} }: MethodContent): Fields {
  if (Object.keys(requestModels).length === 0) return {};
  return { requestBody: { content: contentOf(requestModels), required: true } };
}

const contentOf = (models: Readonly<Record<string, string>>): Fields =>
  Object.fromEntries(
    Object.entries(models).map(([type, model]) => [
      type,
      { schema: { $ref: `#/components/schemas/${model}` } },
    ]),
  );

function responsesOf({ methodResponses = {} }: MethodContent, type: Form["type"]): Fields {
  return Object.fromEntries(
    Object.values(methodResponses).map((response) => [response.statusCode, responseOf(response, type)]),
  );
}

function responseOf(response: MethodResponseContent, type: Form["type"]): Fields {
  const { responseModels = {}, responseParameters = {}, statusCode } = response;
  const text = { type: "string" };
  const headers = Object.fromEntries(
    Object.keys(responseParameters).map((key) => [
      key.replace("method.response.header.", ""),
      type === "swagger" ? text : { schema: text },
    ]),
  );
  const described = {
    description: `${statusCode} response`,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
  };
  if (type === "oas30") return { ...described, content: contentOf(responseModels) };
  const model = responseModels["application/json"] ?? Object.values(responseModels)[0];
  return { ...described, ...(model === undefined ? {} : { schema: { $ref: `#/definitions/${model}` } }) };
}

/** An integration without what it has anyway: recorded exports leave the defaults out. */
function integrationOf(integration: IntegrationContent, resourceId: string): Fields {
  const { type = "", integrationResponses = {} } = integration;
  const differs = <T>(value: T | undefined, usual: T) => (value === usual ? undefined : value);
  return {
    type: type.toLowerCase(),
    ...present("httpMethod", type === "MOCK" ? undefined : integration.httpMethod),
    ...present("uri", integration.uri),
    ...present("credentials", integration.credentials),
    ...filled(
      "responses",
      Object.fromEntries(Object.values(integrationResponses).map(integrationResponseOf)),
    ),
    ...filled("requestParameters", integration.requestParameters),
    ...filled("requestTemplates", integration.requestTemplates),
    ...present("passthroughBehavior", integration.passthroughBehavior?.toLowerCase()),
    ...present("contentHandling", integration.contentHandling),
    ...present("connectionType", differs<string>(integration.connectionType, "INTERNET")),
    ...present("connectionId", integration.connectionId),
    ...present("integrationTarget", integration.integrationTarget),
    ...present("timeoutInMillis", differs(integration.timeoutInMillis, DEFAULT_TIMEOUT_MS)),
    ...present("responseTransferMode", differs<string>(integration.responseTransferMode, "BUFFERED")),
    ...present("cacheNamespace", differs(integration.cacheNamespace, resourceId)),
    ...(integration.cacheKeyParameters?.length ? { cacheKeyParameters: integration.cacheKeyParameters } : {}),
    ...present("tlsConfig", integration.tlsConfig),
  };
}

const filled = (name: string, map: object | undefined): Fields =>
  Object.keys(map ?? {}).length > 0 ? { [name]: map } : {};

function integrationResponseOf(response: IntegrationResponseContent): [string, Fields] {
  const { selectionPattern, statusCode, responseParameters, responseTemplates, contentHandling } = response;
  return [
    selectionPattern || "default",
    {
      statusCode,
      ...filled("responseParameters", responseParameters),
      ...filled("responseTemplates", responseTemplates),
      ...present("contentHandling", contentHandling),
    },
  ];
}
