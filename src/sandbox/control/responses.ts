import type {
  DeleteIntegrationResponseRequest,
  DeleteMethodResponseRequest,
  GetIntegrationResponseRequest,
  GetMethodResponseRequest,
  PutIntegrationResponseRequest,
  PutMethodResponseRequest,
  UpdateIntegrationResponseRequest,
  UpdateMethodResponseRequest,
} from "@aws-sdk/client-api-gateway";
import {
  integrationResponseRule,
  methodResponseRule,
  selectionPatternRule,
} from "../../gateway/rules/responses.ts";
import type { Context, Input } from "../state/context.ts";
import {
  INVALID_INTEGRATION,
  integrationOf,
  integrationResponseOf,
  methodOf,
  methodResponseOf,
  own,
} from "../state/lookup.ts";
import type {
  IntegrationResponseState,
  IntegrationState,
  MethodResponseState,
  MethodState,
} from "../state/types.ts";
import { refuse } from "../wire/service-error.ts";
import { assign, booleanOf, invalidPath, patchesOf, patchMap, requireOp } from "./patch.ts";

const PARAMETER_MISSING = { missing: "Invalid parameter name specified" };
const CONTENT_TYPE_MISSING = { missing: "Content-Type specified was not found" };

export function putMethodResponse(
  input: Input<PutMethodResponseRequest>,
  context: Context,
): MethodResponseState {
  const { api, method } = methodOf(context, input);
  refuse(
    methodResponseRule(input, {
      models: new Set(Object.keys(api.models)),
      existing: new Set(Object.keys(method.methodResponses ?? {})),
    }),
  );
  // Absent is not empty here: `{}` comes back as `{}`.
  const response: MethodResponseState = { statusCode: input.statusCode };
  assign(response, "responseParameters", input.responseParameters);
  assign(response, "responseModels", input.responseModels);
  method.methodResponses = { ...method.methodResponses, [input.statusCode]: response };
  return response;
}

export function getMethodResponse(
  input: Input<GetMethodResponseRequest>,
  context: Context,
): MethodResponseState {
  return methodResponseOf(context, input).response;
}

export function deleteMethodResponse(input: Input<DeleteMethodResponseRequest>, context: Context): void {
  const { method } = methodResponseOf(context, input);
  assign(method, "methodResponses", without(method.methodResponses, input.statusCode));
}

export function updateMethodResponse(
  input: Input<UpdateMethodResponseRequest>,
  context: Context,
): MethodResponseState {
  const { api, response } = methodResponseOf(context, input);
  for (const patch of patchesOf(input.patchOperations)) {
    const [member] = patch.segments;
    if (patch.segments.length !== 2) throw invalidPath(patch);
    if (member === "responseParameters") {
      const changed = patchMap(response.responseParameters, patch, booleanOf, PARAMETER_MISSING);
      assign(response, "responseParameters", changed);
    } else if (member === "responseModels") {
      const changed = patchMap(response.responseModels, patch, (value) => value ?? "", CONTENT_TYPE_MISSING);
      assign(response, "responseModels", changed);
    } else throw invalidPath(patch);
  }
  refuse(methodResponseRule(response, { models: new Set(Object.keys(api.models)), existing: new Set() }));
  return response;
}

/** The rule of an integration response in the light of its method and the responses beside it. */
function check(response: IntegrationResponseState, integration: IntegrationState, method: MethodState): void {
  const declaring = own(method.methodResponses ?? {}, response.statusCode);
  const others = Object.entries(integration.integrationResponses ?? {});
  refuse(
    integrationResponseRule(response, {
      declared: declaring ? (declaring.responseParameters ?? {}) : undefined,
      patterns: Object.fromEntries(others.map(([status, other]) => [status, other.selectionPattern])),
      proxy: integration.type?.endsWith("_PROXY") ?? false,
    }),
  );
}

/** Puts a response on an integration that is known to exist; an existing one is overwritten. */
export function installIntegrationResponse(
  method: MethodState,
  integration: IntegrationState,
  response: IntegrationResponseState,
  imported = false,
): IntegrationResponseState {
  const isDeclared = own(method.methodResponses ?? {}, response.statusCode) !== undefined;
  // AWS's own samples import responses for statuses that the method does not declare.
  if (imported && !isDeclared) refuse(selectionPatternRule(response.selectionPattern));
  else check(response, integration, method);
  integration.integrationResponses = { ...integration.integrationResponses, [response.statusCode]: response };
  return response;
}

export function putIntegrationResponse(
  input: Input<PutIntegrationResponseRequest>,
  context: Context,
): IntegrationResponseState {
  const { integration, method } = integrationOf(context, input);
  const response: IntegrationResponseState = { statusCode: input.statusCode };
  assign(response, "selectionPattern", input.selectionPattern);
  assign(response, "responseParameters", input.responseParameters);
  assign(response, "responseTemplates", input.responseTemplates);
  assign(response, "contentHandling", input.contentHandling);
  return installIntegrationResponse(method, integration, response);
}

export function getIntegrationResponse(
  input: Input<GetIntegrationResponseRequest>,
  context: Context,
): IntegrationResponseState {
  return integrationResponseOf(context, input).response;
}

/** Unlike its siblings it complains about the integration where the method is missing. */
export function deleteIntegrationResponse(
  input: Input<DeleteIntegrationResponseRequest>,
  context: Context,
): void {
  const { integration } = integrationResponseOf(context, input, INVALID_INTEGRATION);
  assign(integration, "integrationResponses", without(integration.integrationResponses, input.statusCode));
}

export function updateIntegrationResponse(
  input: Input<UpdateIntegrationResponseRequest>,
  context: Context,
): IntegrationResponseState {
  const { integration, method, response } = integrationResponseOf(context, input);
  for (const patch of patchesOf(input.patchOperations)) {
    const [member] = patch.segments;
    if (patch.segments.length === 1 && member === "selectionPattern") {
      requireOp(patch, "replace");
      assign(response, "selectionPattern", patch.value);
    } else if (patch.segments.length === 1 && member === "contentHandling") {
      requireOp(patch, "replace");
      assign(
        response,
        "contentHandling",
        (patch.value || undefined) as IntegrationResponseState["contentHandling"],
      );
    } else if (patch.segments.length === 2 && member === "responseParameters") {
      const changed = patchMap(response.responseParameters, patch, (value) => value ?? "", PARAMETER_MISSING);
      assign(response, "responseParameters", changed);
    } else if (patch.segments.length === 2 && member === "responseTemplates") {
      const changed = patchMap(
        response.responseTemplates,
        patch,
        (value) => value ?? "",
        CONTENT_TYPE_MISSING,
      );
      assign(response, "responseTemplates", changed);
    } else throw invalidPath(patch);
  }
  check(response, integration, method);
  return response;
}

function without<V>(
  map: Readonly<Record<string, V>> | undefined,
  key: string,
): Record<string, V> | undefined {
  const rest = Object.fromEntries(Object.entries(map ?? {}).filter(([name]) => name !== key));
  return Object.keys(rest).length > 0 ? rest : undefined;
}
