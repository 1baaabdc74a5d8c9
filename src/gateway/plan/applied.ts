import type {
  GatewayResponse as GatewayResponseAnswer,
  Integration,
  IntegrationResponse as IntegrationResponseInput,
  Method,
  MethodResponse as MethodResponseInput,
  PatchOperation,
  Stage as StageAnswer,
} from "@aws-sdk/client-api-gateway";
import { type Call, isRef } from "../call/call.ts";
import { type GatewayResponse, readGatewayResponse } from "../document/gateway-response.ts";
import type { MethodDocument, MethodRequest, RequestValidator } from "../document/method.ts";
import {
  readIntegration,
  readIntegrationResponse,
  readRequest,
  readResponse,
} from "../document/read-method.ts";
import { readStage, type Stage } from "../document/stage.ts";
import { addressOfKey, apiOfKey, isOf, type Key, type Role, type Things } from "../document/things.ts";
import { patchedIntegration, patchedRequest, patchedResponse, patchedValidator } from "./patched.ts";
import { deploymentOf, patchedGatewayResponse, patchedStage } from "./patched-stage.ts";
import { statementOf } from "./permission.ts";

type Thing = Things[keyof Things];

/**
 * What a call makes of its thing, as AWS does: more than one answer where nobody knows (whether PutIntegration keeps the
 * integration responses that were there is not recorded). A take-back holds what it finds against this.
 */
export function applied(key: Key, thing: Thing | undefined, call: Call): readonly (Thing | undefined)[] {
  if (
    /:(?:DeleteMethod|DeleteResource|DeleteRequestValidator|RemovePermission|DeleteRole|DeleteRolePolicy|DeleteGatewayResponse|DeleteDeployment|DeleteStage)$/.test(
      call.operation,
    )
  )
    return [undefined];
  const input = call.input as Readonly<Record<string, unknown>>;
  if (isOf("method", key))
    return appliedToMethod(key, thing as MethodDocument | undefined, call.operation, input);
  switch (call.operation) {
    case "apigateway:CreateResource":
      return [{}];
    case "apigateway:CreateRequestValidator": {
      const { name, validateRequestBody, validateRequestParameters } = input as unknown as RequestValidator;
      return [{ name, validateRequestBody, validateRequestParameters }];
    }
    case "apigateway:UpdateRequestValidator":
      return [patchedValidator(thing as RequestValidator, patchesIn(input))];
    case "apigateway:PutGatewayResponse":
      return [readGatewayResponse(input as GatewayResponseAnswer)];
    case "apigateway:UpdateGatewayResponse":
      return [
        thing === undefined
          ? undefined
          : patchedGatewayResponse(key as Key<"gatewayResponse">, thing as GatewayResponse, patchesIn(input)),
      ];
    case "apigateway:CreateDeployment":
      return [{ description: (input.description as string | undefined) || undefined }];
    case "apigateway:UpdateDeployment":
      return [{ description: patchesIn(input).at(-1)?.value || undefined }];
    case "apigateway:CreateStage":
      return [madeStage(key as Key<"stage">, input)];
    case "apigateway:UpdateStage":
      // A stage that is not there has nothing that a call could change.
      return [
        thing === undefined ? undefined : patchedStage(key as Key<"stage">, thing as Stage, patchesIn(input)),
      ];
    case "lambda:AddPermission":
      return [statementOf(key as Key<"permission">, input as Readonly<Record<string, string>>)];
    case "iam:CreateRole":
      return [roleOf(input)];
    case "iam:PutRolePolicy":
      return [String(input.PolicyDocument)];
    default:
      throw new Error(`${call.operation} is not known to change ${key}`);
  }
}

function madeStage(key: Key<"stage">, { deploymentId, ...input }: Readonly<Record<string, unknown>>): Stage {
  const stage = readStage(apiOfKey(key), input as StageAnswer);
  return { ...stage, deployment: deploymentOf(key, deploymentId) };
}

function roleOf(input: Readonly<Record<string, unknown>>): Role {
  const tags = (input.Tags ?? []) as readonly { Key: string; Value: string }[];
  return {
    path: String(input.Path ?? "/"),
    trust: String(input.AssumeRolePolicyDocument),
    description: input.Description as string | undefined,
    permissionsBoundary: input.PermissionsBoundary as string | undefined,
    tags: tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}

function appliedToMethod(
  key: Key<"method">,
  method: MethodDocument | undefined,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): readonly (MethodDocument | undefined)[] {
  const { restApiId } = addressOfKey(key);
  const status = String(input.statusCode);
  if (operation === "apigateway:PutMethod")
    return [{ request: request(input, restApiId), responses: {}, integrationResponses: {} }];
  // A method that is not there has nothing that a call could change.
  if (!method) return [undefined];
  switch (operation) {
    case "apigateway:UpdateMethod":
      return [{ ...method, request: patchedRequest(method.request, restApiId, patchesIn(input)) }];
    case "apigateway:PutMethodResponse":
      return [
        {
          ...method,
          responses: { ...method.responses, [status]: readResponse(input as MethodResponseInput) },
        },
      ];
    case "apigateway:UpdateMethodResponse": {
      const before = method.responses[status];
      if (!before) return [method];
      const after = patchedResponse(before, patchesIn(input));
      return [{ ...method, responses: { ...method.responses, [status]: after } }];
    }
    case "apigateway:DeleteMethodResponse":
      return [{ ...method, responses: without(method.responses, status) }];
    case "apigateway:PutIntegration": {
      const integration = integrationOf(input);
      const whole = { ...method, integration };
      return Object.keys(method.integrationResponses).length === 0
        ? [whole]
        : [whole, { ...whole, integrationResponses: {} }];
    }
    case "apigateway:UpdateIntegration":
      return [
        method.integration
          ? { ...method, integration: patchedIntegration(method.integration, patchesIn(input)) }
          : method,
      ];
    case "apigateway:DeleteIntegration":
      return [{ ...method, integration: undefined, integrationResponses: {} }];
    case "apigateway:PutIntegrationResponse":
      return [
        {
          ...method,
          integrationResponses: {
            ...method.integrationResponses,
            [status]: readIntegrationResponse(input as IntegrationResponseInput),
          },
        },
      ];
    case "apigateway:DeleteIntegrationResponse":
      return [{ ...method, integrationResponses: without(method.integrationResponses, status) }];
    default:
      throw new Error(`${operation} is not known to change a method`);
  }
}

/** A validator that is still to be made is named by its reference, and so is its key. */
function request(input: Readonly<Record<string, unknown>>, restApiId: string): MethodRequest {
  const { requestValidatorId, ...rest } = input;
  return isRef(requestValidatorId)
    ? {
        ...readRequest(rest as Method, { restApiId }),
        requestValidator: requestValidatorId.idOf as Key<"validator">,
      }
    : readRequest(input as Method, { restApiId });
}

const integrationOf = ({
  integrationHttpMethod,
  httpMethod: _,
  ...rest
}: Readonly<Record<string, unknown>>) =>
  readIntegration({ ...rest, httpMethod: integrationHttpMethod } as Integration, { resourceId: "" });

const patchesIn = (input: Readonly<Record<string, unknown>>) =>
  (input.patchOperations ?? []) as readonly PatchOperation[];

function without<V>(map: Readonly<Record<string, V>>, key: string): Record<string, V> {
  const { [key]: _, ...rest } = map;
  return rest;
}
