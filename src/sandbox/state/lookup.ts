/** Finding things the way API Gateway does: each kind of call complains in its own words about what is not there. */

import { notFound } from "../wire/service-error.ts";
import type { Context } from "./context.ts";
import type {
  ApiState,
  FunctionState,
  FunctionVersion,
  IntegrationResponseState,
  IntegrationState,
  MethodResponseState,
  MethodState,
  ResourceState,
} from "./types.ts";

export const INVALID_RESOURCE = "Invalid Resource identifier specified";
export const INVALID_METHOD = "Invalid Method identifier specified";
export const INVALID_INTEGRATION = "Invalid Integration identifier specified";
const INVALID_STATUS = "Invalid Response status code specified";

/** The API, for operations on the API itself. */
export function apiOf(context: Context, restApiId: string): ApiState {
  const api = own(context.state.apis, restApiId);
  if (!api) throw notFound(`Invalid API identifier specified ${context.accountId}:${restApiId}`);
  return api;
}

/** A resource; a wrong API id is answered as a wrong resource. */
export function resourceOf(
  context: Context,
  ids: { restApiId: string; resourceId: string },
): { api: ApiState; resource: ResourceState } {
  const api = own(context.state.apis, ids.restApiId);
  const resource = api && own(api.resources, ids.resourceId);
  if (!api || !resource) throw notFound(INVALID_RESOURCE);
  return { api, resource };
}

export interface MethodIds {
  restApiId: string;
  resourceId: string;
  httpMethod: string;
}

/** A method, or the first link of the chain that is missing. */
export function methodOf(
  context: Context,
  ids: MethodIds,
  missing = INVALID_METHOD,
): { api: ApiState; resource: ResourceState; method: MethodState } {
  const { api, resource } = resourceOf(context, ids);
  const method = own(resource.methods, ids.httpMethod);
  if (!method) throw notFound(missing);
  return { api, resource, method };
}

/** An integration, or the first link of the chain that is missing. */
export function integrationOf(context: Context, ids: MethodIds, missingMethod = INVALID_METHOD) {
  const found = methodOf(context, ids, missingMethod);
  const integration = found.method.methodIntegration;
  if (!integration) throw notFound(INVALID_INTEGRATION);
  return { ...found, integration };
}

export function methodResponseOf(context: Context, ids: MethodIds & { statusCode: string }) {
  const found = methodOf(context, ids);
  const response: MethodResponseState | undefined = own(found.method.methodResponses ?? {}, ids.statusCode);
  if (!response) throw notFound(INVALID_STATUS);
  return { ...found, response };
}

export function integrationResponseOf(
  context: Context,
  ids: MethodIds & { statusCode: string },
  missingMethod = INVALID_METHOD,
): { integration: IntegrationState; method: MethodState; response: IntegrationResponseState } {
  const { integration, method } = integrationOf(context, ids, missingMethod);
  const response = own(integration.integrationResponses ?? {}, ids.statusCode);
  if (!response) throw notFound(INVALID_STATUS);
  return { integration, method, response };
}

/** The whole path of a resource, from its parents. */
export function pathOf(resources: Readonly<Record<string, ResourceState>>, resource: ResourceState): string {
  const parts: string[] = [];
  for (
    let at: ResourceState | undefined = resource;
    at?.parentId !== undefined;
    at = resources[at.parentId]
  ) {
    parts.unshift(at.pathPart ?? "");
  }
  return `/${parts.join("/")}`;
}

/** A version of a function: the latest one, a published one, or the one behind an alias. */
export function functionVersionOf(
  fn: FunctionState,
  qualifier: string | undefined,
): FunctionVersion | undefined {
  if (qualifier === undefined || qualifier === "$LATEST") return fn.latest;
  const alias = own(fn.aliases, qualifier);
  if (alias?.functionVersion === "$LATEST") return fn.latest;
  return own(fn.versions, alias?.functionVersion ?? qualifier);
}

/** A member by its key; keys come from the outside, so `__proto__` and the like must not be found. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
