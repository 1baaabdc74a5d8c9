import { CHECKS } from "../gateway/checks/finding.ts";
import { VERBS } from "../gateway/names/verb.ts";
import { nonProxy } from "./conditions.ts";
import { corsSettings } from "./cors.ts";
import { integrationSettings } from "./integration.ts";
import type { CorsSettings, MethodSettings } from "./known.ts";
import { ofApi, wordFor } from "./live.ts";
import { methodRequestSettings } from "./method-request.ts";
import type { Table } from "./setting.ts";
import { choice, text, yesNo } from "./value.ts";
import {
  mappingValue,
  resourceValue,
  responseContentHandlingValue,
  responseHeaderValue,
  responseModelValue,
  responseTemplateValue,
  responseValue,
  templateValue,
} from "./values.ts";

/** Every setting of a method, in the order in which the console asks. */
export const methodSettings: Table<
  MethodSettings & CorsSettings,
  "api" | "resource" | "method" | "integration"
> = {
  api: {
    label: "REST API",
    flag: "api",
    summary: "The REST API, by name or id.",
    section: "Resource",
    value: text("name|id"),
    required: true,
    suggest: async (reading) => {
      const apis = await reading.apis();
      return apis.map((api) => ({
        value: wordFor(api, apis),
        label: api.name,
        description: [api.id, api.endpointType, api.description].filter(Boolean).join(", "),
      }));
    },
  },
  resource: {
    label: "Resource",
    flag: "resource",
    summary: "The resource, by path or id.",
    section: "Resource",
    value: resourceValue,
    required: true,
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
    required: true,
  },
  ifExists: {
    label: "If the method exists",
    flag: "if-exists",
    summary:
      "What to do if the resource has the method: fail (default), skip, update what is given, or replace all.",
    section: "If the method exists",
    otherwise: "fail",
    value: choice([
      { value: "fail", label: "Fail", description: "Change nothing and say so" },
      { value: "skip", label: "Skip", description: "Leave it as it is" },
      { value: "update", label: "Update", description: "Change what was given, keep the rest" },
      { value: "replace", label: "Replace", description: "Make it just what was given" },
    ]),
    asked: () => false,
  },
  ...integrationSettings,
  ...corsSettings,
  ...methodRequestSettings,
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
        {
          value: "WHEN_NO_MATCH",
          word: "when_no_match",
          label: "When no template matches the request content-type header",
        },
        {
          value: "WHEN_NO_TEMPLATES",
          word: "when_no_templates",
          label: "When there are no templates defined (recommended)",
        },
        { value: "NEVER", word: "never", label: "Never" },
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
  responseContentHandling: {
    label: "Response content handling",
    flag: "response-content-handling",
    summary:
      "What becomes of the backend's body on its way to the caller, for a status: passthrough, convert_to_binary, convert_to_text.",
    section: "Method and integration responses",
    value: responseContentHandlingValue,
    many: true,
    applies: nonProxy,
    asked: () => false,
  },
  skipCheck: {
    label: "Skip a check",
    flag: "skip-check",
    summary: "Do not make this check before the first write.",
    section: "If the method exists",
    value: choice(CHECKS.map((value) => ({ value }))),
    many: true,
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
