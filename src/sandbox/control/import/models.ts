import { createHash } from "node:crypto";
import type { Context } from "../../state/context.ts";
import { own } from "../../state/lookup.ts";
import type { ApiState, MethodState } from "../../state/types.ts";
import { assign } from "../patch.ts";
import { fieldsOf, modelNameOf, type OpenApiDocument, schemasOf } from "./document.ts";

/** The document's schemas as models of the API. */
export function importModels(document: OpenApiDocument, api: ApiState, context: Context): void {
  for (const [name, schema] of Object.entries(schemasOf(document))) putModel(name, schema, api, context);
}

function putModel(name: string, schema: unknown, api: ApiState, context: Context): void {
  const text = JSON.stringify(schema).replace(
    /"#\/(?:definitions|components\/schemas)\/([^"]+)"/g,
    `"https://apigateway.amazonaws.com/restapis/${api.id}/models/$1"`,
  );
  const known = api.models[name];
  api.models[name] = { id: known?.id ?? context.id(6), name, contentType: "application/json", schema: text };
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
