import type {
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  PutIntegrationRequest,
  UpdateIntegrationRequest,
} from "@aws-sdk/client-api-gateway";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import { type IntegrationInput, integrationRule } from "../../gateway/rules/integration.ts";
import type { Context, Input } from "../state/context.ts";
import { integrationOf, methodOf, own } from "../state/lookup.ts";
import type { ApiState, IntegrationState, MethodState } from "../state/types.ts";
import { refuse } from "../wire/service-error.ts";
import { assign, booleanOf, invalidPath, type Patch, patchesOf, patchMap, requireOp } from "./patch.ts";
import { timeoutQuota } from "./quotas.ts";

type Settings = IntegrationInput & Partial<Omit<PutIntegrationRequest, keyof IntegrationInput>>;

/** The rule of an integration in the light of its method and this Region's VPC links. */
function check(input: IntegrationInput, method: MethodState, api: ApiState, context: Context): void {
  const edge = api.endpointConfiguration.types?.includes("EDGE") === true;
  refuse(
    integrationRule(input, {
      ...(edge ? {} : { maxTimeoutInMillis: timeoutQuota(context) }),
      declared: method.requestParameters ?? {},
      accountId: context.accountId,
      vpcLink: (id) => {
        if (own(context.state.vpcLinks, id)) return "V1";
        return own(context.state.vpcLinksV2, id) ? "V2" : undefined;
      },
    }),
  );
}

/** Puts an integration on a method that is known to exist: AWS's defaults, and only what the type has. */
export function installIntegration(
  method: MethodState,
  resourceId: string,
  input: Settings,
  api: ApiState,
  context: Context,
): IntegrationState {
  check(input, method, api, context);
  const http = input.type === "HTTP" || input.type === "HTTP_PROXY";
  const mock = input.type === "MOCK";
  const integration: IntegrationState = { type: input.type as NonNullable<IntegrationState["type"]> };
  if (!mock) {
    assign(integration, "httpMethod", input.integrationHttpMethod);
    assign(integration, "uri", input.uri);
  }
  if (http) {
    integration.connectionType = (input.connectionType ?? "INTERNET") as "INTERNET" | "VPC_LINK";
    assign(integration, "connectionId", input.connectionId);
    assign(integration, "integrationTarget", input.integrationTarget);
    assign(integration, "tlsConfig", input.tlsConfig);
  }
  assign(integration, "credentials", input.credentials);
  // As with method responses, where it is recorded: what is given empty is told empty.
  assign(integration, "requestParameters", input.requestParameters && { ...input.requestParameters });
  assign(integration, "requestTemplates", input.requestTemplates as Record<string, string> | undefined);
  integration.passthroughBehavior = input.passthroughBehavior || "WHEN_NO_MATCH";
  assign(integration, "contentHandling", input.contentHandling as IntegrationState["contentHandling"]);
  integration.timeoutInMillis = input.timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  integration.cacheNamespace = input.cacheNamespace ?? resourceId;
  integration.cacheKeyParameters = [...(input.cacheKeyParameters ?? [])];
  // Unverified: whether BUFFERED is told where it was given; here what was given is told.
  assign(
    integration,
    "responseTransferMode",
    input.responseTransferMode as "BUFFERED" | "STREAM" | undefined,
  );
  method.methodIntegration = integration;
  return integration;
}

/** Overwrites silently, the integration responses with it. */
export function putIntegration(input: Input<PutIntegrationRequest>, context: Context): IntegrationState {
  const { api, method } = methodOf(context, input);
  return installIntegration(method, input.resourceId, input, api, context);
}

export function getIntegration(input: Input<GetIntegrationRequest>, context: Context): IntegrationState {
  return integrationOf(context, input).integration;
}

export function deleteIntegration(input: Input<DeleteIntegrationRequest>, context: Context): void {
  const { method } = integrationOf(context, input);
  delete method.methodIntegration;
}

export function updateIntegration(
  input: Input<UpdateIntegrationRequest>,
  context: Context,
): IntegrationState {
  const { api, integration, method } = integrationOf(context, input);
  for (const patch of patchesOf(input.patchOperations)) applyIntegrationPatch(integration, patch);
  const { httpMethod, ...rest } = integration;
  check(
    { ...(rest as IntegrationInput), ...(httpMethod ? { integrationHttpMethod: httpMethod } : {}) },
    method,
    api,
    context,
  );
  return integration;
}

const SCALARS = [
  "httpMethod",
  "uri",
  "connectionType",
  "connectionId",
  "credentials",
  "passthroughBehavior",
  "contentHandling",
  "cacheNamespace",
  "responseTransferMode",
  "integrationTarget",
] as const;

const TEXT_MAPS = ["requestParameters", "requestTemplates"] as const;
const MISSING = {
  requestParameters: { missing: "Invalid parameter name specified" },
  requestTemplates: { missing: "Content-Type specified was not found" },
} as const;

function applyIntegrationPatch(integration: IntegrationState, patch: Patch): void {
  const [member = "", key = ""] = patch.segments;
  const plain = patch.segments.length === 1;
  const keyed = patch.segments.length === 2;
  const scalar = SCALARS.find((name) => name === member);
  const map = TEXT_MAPS.find((name) => name === member);
  if (plain && scalar) {
    requireOp(patch, "replace");
    assign(integration, scalar, (patch.value || undefined) as never);
  } else if (plain && member === "timeoutInMillis") {
    requireOp(patch, "replace");
    integration.timeoutInMillis = Number(patch.value);
  } else if (keyed && map) {
    assign(
      integration,
      map,
      patchMap(integration[map], patch, (value) => value ?? "", MISSING[map]),
    );
  } else if (keyed && member === "cacheKeyParameters") {
    const rest = (integration.cacheKeyParameters ?? []).filter((name) => name !== key);
    integration.cacheKeyParameters = patch.op === "remove" ? rest : [...rest, key];
  } else if (keyed && member === "tlsConfig" && key === "insecureSkipVerification") {
    requireOp(patch, "replace");
    integration.tlsConfig = { insecureSkipVerification: booleanOf(patch.value) };
  } else {
    throw invalidPath(patch);
  }
}
