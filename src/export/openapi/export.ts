import { validatorIdOfKey } from "../../gateway/document/things.ts";
import type { ExportedApi } from "../api.ts";
import { methodAsAnswered } from "../as-answered.ts";
import type { MethodContent } from "../content.ts";
import { openApiOf } from "./document.ts";

/**
 * An API, or some of its methods, as an OpenAPI 3.0 document with API Gateway's extensions, as GetExport writes it, with
 * what an import takes beside that: what PutRestApi makes of it is the same.
 */
export function openApiExport(api: ExportedApi): {
  readonly document: object;
  readonly notes: readonly string[];
} {
  const document = openApiOf({
    content: {
      api: api.api,
      resources: api.resources.map(({ id = "", path, methods }) => ({
        id,
        path,
        methods: methods.map(methodAsAnswered),
      })),
      models: api.models,
      // A document names a validator by its name: of one that is to be made the key stands for the id.
      validators: [...api.validators].map(([key, one]) => ({ id: validatorIdOfKey(key) ?? key, ...one })),
      authorizers: api.authorizers,
      gatewayResponses: api.gatewayResponses,
      binaryMediaTypes: api.api.binaryMediaTypes,
      region: api.region,
    },
    form: { type: "oas30", integrations: true, authorizers: true, all: true, complete: api.whole },
  });
  return { document, notes: [...api.unread, ...lossesOf(api)] };
}

/** What an OpenAPI document of API Gateway's cannot say. */
function lossesOf({ resources, models, validators }: ExportedApi): readonly string[] {
  const names = [...validators.values()].map(({ name }) => name);
  return [
    ...models
      .filter(({ contentType }) => contentType !== "application/json")
      .map(
        ({ name, contentType }) => `the model ${name} is for ${contentType}; OpenAPI has JSON schemas alone`,
      ),
    ...models
      .filter(({ description }) => description)
      .map(({ name }) => `the description of the model ${name} is lost`),
    ...names
      .filter((name, i) => names.indexOf(name) !== i)
      .map((name) => `two request validators are named "${name}"; OpenAPI knows them by name`),
    ...resources.flatMap(({ path, methods }) =>
      methods.flatMap(({ httpMethod, method }) =>
        lossesOfMethod(methodAsAnswered({ httpMethod, method })).map(
          (one) => `${httpMethod} ${path}: ${one}`,
        ),
      ),
    ),
  ];
}

function lossesOfMethod(method: MethodContent): readonly string[] {
  const optionalPath = Object.entries(method.requestParameters ?? {}).filter(
    ([name, required]) => name.startsWith("method.request.path.") && !required,
  );
  const requiredHeaders = Object.values(method.methodResponses ?? {}).flatMap(({ responseParameters }) =>
    Object.entries(responseParameters ?? {}).filter(([, required]) => required),
  );
  const responses = Object.entries(method.methodIntegration?.integrationResponses ?? {});
  const patterns = responses.map(([, { selectionPattern }]) => selectionPattern ?? "default");
  return [
    ...optionalPath.map(([name]) => `${name} becomes required, as every path parameter of OpenAPI is`),
    ...requiredHeaders.map(([name]) => `that ${name} is required is lost; API Gateway does not enforce it`),
    ...patterns
      .filter((one, i) => patterns.indexOf(one) !== i)
      .map((one) => `two integration responses have the pattern ${one}; OpenAPI holds one of them`),
  ];
}
