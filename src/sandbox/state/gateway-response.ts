import { DEFAULT_STATUS, DEFAULT_TEMPLATES } from "../../gateway/document/gateway-response.ts";
import { own } from "./lookup.ts";
import type { GatewayResponseState } from "./types.ts";

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
