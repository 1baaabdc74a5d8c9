import type { Context } from "../state/context.ts";
import { own, pathOf } from "../state/lookup.ts";
import { STUB_HEADER } from "../state/service-stubs.ts";
import type { ApiState, DeploymentState, StageState } from "../state/types.ts";
import { header, type SandboxRequest, type SandboxResponse } from "../wire/request.ts";
import { authorize } from "./authorize.ts";
import { extendedId, newContext, newRequestId, traceIdOf } from "./context.ts";
import { roleFault } from "./functions/roles.ts";
import { functionRunner } from "./functions/runner.ts";
import { gatewayReply } from "./gateway-reply.ts";
import {
  ERROR_TYPE_HEADER,
  GatewayFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
  TRACE_ID_HEADER,
} from "./invocation.ts";
import { route } from "./routing.ts";
import { runMethod } from "./run.ts";
import type { StageCall } from "./stage-call.ts";
import { edgeRequestHeaders, edgeResponseHeaders, receivedHeaders } from "./stage-headers.ts";
import { checkUsage } from "./usage.ts";

/** Calls a deployed stage: what its deployment froze is what answers. */
export async function callStage(
  call: StageCall,
  request: SandboxRequest,
  context: Context,
): Promise<SandboxResponse> {
  const api = own(context.state.apis, call.apiId);
  const stage = api && own(api.stages, call.stageName);
  const canary = stage?.canarySettings;
  const onCanary = canary?.deploymentId !== undefined && Math.random() * 100 < (canary.percentTraffic ?? 0);
  const deploymentId = onCanary ? canary.deploymentId : stage?.deploymentId;
  const deployment = api && own(api.deployments, deploymentId ?? "");
  const requestId = newRequestId();
  if (!api || !stage || !deployment || api.disableExecuteApiEndpoint) {
    const body = new Uint8Array(Buffer.from('{"message":"Forbidden"}'));
    const headers = { "Content-Type": ["application/json"], [ERROR_TYPE_HEADER]: ["ForbiddenException"] };
    return answered({ status: 403, headers, body }, requestId, false);
  }
  const edge = api.endpointConfiguration.types?.includes("EDGE") ?? false;
  const result = await called({ call, request, context, api, stage, deployment, requestId, edge, onCanary });
  return answered(result, requestId, edge);
}

interface Parts {
  readonly call: StageCall;
  readonly request: SandboxRequest;
  readonly context: Context;
  readonly api: ApiState;
  readonly stage: StageState;
  readonly deployment: DeploymentState;
  readonly requestId: string;
  readonly edge: boolean;
  /** Whether this call is among those that go to the canary. */
  readonly onCanary: boolean;
}

async function called(parts: Parts): Promise<MethodResult> {
  const { call, request, context, api, stage, deployment, requestId, edge, onCanary } = parts;
  const { snapshot } = deployment;
  const now = context.now();
  const host = `${api.id}.execute-api.${context.region}.amazonaws.com`;
  const sent = receivedHeaders(request.multiValueHeaders ?? multi(request.headers));
  const traceId = traceIdOf(headerValue(sent, TRACE_ID_HEADER), now);
  const headers: Multi = { ...sent, ...(edge ? edgeRequestHeaders() : {}) };
  headers.Host = [host];
  headers[TRACE_ID_HEADER] = [traceId];
  headers["X-Forwarded-For"] = ["127.0.0.1"];
  headers["X-Forwarded-Port"] = ["443"];
  headers["X-Forwarded-Proto"] = ["https"];
  const query = multi(request.query);
  const overrides = onCanary ? stage.canarySettings?.stageVariableOverrides : undefined;
  const stageVariables = { ...stage.variables, ...overrides };
  const routed = route(snapshot.resources, request.method, call.path);
  const resourcePath = routed ? pathOf(snapshot.resources, routed.resource) : call.path;
  const gatewayContext = newContext({
    apiId: api.id,
    accountId: context.accountId,
    stage: stage.stageName,
    method: request.method,
    path: `/${stage.stageName}${call.path}`,
    resourceId: routed?.resource.id ?? "",
    resourcePath,
    deploymentId: deployment.id,
    domainName: host,
    domainPrefix: api.id,
    sourceIp: "127.0.0.1",
    userAgent: headerValue(headers, "user-agent") ?? null,
    traceId,
    requestId,
    now,
    canary: stage.canarySettings && onCanary,
  });
  const reply = (fault: GatewayFault) =>
    gatewayReply(fault, {
      gatewayResponses: snapshot.gatewayResponses,
      context: gatewayContext,
      stageVariables,
      path: routed?.path ?? {},
      query,
      headers,
    });
  if (!routed) {
    const words = "Missing Authentication Token";
    return reply(
      new GatewayFault("MISSING_AUTHENTICATION_TOKEN", "MissingAuthenticationTokenException", words),
    );
  }
  const invocation: Invocation = {
    api,
    snapshot,
    stage: stage.stageName,
    stageVariables,
    deploymentId: deployment.id,
    resource: routed.resource,
    resourcePath,
    method: routed.method,
    request: {
      method: request.method,
      rawPath: call.path,
      path: routed.path,
      query,
      headers,
      body: request.body,
    },
    region: context.region,
    accountId: context.accountId,
    partition: context.partition,
    requestId,
    roleFault: (arn) => roleFault(context, arn),
    context: gatewayContext,
    log: () => undefined,
    functions: functionRunner(context),
    services: context.services,
    stub: header(request.headers, STUB_HEADER),
  };
  try {
    await authorize(invocation, context);
    checkUsage(invocation, stage, context);
  } catch (error) {
    if (error instanceof GatewayFault) return reply(error);
    throw error;
  }
  return runMethod(invocation);
}

function multi(values: SandboxRequest["query"]): Multi {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? [""] : [value].flat()]),
  );
}

function answered(result: MethodResult, requestId: string, edge: boolean): SandboxResponse {
  const all: Multi = {
    ...result.headers,
    "x-amzn-RequestId": [requestId],
    "x-amz-apigw-id": [extendedId()],
    ...(edge ? edgeResponseHeaders() : {}),
  };
  return {
    status: result.status,
    headers: Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values.join(",")])),
    multiValueHeaders: all,
    body: result.body,
  };
}
