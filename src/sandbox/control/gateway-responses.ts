import type {
  DeleteGatewayResponseRequest,
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
  PutGatewayResponseRequest,
  UpdateGatewayResponseRequest,
} from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../services/entry.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ApiState, GatewayResponseState } from "../state/types.ts";
import { notFound } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { invalidPath, patchesOf, patchMap } from "./patch.ts";

/** The status each type answers with until told otherwise; the two defaults have none of their own. */
export const DEFAULT_STATUS: Readonly<Record<string, string | undefined>> = {
  ACCESS_DENIED: "403",
  API_CONFIGURATION_ERROR: "500",
  AUTHORIZER_CONFIGURATION_ERROR: "500",
  AUTHORIZER_FAILURE: "500",
  BAD_REQUEST_BODY: "400",
  BAD_REQUEST_PARAMETERS: "400",
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: "403",
  INTEGRATION_FAILURE: "504",
  INTEGRATION_TIMEOUT: "504",
  INVALID_API_KEY: "403",
  INVALID_SIGNATURE: "403",
  MISSING_AUTHENTICATION_TOKEN: "403",
  QUOTA_EXCEEDED: "429",
  REQUEST_TOO_LARGE: "413",
  RESOURCE_NOT_FOUND: "404",
  THROTTLED: "429",
  UNAUTHORIZED: "401",
  UNSUPPORTED_MEDIA_TYPE: "415",
  WAF_FILTERED: "403",
};

const DEFAULT_TEMPLATES = { "application/json": '{"message":$context.error.messageString}' };

/** The default that stands behind a type: all but the two defaults themselves belong to one of them. */
function fallbackOf(type: string): string | undefined {
  const status = DEFAULT_STATUS[type];
  if (status === undefined) return undefined;
  return status.startsWith("5") ? "DEFAULT_5XX" : "DEFAULT_4XX";
}

/** A gateway response from what was given: what was not is the type's own default, never that of an earlier one. */
export function gatewayResponseFrom(
  responseType: string,
  given: {
    statusCode?: string;
    responseParameters?: Record<string, string>;
    responseTemplates?: Record<string, string>;
  },
): GatewayResponseState {
  const statusCode = given.statusCode ?? DEFAULT_STATUS[responseType];
  const templates = given.responseTemplates;
  return {
    responseType,
    ...(statusCode === undefined ? {} : { statusCode }),
    responseParameters: given.responseParameters ?? {},
    responseTemplates: templates && Object.keys(templates).length > 0 ? templates : { ...DEFAULT_TEMPLATES },
  };
}

/** The response as it applies: the type's own, else its default's with that one's status, else the built-in. */
export function effectiveGatewayResponse(
  set: Readonly<Record<string, GatewayResponseState>>,
  type: string,
): GatewayResponseState & { defaultResponse: boolean } {
  const mine = own(set, type);
  if (mine) return { ...mine, defaultResponse: false };
  const fallback = own(set, fallbackOf(type) ?? "");
  const built = gatewayResponseFrom(type, {});
  return { ...built, ...(fallback ? { ...fallback, responseType: type } : {}), defaultResponse: true };
}

export function putGatewayResponse(input: Input<PutGatewayResponseRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  api.gatewayResponses[input.responseType] = gatewayResponseFrom(input.responseType, input);
  return effectiveGatewayResponse(api.gatewayResponses, input.responseType);
}

export function getGatewayResponse(input: Input<GetGatewayResponseRequest>, context: Context) {
  return effectiveGatewayResponse(apiOf(context, input.restApiId).gatewayResponses, input.responseType);
}

export function getGatewayResponses(input: Input<GetGatewayResponsesRequest>, context: Context) {
  const { gatewayResponses } = apiOf(context, input.restApiId);
  const types = Object.keys(DEFAULT_STATUS).sort();
  return page(
    types.map((type) => effectiveGatewayResponse(gatewayResponses, type)),
    input,
  );
}

export function deleteGatewayResponse(input: Input<DeleteGatewayResponseRequest>, context: Context): void {
  const api = apiOf(context, input.restApiId);
  if (!own(api.gatewayResponses, input.responseType))
    throw notFound("Gateway response type not defined on api");
  delete api.gatewayResponses[input.responseType];
}

export function updateGatewayResponse(input: Input<UpdateGatewayResponseRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  const response = startOf(api, input.responseType);
  for (const patch of patchesOf(input.patchOperations)) {
    const [member, key] = patch.segments;
    if (patch.path === "/statusCode" && patch.op === "replace") {
      response.statusCode = patch.value ?? "";
    } else if ((member === "responseParameters" || member === "responseTemplates") && key !== undefined) {
      response[member] =
        patchMap(response[member], patch, String, {
          empty: `Invalid null or empty value in ${member}`,
          missing:
            member === "responseParameters"
              ? "Invalid parameter name specified"
              : "Invalid template specified",
        }) ?? {};
    } else throw invalidPath(patch);
  }
  api.gatewayResponses[response.responseType] = response;
  return effectiveGatewayResponse(api.gatewayResponses, response.responseType);
}

function startOf(api: ApiState, type: string): GatewayResponseState {
  const { defaultResponse: _default, ...response } = effectiveGatewayResponse(api.gatewayResponses, type);
  return response;
}
