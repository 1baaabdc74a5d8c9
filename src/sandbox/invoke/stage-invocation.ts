import { CALLER_HEADER, callersPlace } from "../state/caller.ts";
import type { Context } from "../state/context.ts";
import { pathOf } from "../state/lookup.ts";
import { STUB_HEADER } from "../state/service-stubs.ts";
import type { ApiState, DeploymentState, StageState } from "../state/types.ts";
import { header, type SandboxRequest } from "../wire/request.ts";
import { decompressed } from "./compression.ts";
import { newContext, traceIdOf } from "./context.ts";
import { roleFault } from "./functions/roles.ts";
import { functionRunner } from "./functions/runner.ts";
import { GatewayFault, headerValue, type Invocation, type Multi, TRACE_ID_HEADER } from "./invocation.ts";
import { type Routed, route } from "./routing.ts";
import type { StageCall } from "./stage-call.ts";
import { edgeRequestHeaders, receivedHeaders } from "./stage-headers.ts";

/** What answers a call of a stage. */
export interface Deployed {
  readonly api: ApiState;
  readonly stage: StageState;
  readonly deployment: DeploymentState;
  readonly onCanary: boolean;
}

/** A call as it arrived: with its method, or with why it gets to none. */
export interface Arrival {
  readonly invocation: Invocation | GatewayFault;
  readonly context: Record<string, unknown>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly query: Multi;
  readonly headers: Multi;
}

const missingToken = () =>
  new GatewayFault(
    "MISSING_AUTHENTICATION_TOKEN",
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  );

/** Documented: a caller's header may say another verb. */
function verbOf(request: SandboxRequest): string {
  const said = header(request.headers, "x-http-method-override")?.toUpperCase() ?? "";
  return /^(DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/.test(said) ? said : request.method;
}

export function arrivalOf(
  call: StageCall,
  request: SandboxRequest,
  { api, stage, deployment, onCanary }: Deployed,
  requestId: string,
  context: Context,
): Arrival {
  const { snapshot } = deployment;
  const now = context.now();
  const host = `${api.id}.execute-api.${context.region}.amazonaws.com`;
  const edge = api.endpointConfiguration.types?.includes("EDGE") ?? false;
  const sent = receivedHeaders(request.multiValueHeaders ?? multi(request.headers));
  const from = callersPlace(header(request.headers, CALLER_HEADER));
  const { ip, vpce, vpc } = typeof from === "string" ? { ip: "127.0.0.1" } : from;
  const traceId = traceIdOf(headerValue(sent, TRACE_ID_HEADER), now);
  const headers: Multi = {
    ...sent,
    ...(edge ? edgeRequestHeaders() : {}),
    Host: [host],
    [TRACE_ID_HEADER]: [traceId],
    "X-Forwarded-For": [ip],
    "X-Forwarded-Port": ["443"],
    "X-Forwarded-Proto": ["https"],
  };
  const query = multi(request.query);
  const overrides = onCanary ? stage.canarySettings?.stageVariableOverrides : undefined;
  const stageVariables = { ...stage.variables, ...overrides };
  const verb = verbOf(request);
  // By public reports a stage's own URL needs its last slash.
  const routed = call.path === "" ? undefined : route(snapshot.resources, verb, call.path);
  const resourcePath = routed ? pathOf(snapshot.resources, routed.resource) : call.path;
  const gatewayContext = newContext({
    apiId: api.id,
    accountId: context.accountId,
    stage: stage.stageName,
    method: verb,
    path: `/${stage.stageName}${call.path}`,
    resourceId: routed?.resource.id ?? "",
    resourcePath,
    deploymentId: deployment.id,
    domainName: host,
    domainPrefix: api.id,
    sourceIp: ip,
    identity: {
      ...(vpce === undefined ? {} : { vpceId: vpce }),
      ...(vpc === undefined ? {} : { vpcId: vpc }),
    },
    userAgent: headerValue(headers, "user-agent") ?? null,
    traceId,
    requestId,
    now,
    canary: stage.canarySettings && onCanary,
  });
  const arrived = { context: gatewayContext, stageVariables, query, headers };
  const invocationOf = ({ resource, method, path, encodedPath }: Routed): Invocation => {
    // Documented for APIs that compress at all.
    const unpacked =
      api.minimumCompressionSize === undefined
        ? { headers, body: request.body }
        : decompressed(headers, request.body);
    return {
      api,
      snapshot,
      stage: stage.stageName,
      stageVariables,
      deploymentId: deployment.id,
      resource,
      resourcePath,
      method,
      request: {
        method: verb,
        // Recorded: a slash too many stands in the context only.
        rawPath: call.path.replace(/^\/+/, "/"),
        path,
        encodedPath,
        query,
        ...unpacked,
      },
      region: context.region,
      accountId: context.accountId,
      partition: context.partition,
      requestId,
      roleFault: (arn) => roleFault(context, arn),
      context: gatewayContext,
      log: (line) => context.log?.(`(${requestId}) ${line}`),
      functions: functionRunner(context),
      services: context.services,
      stub: header(request.headers, STUB_HEADER),
    };
  };
  if (typeof from === "string")
    return {
      ...arrived,
      invocation: new GatewayFault("BAD_REQUEST_PARAMETERS", "BadRequestException", from),
    };
  try {
    return { ...arrived, invocation: routed ? invocationOf(routed) : missingToken() };
  } catch (error) {
    if (error instanceof GatewayFault) return { ...arrived, invocation: error };
    throw error;
  }
}

function multi(values: SandboxRequest["query"]): Multi {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? [""] : [value].flat()]),
  );
}
