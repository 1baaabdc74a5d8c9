import { own } from "./lookup.ts";
import type { GatewayResponseState } from "./types.ts";

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
export function fallbackOf(type: string): string | undefined {
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
