import { VERBS } from "../gateway/verb.ts";
import type { Reading } from "../ports.ts";
import { nonProxy } from "./conditions.ts";
import { integrationSettings } from "./integration.ts";
import type { Known, MethodSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { choice, text, yesNo } from "./value.ts";
import {
  mappingValue,
  modelValue,
  parameterValue,
  resourceValue,
  responseHeaderValue,
  responseModelValue,
  responseTemplateValue,
  responseValue,
  templateValue,
} from "./values.ts";

/** The REST API that `--api` names, among those there are: by id, or by a name that only one has. */
export async function findApi(reading: Reading, known: Known) {
  const apis = await reading.apis();
  return apis.find(({ id }) => id === known.api) ?? apis.find(({ name }) => name === known.api);
}

const ofApi =
  <T>(list: (reading: Reading, restApiId: string) => Promise<readonly T[]>) =>
  async (reading: Reading, known: Known): Promise<readonly T[]> => {
    const api = await findApi(reading, known);
    return api ? list(reading, api.id) : [];
  };

const models = ofApi(async (reading, id) => reading.models(id));
const authorizers = ofApi(async (reading, id) => reading.authorizers(id));

/** Every setting of a method, in the order in which the console asks. */
export const methodSettings: Table<MethodSettings> = {
  api: {
    label: "REST API",
    flag: "api",
    summary: "The REST API, by name or id.",
    section: "Resource",
    value: text("name|id"),
    required: () => true,
    suggest: async (reading) => {
      const apis = await reading.apis();
      const shared = (name: string) => apis.filter((api) => api.name === name).length > 1;
      return apis.map(({ id, name, description, endpointType }) => ({
        value: shared(name) ? id : name,
        label: name,
        description: [id, endpointType, description].filter(Boolean).join(", "),
      }));
    },
  },
  resource: {
    label: "Resource",
    flag: "resource",
    summary: "The resource, by path or id.",
    section: "Resource",
    value: resourceValue,
    required: () => true,
    open: (path) => path.startsWith("/"),
    suggest: ofApi(async (reading, id) =>
      (await reading.resources(id)).map(({ path, methods }) => ({
        value: path,
        description: methods.join(", "),
      })),
    ),
  },
  createResource: {
    label: "Create resource",
    flag: "create-resource",
    summary: "Make the parts of the path that the API does not have.",
    section: "Resource",
    value: yesNo,
    fallback: () => false,
    asked: () => false,
  },
  method: {
    label: "Method type",
    flag: "method",
    summary: "The HTTP method to create; ANY takes all that have no method of their own.",
    section: "Method details",
    value: choice(VERBS.map((value) => ({ value }))),
    required: () => true,
  },
  ...integrationSettings,
  authorization: {
    label: "Authorization",
    flag: "authorization",
    summary: "Who may call the method; Cognito and Lambda authorizers are named by --authorizer.",
    section: "Method request settings",
    value: choice(
      [
        { value: "NONE", label: "None", description: "Open to everybody" },
        { value: "AWS_IAM", label: "AWS IAM", description: "Callers sign with AWS credentials" },
        { value: "COGNITO_USER_POOLS", label: "Cognito user pool authorizer" },
        { value: "CUSTOM", label: "Lambda authorizer" },
      ],
      { iam: "AWS_IAM", cognito: "COGNITO_USER_POOLS", lambda: "CUSTOM", "user-pool": "COGNITO_USER_POOLS" },
    ),
    fallback: () => "NONE",
  },
  authorizer: {
    label: "Authorizer",
    flag: "authorizer",
    summary: "The API's Cognito or Lambda authorizer, by name or id.",
    section: "Method request settings",
    value: text("name|id"),
    applies: {
      when: ({ authorization }) => authorization !== "NONE" && authorization !== "AWS_IAM",
      because: "it goes with --authorization cognito or lambda only",
    },
    required: ({ authorization }) => authorization === "COGNITO_USER_POOLS" || authorization === "CUSTOM",
    asked: ({ authorization }) => authorization === "COGNITO_USER_POOLS" || authorization === "CUSTOM",
    suggest: async (reading, known) =>
      (await authorizers(reading, known))
        .filter(
          ({ type }) => (type === "COGNITO_USER_POOLS") === (known.authorization === "COGNITO_USER_POOLS"),
        )
        .map(({ name, type }) => ({ value: name, description: type })),
  },
  scope: {
    label: "Authorization scopes",
    flag: "scope",
    summary: "A scope the caller's access token must have (Cognito only).",
    section: "Method request settings",
    value: text("scope", (given) =>
      /\s/.test(given)
        ? { fault: `"${given.slice(0, 80)}" has a blank in it`, remedy: "give one --scope for each scope" }
        : undefined,
    ),
    many: true,
    applies: {
      when: ({ authorization, authorizer }) =>
        authorization === "COGNITO_USER_POOLS" || (authorization === undefined && authorizer !== undefined),
      because: "it goes with a Cognito authorizer only",
    },
  },
  requestValidator: {
    label: "Request validator",
    flag: "request-validator",
    summary: "What API Gateway checks before it calls the backend; the validator is found or created.",
    section: "Method request settings",
    value: choice(
      [
        { value: "none", label: "None" },
        { value: "body", label: "Validate body" },
        { value: "parameters", label: "Validate query string parameters and headers" },
        { value: "all", label: "Validate body, query string parameters, and headers" },
      ],
      { params: "parameters" },
    ),
    fallback: () => "none",
  },
  apiKeyRequired: {
    label: "API key required",
    flag: "api-key-required",
    summary: "Callers must send an API key of a usage plan.",
    section: "Method request settings",
    value: yesNo,
    negatable: true,
    fallback: () => false,
  },
  operationName: {
    label: "Operation name",
    flag: "operation-name",
    summary: "A name for the operation, like listPets, for generated SDKs and exports.",
    section: "Method request settings",
    value: text("name"),
  },
  queryParam: {
    label: "URL query string parameters",
    flag: "query-param",
    summary: "A query string parameter; with :required and, for the cache key, :cached.",
    section: "Method request settings",
    value: parameterValue,
    many: true,
  },
  header: {
    label: "HTTP request headers",
    flag: "header",
    summary: "A request header; with :required and, for the cache key, :cached.",
    section: "Method request settings",
    value: parameterValue,
    many: true,
  },
  pathParam: {
    label: "Request paths",
    flag: "path-param",
    summary:
      "A path parameter of the resource that is declared without being mapped; with :cached for the cache key.",
    section: "Method request settings",
    value: parameterValue,
    many: true,
    asked: () => false,
  },
  requestModel: {
    label: "Request body",
    flag: "request-model",
    summary: "The model that bodies of a content type are checked against.",
    section: "Method request settings",
    value: modelValue,
    many: true,
    suggest: async (reading, known) =>
      (await models(reading, known)).map((name) => ({ value: `application/json=${name}` })),
    open: () => true,
  },
  requestParameter: {
    label: "Mapped parameters",
    flag: "request-parameter",
    summary: "A parameter of the backend's request and where it comes from.",
    section: "Integration request settings",
    value: mappingValue,
    many: true,
  },
  requestTemplate: {
    label: "Mapping templates",
    flag: "request-template",
    summary: "The template that makes the backend's request body, for one content type.",
    section: "Integration request settings",
    value: templateValue,
    many: true,
    applies: nonProxy,
  },
  passthrough: {
    label: "Request body passthrough",
    flag: "passthrough",
    summary:
      "What becomes of a body whose content type has no template: when_no_match (default), when_no_templates, never.",
    section: "Integration request settings",
    value: choice(
      [
        { value: "WHEN_NO_MATCH", label: "When no template matches the request content-type header" },
        { value: "WHEN_NO_TEMPLATES", label: "When there are no templates defined (recommended)" },
        { value: "NEVER", label: "Never" },
      ],
      { "when-no-match": "WHEN_NO_MATCH", "when-no-templates": "WHEN_NO_TEMPLATES" },
    ),
    fallback: () => "WHEN_NO_MATCH",
  },
  cacheNamespace: {
    label: "Cache namespace",
    flag: "cache-namespace",
    summary: "Methods with the same namespace share cached answers; the resource's id by default.",
    section: "Integration request settings",
    value: text("name"),
  },
  response: {
    label: "Method response and integration response",
    flag: "response",
    summary:
      "A status the method answers with; the pattern picks the backend's answers that become it, without one it is the default.",
    section: "Method and integration responses",
    value: responseValue,
    many: true,
  },
  responseHeader: {
    label: "Response header",
    flag: "response-header",
    summary: "A header of a method response and where it comes from: 'text' or a mapping expression.",
    section: "Method and integration responses",
    value: responseHeaderValue,
    many: true,
  },
  responseTemplate: {
    label: "Response mapping template",
    flag: "response-template",
    summary: "The template that makes the answer's body, for a status and content type.",
    section: "Method and integration responses",
    value: responseTemplateValue,
    many: true,
    applies: nonProxy,
  },
  responseModel: {
    label: "Response model",
    flag: "response-model",
    summary: "The model of the answer's body, for a status and content type.",
    section: "Method and integration responses",
    value: responseModelValue,
    many: true,
  },
  ifExists: {
    label: "If the method exists",
    flag: "if-exists",
    summary:
      "What to do if the resource has the method: fail (default), skip, update what is given, or replace all.",
    section: "If the method exists",
    value: choice([
      { value: "fail", label: "Fail", description: "Change nothing and say so" },
      { value: "skip", label: "Skip", description: "Leave it as it is" },
      { value: "update", label: "Update", description: "Change what was given, keep the rest" },
      { value: "replace", label: "Replace", description: "Make it just what was given" },
    ]),
    asked: () => false,
  },
  test: {
    label: "Test",
    flag: "test",
    summary:
      "Call the method when it is done, as the console's Test tab does (apigw test-method has more to say).",
    section: "If the method exists",
    value: yesNo,
    asked: () => false,
  },
};
