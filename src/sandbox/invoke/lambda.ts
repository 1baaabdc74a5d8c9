import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import { isLetIn } from "../../gateway/policy/invocation-verdict.ts";
import { invokedFunction, parseIntegrationArn } from "../../gateway/rules/integration-uri.ts";
import { parseFunctionReference } from "../../gateway/rules/permission.ts";
import { bytesOf, firstAccepted, isBinary } from "./content.ts";
import type { FunctionOutcome } from "./functions/runner.ts";
import { answeredHeaders } from "./header-rules.ts";
import {
  configurationFault,
  GatewayFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
  malformedReply,
  timeoutFault,
} from "./invocation.ts";
import { proxyEvent } from "./lambda-event.ts";
import { integrationRequest, proxyRequest, withStageVariables } from "./request-mapping.ts";
import { mapResponse } from "./response-mapping.ts";
import { cookieHeaders, cutAfter, type StreamedHead, streamedParts, streams } from "./streaming.ts";

/** The function that an integration names, with its stage variables filled in; nothing where it is no Lambda integration. */
export function functionOf(invocation: Invocation): string | undefined {
  const uri = withStageVariables(invocation.method.methodIntegration?.uri ?? "", invocation.stageVariables);
  const arn = parseIntegrationArn(uri);
  const invoked = typeof arn === "string" ? undefined : invokedFunction(arn)?.function;
  if (typeof arn === "string" || invoked === undefined) return undefined;
  const { region } = parseFunctionReference(invoked);
  if (region !== undefined && region !== arn.region) {
    const reason = `Functions from '${region}' are not reachable in this region ('${arn.region}')`;
    throw configurationFault(invocation, reason);
  }
  return invoked;
}

/** AWS and AWS_PROXY integrations with a Lambda function. */
export async function callLambda(invocation: Invocation, functionArn: string): Promise<MethodResult> {
  const integration = invocation.method.methodIntegration!;
  // Accepted when it was put, and wrong when it is called: Lambda's Invoke is a POST.
  if (integration.httpMethod !== "POST") {
    lambdaRefused(invocation, 403);
    throw configurationFault(invocation, "Unable to determine service/operation name to be authorized");
  }
  const fault = integration.credentials && invocation.roleFault(integration.credentials);
  if (fault) throw configurationFault(invocation, fault);
  return integration.type === "AWS_PROXY"
    ? callProxy(invocation, functionArn)
    : callPlain(invocation, functionArn);
}

async function call(
  invocation: Invocation,
  arn: string,
  event: unknown,
  asynchronous: boolean,
): Promise<FunctionOutcome> {
  const { log, region, partition, accountId, api, stage, request, resourcePath, method } = invocation;
  const way = streams(method.methodIntegration)
    ? ["2021-11-15", "response-streaming-invocations"]
    : ["2015-03-31", "invocations"];
  const url = `https://lambda.${region}.amazonaws.com/${way[0]}/functions/${arn}/${way[1]}`;
  log(`Endpoint request URI: ${url}`);
  log(`Endpoint request headers: ${lambdaHeaders(invocation)}`);
  log(`Endpoint request body after transformations: ${JSON.stringify(event)}`);
  log(`Sending request to ${url}`);
  const started = performance.now();
  const answer = invocation.functions.call({
    arn,
    event,
    asynchronous,
    letIn: method.methodIntegration?.credentials
      ? undefined
      : (policy, functionArn) =>
          isLetIn(
            policy,
            functionArn,
            { restApiId: api.id, path: resourcePath, httpMethod: method.httpMethod, verb: request.method },
            { partition, region, account: accountId },
            stage,
          ),
  });
  const outcome = await inTime(invocation, answer, started);
  if (outcome.kind === "refused") {
    if (outcome.status !== undefined) lambdaRefused(invocation, outcome.status);
    throw configurationFault(invocation, outcome.reason);
  }
  log(`Received response. Status: 200, Integration latency: ${Math.round(performance.now() - started)} ms`);
  if (outcome.kind === "stream" && !streams(method.methodIntegration)) outcome.stream.resume();
  // A stream's content is not told.
  const shown = outcome.kind === "error" ? outcome.error : outcome.kind === "stream" ? "" : outcome.value;
  log(`Endpoint response body before transformations: ${JSON.stringify(shown) ?? ""}`);
  return outcome;
}

/** Reported from real logs; how the line behind it begins is unverified. */
const lambdaRefused = ({ log, requestId }: Invocation, status: number): void =>
  log(`Lambda invocation failed with status: ${status}. Lambda request id: ${requestId}`);

/** The function runs on, its answer comes too late. */
async function inTime<T>(invocation: Invocation, answer: Promise<T>, started: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timeoutFault(invocation)), timeLeft(invocation, started));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const timeLeft = ({ method }: Invocation, started: number): number =>
  started + (method.methodIntegration?.timeoutInMillis ?? DEFAULT_TIMEOUT_MS) - performance.now();

/** Recorded in this form; the signature is made up, as nothing is signed here. */
function lambdaHeaders({ requestId, api, context }: Invocation): string {
  const now = new Date(Number(context.requestTimeEpoch));
  const date = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const hidden = `${"*".repeat(64)}${requestId.slice(-6)}`;
  return `{x-amzn-lambda-integration-tag=${requestId}, Authorization=${hidden}, X-Amz-Date=${date}, x-amzn-apigateway-api-id=${api.id}, Accept=application/json, User-Agent=AmazonAPIGateway_${api.id}, X-Amz-Security-Token= [TRUNCATED]}`;
}

async function callPlain(invocation: Invocation, arn: string): Promise<MethodResult> {
  const mapped = integrationRequest(invocation);
  const text = Buffer.from(bytesOf(mapped.body)).toString("utf8");
  let event: unknown;
  try {
    event = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    // Lambda itself refuses it; API Gateway sees an answer like any other.
    const message = "Could not parse request body into json";
    return mapResponse(invocation, jsonBackend(400, { Type: "User", message }), message);
  }
  const asynchronous = headerValue(mapped.headers, "X-Amz-Invocation-Type") === "Event";
  const outcome = await call(invocation, arn, event, asynchronous);
  if (asynchronous) return mapResponse(invocation, { status: 202, headers: {}, body: new Uint8Array() }, "");
  if (outcome.kind === "error") {
    return mapResponse(invocation, jsonBackend(200, outcome.error), String(outcome.error.errorMessage ?? ""));
  }
  // What a function returns is never looked at for selection, only what it failed with: on success that is "".
  return mapResponse(invocation, jsonBackend(200, outcome.kind === "result" ? outcome.value : null), "");
}

const jsonBackend = (status: number, value: unknown) => ({
  status,
  headers: { "Content-Type": ["application/json"] },
  body: new Uint8Array(Buffer.from(JSON.stringify(value ?? null))),
});

async function callProxy(invocation: Invocation, arn: string): Promise<MethodResult> {
  // The mapped headers are sent nowhere, but an illegal one ends the call here too.
  proxyRequest(invocation);
  const started = performance.now();
  const outcome = await call(invocation, arn, proxyEvent(invocation), false);
  if (outcome.kind === "error") throw functionFailed(invocation, String(outcome.error.errorMessage ?? ""));
  if (streams(invocation.method.methodIntegration)) return streamedResult(invocation, outcome, started);
  const answer = outcome.kind === "result" ? outcome.value : undefined;
  if (Buffer.byteLength(JSON.stringify(answer) ?? "") > LARGEST_FUNCTION_REPLY) {
    const words = `Response payload size exceeded maximum allowed payload size (${LARGEST_FUNCTION_REPLY} bytes).`;
    throw functionFailed(invocation, words);
  }
  if (!isProxyAnswer(answer)) throw malformedReply(invocation);
  const headers = mergedHeaders(answer);
  if (headerValue(headers, "content-type") === undefined) headers["Content-Type"] = ["application/json"];
  const status = Number(answer.statusCode ?? 200);
  return { status, headers: answeredHeaders("AWS_PROXY", headers), body: bodyOf(invocation, answer) };
}

/** What a function that does not stream answers is a stream too: its JSON, without a payload. */
async function streamedResult(
  invocation: Invocation,
  outcome: FunctionOutcome,
  started: number,
): Promise<MethodResult> {
  const parts =
    outcome.kind === "stream" ? await inTime(invocation, streamedParts(outcome.stream), started) : undefined;
  if (!parts || !(isProxyAnswer(headOf(parts.head)) || Object.keys(parts.head).length === 0)) {
    parts?.payload.destroy();
    throw malformedReply(invocation);
  }
  const headers = { ...mergedHeaders(headOf(parts.head)), ...cookieHeaders(parts.head) };
  if (headerValue(headers, "content-type") === undefined) headers["Content-Type"] = ["application/json"];
  const status = Number(parts.head.statusCode ?? 200);
  const stream = cutAfter(parts.payload, timeLeft(invocation, started), () => timeoutFault(invocation));
  return { status, headers: answeredHeaders("AWS_PROXY", headers), body: new Uint8Array(), stream };
}

const headOf = ({ cookies: _cookies, ...head }: StreamedHead): ProxyAnswer => head;

/**
 * Both maps are sent. What stands in both comes once under the spelling of `multiValueHeaders`, whose values go first.
 * That a value of both is sent once is documented.
 */
function mergedHeaders(answer: ProxyAnswer): Multi {
  const merged = new Map<string, [string, string[]]>();
  for (const [name, values] of Object.entries(answer.multiValueHeaders ?? {}))
    merged.set(name.toLowerCase(), [name, (values ?? []).map(String)]);
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    const known = merged.get(name.toLowerCase());
    if (known === undefined) merged.set(name.toLowerCase(), [name, [String(value)]]);
    else if (!known[1].includes(String(value))) known[1].push(String(value));
  }
  return Object.fromEntries(merged.values());
}

const LARGEST_FUNCTION_REPLY = 6_291_556;

function functionFailed({ log, requestId }: Invocation, message: string): GatewayFault {
  log(
    `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: ${requestId}`,
  );
  return new GatewayFault("DEFAULT_5XX", "InternalServerErrorException", "Internal server error", 502);
}

interface ProxyAnswer {
  statusCode?: number | string;
  headers?: Record<string, unknown> | null;
  multiValueHeaders?: Record<string, unknown[] | null> | null;
  body?: string | number | boolean | null;
  isBase64Encoded?: boolean;
}

const MEMBERS = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Whether a member is absent or has the type it may have. */
const absentOr = (value: unknown, fits: (value: unknown) => boolean) =>
  value === undefined || value === null || fits(value);

/**
 * A proxy's answer is an object with some of the members it may have and nothing else, each of its type.
 * Unverified: that a number is no header's value.
 */
function isProxyAnswer(value: unknown): value is ProxyAnswer {
  const names = isMap(value) ? Object.keys(value) : [];
  if (!isMap(value) || names.length === 0 || !names.every((name) => MEMBERS.has(name))) return false;
  const isText = (item: unknown) => typeof item === "string" || typeof item === "boolean";
  return (
    absentOr(value.statusCode, (status) => Number.isInteger(Number(status)) && typeof status !== "object") &&
    absentOr(value.body, (body) => typeof body !== "object") &&
    absentOr(value.headers, (headers) => isMap(headers) && Object.values(headers).every(isText)) &&
    absentOr(
      value.multiValueHeaders,
      (all) => isMap(all) && Object.values(all).every((values) => absentOr(values, Array.isArray)),
    )
  );
}

/** Base64 is undone where the caller accepts one of the API's binary types. */
function bodyOf({ request, snapshot }: Invocation, answer: ProxyAnswer): Uint8Array {
  const text = String(answer.body ?? "");
  const accepted = firstAccepted(headerValue(request.headers, "accept"));
  const decode = answer.isBase64Encoded === true && isBinary(snapshot.binaryMediaTypes, accepted);
  return new Uint8Array(Buffer.from(text, decode ? "base64" : "utf8"));
}
