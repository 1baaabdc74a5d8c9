import type { GatewayResponseType } from "@aws-sdk/client-api-gateway";
import type { Call } from "../call/call.ts";
import type { GatewayResponse } from "../document/gateway-response.ts";
import { apiOfKey, gatewayResponseTypeOfKey, type Key } from "../document/things.ts";
import { mapPatches, patch } from "./patch.ts";
import { ifAny } from "./shapes.ts";

/** The calls from one gateway response to another; one that nobody set is its default's. */
export function planGatewayResponse(
  key: Key<"gatewayResponse">,
  now: GatewayResponse | undefined,
  wanted: GatewayResponse | undefined,
): readonly Call[] {
  const responseType = gatewayResponseTypeOfKey(key) as GatewayResponseType;
  const target = { restApiId: apiOfKey(key), responseType } as const;
  const at = `gateway response ${responseType}`;
  if (!wanted)
    return now
      ? [
          {
            operation: "apigateway:DeleteGatewayResponse",
            input: target,
            at,
            because: "API Gateway's own answer is wanted",
          },
        ]
      : [];
  // No patch brings a default back: neither a status, nor API Gateway's own template.
  const put =
    now === undefined ||
    (now.statusCode !== undefined && wanted.statusCode === undefined) ||
    (Object.keys(now.responseTemplates).length === 0) !==
      (Object.keys(wanted.responseTemplates).length === 0);
  if (put)
    return [
      {
        operation: "apigateway:PutGatewayResponse",
        input: {
          ...target,
          ...(wanted.statusCode === undefined ? {} : { statusCode: wanted.statusCode }),
          ...ifAny("responseParameters", wanted.responseParameters),
          ...ifAny("responseTemplates", wanted.responseTemplates),
        },
        at,
        because: now
          ? "no patch makes this change"
          : "calls that come to no backend are answered by API Gateway itself",
      },
    ];
  const patchOperations = [
    ...(now.statusCode === wanted.statusCode ? [] : [patch("replace", "/statusCode", wanted.statusCode)]),
    ...mapPatches("/responseParameters", now.responseParameters, wanted.responseParameters),
    ...mapPatches("/responseTemplates", now.responseTemplates, wanted.responseTemplates),
  ];
  return patchOperations.length === 0
    ? []
    : [
        {
          operation: "apigateway:UpdateGatewayResponse",
          input: { ...target, patchOperations },
          at,
          because: "it differs",
        },
      ];
}
