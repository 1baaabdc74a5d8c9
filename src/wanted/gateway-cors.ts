import type { GatewayResponse } from "../gateway/document/gateway-response.ts";
import { answerHeaders, type CorsWish, ORIGIN, withoutHeaders } from "./enable-cors.ts";

const GATEWAY = "gatewayresponse.header.";

/**
 * What API Gateway answers by itself, so that pages can read it. There is no template in it that could choose among
 * several origins: then it names whoever asks.
 */
export function gatewayResponseWithCors(
  before: GatewayResponse | undefined,
  wish: CorsWish,
  allow: { readonly headers: string; readonly methods: string },
): GatewayResponse {
  const headers = {
    ...answerHeaders(wish),
    ...(wish.origins.length > 1 ? { [ORIGIN]: "method.request.header.Origin" } : {}),
    "Access-Control-Allow-Headers": `'${allow.headers}'`,
    "Access-Control-Allow-Methods": `'${allow.methods}'`,
  };
  const base = gatewayResponseWithoutCors(before);
  return {
    ...(base ?? { responseParameters: {}, responseTemplates: {} }),
    responseParameters: {
      ...base?.responseParameters,
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [GATEWAY + name, value])),
    },
  };
}

/** The same without; undefined where nothing of its own is left. */
export function gatewayResponseWithoutCors(before: GatewayResponse | undefined): GatewayResponse | undefined {
  if (!before) return undefined;
  const responseParameters = withoutHeaders(before.responseParameters);
  const nothing =
    before.statusCode === undefined &&
    Object.keys(responseParameters).length === 0 &&
    Object.keys(before.responseTemplates).length === 0;
  return nothing ? undefined : { ...before, responseParameters };
}
