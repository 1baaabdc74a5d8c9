import type { Context } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { SandboxRequest, SandboxResponse } from "../wire/request.ts";
import { accessLine } from "./access-log.ts";
import { authorize } from "./authorize.ts";
import { compressed } from "./compression.ts";
import { extendedId, newRequestId } from "./context.ts";
import { gatewayReply } from "./gateway-reply.ts";
import {
  ERROR_TYPE_HEADER,
  GatewayFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
} from "./invocation.ts";
import { runMethod } from "./run.ts";
import type { StageCall } from "./stage-call.ts";
import { edgeResponseHeaders } from "./stage-headers.ts";
import { type Arrival, arrivalOf, type Deployed } from "./stage-invocation.ts";
import { measured } from "./streaming.ts";
import { checkUsage } from "./usage.ts";

/** Calls a deployed stage: what its deployment froze is what answers. */
export async function callStage(
  call: StageCall,
  request: SandboxRequest,
  context: Context,
): Promise<SandboxResponse> {
  const requestId = newRequestId();
  const deployed = deployedAt(call, context);
  if (!deployed) {
    const body = new Uint8Array(Buffer.from('{"message":"Forbidden"}'));
    const headers = { "Content-Type": ["application/json"], [ERROR_TYPE_HEADER]: ["ForbiddenException"] };
    return answered({ status: 403, headers, body }, requestId, false);
  }
  const arrival = arrivalOf(call, request, deployed, requestId, context);
  const { api } = deployed;
  const result = compressed(
    await resultOf(arrival, request, deployed, context),
    headerValue(arrival.headers, "accept-encoding"),
    api.minimumCompressionSize,
  );
  const log = (length: number) =>
    context.log?.(accessLine(deployed.stage, arrival.context, result.status, length));
  if (!result.stream) log(result.body.length);
  const told = result.stream ? { ...result, stream: measured(result.stream, log) } : result;
  return answered(told, requestId, api.endpointConfiguration.types?.includes("EDGE") ?? false);
}

/** The deployment that answers a call: the stage's, or for its share of them the canary's. */
function deployedAt(call: StageCall, { state }: Context): Deployed | undefined {
  const api = own(state.apis, call.apiId);
  const stage = api && own(api.stages, call.stageName);
  if (!api || !stage || api.disableExecuteApiEndpoint) return undefined;
  const canary = stage.canarySettings;
  const onCanary = canary?.deploymentId !== undefined && Math.random() * 100 < (canary.percentTraffic ?? 0);
  const id = onCanary ? canary.deploymentId : stage.deploymentId;
  const deployment = own(api.deployments, id ?? "");
  return deployment && { api, stage, deployment, onCanary };
}

async function resultOf(
  arrival: Arrival,
  request: SandboxRequest,
  deployed: Deployed,
  context: Context,
): Promise<MethodResult> {
  const { invocation } = arrival;
  if (invocation instanceof GatewayFault) return refused(invocation, arrival, deployed);
  try {
    await authorize(invocation, request, context);
    checkUsage(invocation, deployed.stage, context);
  } catch (error) {
    if (error instanceof GatewayFault) return refused(error, arrival, deployed, invocation);
    throw error;
  }
  return runMethod(invocation);
}

function refused(
  fault: GatewayFault,
  { context, stageVariables, query, headers }: Arrival,
  { deployment }: Deployed,
  invocation?: Invocation,
): MethodResult {
  const { gatewayResponses } = deployment.snapshot;
  const path = invocation?.request.path ?? {};
  const reply = gatewayReply(fault, { gatewayResponses, context, stageVariables, path, query, headers });
  invocation?.log(`Gateway response type: ${fault.type} with status code: ${reply.status}`);
  return reply;
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
    ...(result.stream ? { stream: result.stream } : {}),
  };
}
