import type {
  CreateModelRequest,
  DeleteModelRequest,
  GetModelRequest,
  GetModelsRequest,
  UpdateModelRequest,
} from "@aws-sdk/client-api-gateway";
import { modelRule, modelSchemaRule } from "../../gateway/rules/model.ts";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own, pathOf } from "../state/lookup.ts";
import type { ApiState, ModelState } from "../state/types.ts";
import { conflict, notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, listedPatches } from "./patch.ts";

export function createModel(input: Input<CreateModelRequest>, context: Context): ModelState {
  const api = own(context.state.apis, input.restApiId);
  // Unverified: the wording for an API that is not there.
  if (!api) throw notFound("Invalid Rest API Id specified");
  refuse(modelRule(input, new Set(Object.keys(api.models))));
  const model: ModelState = { id: context.id(6), name: input.name, contentType: input.contentType };
  assign(model, "schema", input.schema);
  // An empty description is accepted and not told.
  assign(model, "description", input.description || undefined);
  api.models[model.name] = model;
  return model;
}

/** A model by its name; a wrong API is answered as a wrong model name. */
function modelOf(
  context: Context,
  ids: { restApiId: string; modelName: string },
): { api: ApiState; model: ModelState } {
  const api = own(context.state.apis, ids.restApiId);
  const model = api && own(api.models, ids.modelName);
  if (!api || !model) throw notFound(`Invalid model name specified: ${ids.modelName}`);
  return { api, model };
}

export function getModel(input: Input<GetModelRequest>, context: Context): ModelState {
  return modelOf(context, input).model;
}

export function getModels(input: Input<GetModelsRequest>, context: Context) {
  return page(Object.values(apiOf(context, input.restApiId).models), input);
}

export function updateModel(input: Input<UpdateModelRequest>, context: Context): ModelState {
  const { api, model } = modelOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/description", "/schema"] })) {
    if (patch.path === "/schema") {
      refuse(modelSchemaRule(patch.value, new Set(Object.keys(api.models))));
      assign(model, "schema", patch.value);
    } else assign(model, "description", patch.value || undefined);
  }
  return model;
}

export function deleteModel(input: Input<DeleteModelRequest>, context: Context): void {
  const { api, model } = modelOf(context, input);
  const user = userOf(api, model.name);
  if (user) throw conflict(`Cannot delete model '${model.name}', is referenced in ${user}`);
  delete api.models[model.name];
}

/**
 * The method that uses a model: its path and its verb with a slash between, so `//ANY` for the root.
 * Of several AWS names the one made last, as far as is recorded.
 */
function userOf(api: ApiState, model: string): string | undefined {
  for (const resource of Object.values(api.resources).reverse()) {
    for (const method of Object.values(resource.methods)) {
      const at = `${pathOf(api.resources, resource)}/${method.httpMethod}`;
      if (Object.values(method.requestModels ?? {}).includes(model)) return `method request: ${at}`;
      for (const response of Object.values(method.methodResponses ?? {})) {
        // Unverified wording for a response.
        if (Object.values(response.responseModels ?? {}).includes(model)) return `method response: ${at}`;
      }
    }
  }
  return undefined;
}
