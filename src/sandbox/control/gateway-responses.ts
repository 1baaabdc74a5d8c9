import type {
  DeleteGatewayResponseRequest,
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
  PutGatewayResponseRequest,
  UpdateGatewayResponseRequest,
} from "@aws-sdk/client-api-gateway";
import { DEFAULT_STATUS } from "../../gateway/document/gateway-response.ts";
import { gatewayResponseMappingRule } from "../../gateway/rules/integration-mappings.ts";
import type { Context, Input } from "../state/context.ts";
import { effectiveGatewayResponse, gatewayResponseFrom } from "../state/gateway-response.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ApiState, GatewayResponseState } from "../state/types.ts";
import { notFound, refuse } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { invalidPath, patchesOf, patchMap } from "./patch.ts";

export function putGatewayResponse(input: Input<PutGatewayResponseRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  refuse(gatewayResponseMappingRule(input.responseParameters ?? {}));
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
  refuse(gatewayResponseMappingRule(response.responseParameters ?? {}));
  api.gatewayResponses[response.responseType] = response;
  return effectiveGatewayResponse(api.gatewayResponses, response.responseType);
}

function startOf(api: ApiState, type: string): GatewayResponseState {
  const { defaultResponse: _default, ...response } = effectiveGatewayResponse(api.gatewayResponses, type);
  return response;
}
