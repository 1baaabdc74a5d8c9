import { createHash } from "node:crypto";
import { modelNameRule, modelReferencesRule } from "../../../gateway/rules/model.ts";
import { first } from "../../../gateway/rules/refusal.ts";
import type { Context } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { ApiState, MethodState, ModelState } from "../../state/types.ts";
import { assign } from "../patch.ts";
import { fieldsOf, modelNameOf, type OpenApiDocument, schemasOf } from "./document.ts";

/** The document's schemas as models of the API; as reported, a name that is none spoils the models that refer to it too. */
export function importModels(
  document: OpenApiDocument,
  api: ApiState,
  context: Context,
  errors: string[],
): void {
  const schemas = Object.entries(schemasOf(document));
  const isName = (name: string) => first(modelNameRule(name)) === undefined;
  const known = new Set([...Object.keys(api.models), ...schemas.map(([name]) => name).filter(isName)]);
  for (const [name, given] of schemas) {
    const schema = document.version === 2 ? withoutSizes(given) : given;
    const { schema: text = "" } = putModel(name, schema, api, context);
    const refusal = first(modelNameRule(name)) ?? first(modelReferencesRule(text, known));
    if (refusal) errors.push(`Unable to create model for '${name}': ${refusal.message}`);
  }
}

const SIZES = new Set(["maxItems", "minItems", "maxProperties", "minProperties"]);
const NAMED = new Set(["properties", "patternProperties", "definitions"]);

/**
 * Without how many items and properties there may be: the import of Swagger 2.0 drops that (documented of items, reported
 * of properties), and the body is not checked for it; of OpenAPI 3 it is reported to be kept.
 */
function withoutSizes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutSizes);
  if (schema === null || typeof schema !== "object") return schema;
  const kept = Object.entries(schema).filter(([key]) => !SIZES.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (!NAMED.has(key)) return [key, LITERAL.has(key) ? value : withoutSizes(value)];
      return [key, mapped(value)];
    }),
  );
}

/** Values that are no schemas, however they look. */
const LITERAL = new Set(["enum", "default", "example", "required"]);

const mapped = (schemas: unknown) =>
  Object.fromEntries(Object.entries(fieldsOf(schemas)).map(([name, schema]) => [name, withoutSizes(schema)]));

function putModel(name: string, schema: unknown, api: ApiState, context: Context): ModelState {
  const text = JSON.stringify(schema).replace(
    /"#\/(?:definitions|components\/schemas)\/([^"]+)"/g,
    `"https://apigateway.amazonaws.com/restapis/${api.id}/models/$1"`,
  );
  const id = api.models[name]?.id ?? context.id(6);
  const model: ModelState = { id, name, contentType: "application/json", schema: text };
  api.models[name] = model;
  return model;
}

/**
 * The model that a schema refers to; of one that stands there itself a model is made. That its name is MODEL and a hash is
 * told by public exports, the same for the same schema; how it is made is unverified.
 */
export function modelOf(schema: unknown, api: ApiState, context: Context): string | undefined {
  const name = modelNameOf(schema);
  if (name !== undefined || Object.keys(fieldsOf(schema)).length === 0) return name;
  const hash = createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, 6);
  putModel(`MODEL${hash}`, schema, api, context);
  return `MODEL${hash}`;
}

/** Documented: a reference to a model that is not there is a warning, and left out. */
export function dropUnknownModels(method: MethodState, api: ApiState, warn: (model: string) => void): void {
  const known = (models: Record<string, string> | undefined) => {
    const all = Object.entries(models ?? {});
    for (const [, model] of all) if (!own(api.models, model)) warn(model);
    const kept = all.filter(([, model]) => own(api.models, model));
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  };
  assign(method, "requestModels", known(method.requestModels));
  for (const response of Object.values(method.methodResponses ?? {}))
    assign(response, "responseModels", known(response.responseModels));
}
