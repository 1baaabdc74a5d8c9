import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call, Ref } from "../call/call.ts";
import { type Address, type MethodRequest, type MethodResponse, printAddress } from "../document/method.ts";
import type { Key } from "../document/things.ts";
import { mapPatches, patch, scalarPatches, setPatches } from "./patch.ts";
import { ifAny, sorted, target } from "./shapes.ts";

/** By reference, also of one that has an id: made again, it has another. */
const validatorId = (key: Key<"validator">): Ref => ({ idOf: key });

/** The call that makes the method. */
export function putMethod(request: MethodRequest, at: Address): Call {
  return {
    operation: "apigateway:PutMethod",
    input: {
      ...target(at),
      authorizationType: request.authorizationType,
      ...(request.authorizerId === undefined ? {} : { authorizerId: request.authorizerId }),
      ...(request.authorizationScopes.length === 0
        ? {}
        : { authorizationScopes: [...request.authorizationScopes] }),
      apiKeyRequired: request.apiKeyRequired,
      ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
      ...(request.requestValidator ? { requestValidatorId: validatorId(request.requestValidator) } : {}),
      ...ifAny("requestParameters", request.requestParameters),
      ...ifAny("requestModels", request.requestModels),
    },
    at: printAddress(at),
    because: "the resource does not have this method",
  };
}

/** The patches from one method request to another: what is taken away comes last. */
export function updateMethod(current: MethodRequest, wanted: MethodRequest, at: Address) {
  const validator = (): PatchOperation[] => {
    if (current.requestValidator === wanted.requestValidator) return [];
    if (!wanted.requestValidator) return [patch("replace", "/requestValidatorId", "")];
    const id = validatorId(wanted.requestValidator);
    // The value of a patch is not a member of the input: a validator still to be made is named by its reference.
    return [{ op: "replace", path: "/requestValidatorId", value: id as unknown as string }];
  };
  const parameters = mapPatches("/requestParameters", current.requestParameters, wanted.requestParameters);
  const first = [
    // An authorizer is dropped by itself when the type no longer has one (recorded): its id is never cleared.
    ...scalarPatches(
      current,
      wanted,
      wanted.authorizerId === undefined ? ["authorizationType"] : ["authorizationType", "authorizerId"],
    ),
    ...setPatches("/authorizationScopes", current.authorizationScopes, wanted.authorizationScopes),
    ...scalarPatches(current, wanted, ["apiKeyRequired", "operationName"]),
    ...validator(),
    ...mapPatches("/requestModels", current.requestModels, wanted.requestModels),
    ...parameters.filter(({ op }) => op !== "remove"),
  ];
  const last = parameters.filter(({ op }) => op === "remove");
  const call = (patchOperations: PatchOperation[], because: string): readonly Call[] =>
    patchOperations.length === 0
      ? []
      : [
          {
            operation: "apigateway:UpdateMethod",
            input: { ...target(at), patchOperations },
            at: printAddress(at),
            because,
          },
        ];
  return {
    first: call(first, "the method request differs"),
    last: call(last, "parameters are no longer wanted (last, when no mapping uses them any more)"),
  };
}
type Responses = Readonly<Record<string, MethodResponse>>;

/** The calls from some method responses to others: what is taken away comes last. */
export function planMethodResponses(current: Responses, wanted: Responses, at: Address) {
  const first: Call[] = [];
  const last: Call[] = [];
  for (const [statusCode, response] of sorted(wanted)) {
    const input = { ...target(at), statusCode };
    const where = `${printAddress(at)} ${statusCode}`;
    const before = current[statusCode];
    if (!before) {
      first.push({
        operation: "apigateway:PutMethodResponse",
        input: {
          ...input,
          ...ifAny("responseParameters", response.responseParameters),
          ...ifAny("responseModels", response.responseModels),
        },
        at: where,
        because: `callers may get ${statusCode}`,
      });
      continue;
    }
    const patches = [
      ...mapPatches("/responseModels", before.responseModels, response.responseModels),
      ...mapPatches("/responseParameters", before.responseParameters, response.responseParameters),
    ];
    for (const [calls, patchOperations] of [
      [first, patches.filter(({ op }) => op !== "remove")],
      [last, patches.filter(({ op }) => op === "remove")],
    ] as const) {
      if (patchOperations.length === 0) continue;
      calls.push({
        operation: "apigateway:UpdateMethodResponse",
        input: { ...input, patchOperations },
        at: where,
        because: "the method response differs",
      });
    }
  }
  for (const [statusCode] of sorted(current)) {
    if (wanted[statusCode]) continue;
    last.push({
      operation: "apigateway:DeleteMethodResponse",
      input: { ...target(at), statusCode },
      at: `${printAddress(at)} ${statusCode}`,
      because: "this method response is no longer wanted",
    });
  }
  return { first, last };
}
