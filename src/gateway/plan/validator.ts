import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call } from "../call/call.ts";
import type { RequestValidator } from "../document/method.ts";
import { apiOfKey, type Key } from "../document/things.ts";
import { scalarPatches } from "./patch.ts";

/** The calls from one request validator to another. */
export function planValidator(
  key: Key<"validator">,
  now: RequestValidator | undefined,
  wanted: RequestValidator | undefined,
): readonly Call[] {
  const restApiId = apiOfKey(key);
  const at = `request validator "${(wanted ?? now)?.name}"`;
  if (!now)
    return wanted
      ? [
          {
            operation: "apigateway:CreateRequestValidator",
            input: { restApiId, ...wanted },
            at,
            because: "the API has no request validator of this kind yet",
          },
        ]
      : [];
  const target = { restApiId, requestValidatorId: { idOf: key } };
  if (!wanted)
    return [
      {
        operation: "apigateway:DeleteRequestValidator",
        input: target,
        at,
        because: "nothing needs it any more",
      },
    ];
  const patchOperations: PatchOperation[] = scalarPatches(now, wanted, [
    "name",
    "validateRequestBody",
    "validateRequestParameters",
  ]);
  return patchOperations.length === 0
    ? []
    : [
        {
          operation: "apigateway:UpdateRequestValidator",
          input: { ...target, patchOperations },
          at,
          because: "it differs",
        },
      ];
}
