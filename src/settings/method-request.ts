import type { MethodSettings } from "./known.ts";
import { authorizersOf, modelsOf, wordFor } from "./live.ts";
import type { Table } from "./setting.ts";
import { choice, text, textFault, type Value, yesNo } from "./value.ts";
import { modelValue, parameterValue } from "./values.ts";

type RequestSettings = Pick<
  MethodSettings,
  | "authorization"
  | "authorizer"
  | "scope"
  | "requestValidator"
  | "apiKeyRequired"
  | "operationName"
  | "queryParam"
  | "header"
  | "pathParam"
  | "requestModel"
>;

/** One of the choices, or a name that the API must have; what is nearly a choice is a slip. */
const orName = (
  value: Value<MethodSettings["requestValidator"]>,
): Value<MethodSettings["requestValidator"]> => ({
  ...value,
  parse(given) {
    const parsed = value.parse(given);
    if ("value" in parsed || textFault(given) !== undefined || parsed.remedy?.startsWith("did you mean"))
      return parsed;
    return { value: given };
  },
});

/** The console's "Method request settings", in its order. */
export const methodRequestSettings: Table<RequestSettings> = {
  authorization: {
    label: "Authorization",
    flag: "authorization",
    summary: "Who may call the method; Cognito and Lambda authorizers are named by --authorizer.",
    section: "Method request settings",
    value: choice(
      [
        { value: "NONE", word: "none", label: "None", description: "Open to everybody" },
        { value: "AWS_IAM", word: "iam", label: "AWS IAM", description: "Callers sign with AWS credentials" },
        { value: "COGNITO_USER_POOLS", word: "cognito", label: "Cognito user pool authorizer" },
        { value: "CUSTOM", word: "lambda", label: "Lambda authorizer" },
      ],
      { "user-pool": "COGNITO_USER_POOLS" },
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
    suggest: async (reading, known) => {
      const all = await authorizersOf(reading, known);
      return all
        .filter(
          ({ type }) => (type === "COGNITO_USER_POOLS") === (known.authorization === "COGNITO_USER_POOLS"),
        )
        .map((one) => ({ value: wordFor(one, all), label: one.name, description: one.type, also: [one.id] }));
    },
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
    summary:
      "What API Gateway checks before it calls the backend; the validator is found or created. Or one of the API's, by name or id.",
    section: "Method request settings",
    value: orName(
      choice<MethodSettings["requestValidator"]>(
        [
          { value: "none", label: "None" },
          { value: "body", label: "Validate body" },
          { value: "parameters", label: "Validate query string parameters and headers" },
          { value: "all", label: "Validate body, query string parameters, and headers" },
        ],
        { params: "parameters" },
      ),
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
      (await modelsOf(reading, known)).map((name) => ({ value: `application/json=${name}` })),
    open: () => true,
  },
};
