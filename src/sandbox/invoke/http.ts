import { type IncomingMessage, request as plain, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import {
  configurationFault,
  GatewayFault,
  headerValue,
  type Invocation,
  type MethodResult,
  type Multi,
  TRACE_ID_HEADER,
} from "./invocation.ts";
import {
  applyRequestOverrides,
  type MappedRequest,
  mapRequest,
  requestBody,
  withStageVariables,
} from "./request-mapping.ts";
import { type BackendResponse, mapResponse } from "./response-mapping.ts";
import { HOP_BY_HOP } from "./stage-headers.ts";

/** The header that tells a backend which API calls it. */
const API_ID_HEADER = "x-amzn-apigateway-api-id";

/** HTTP and HTTP_PROXY integrations, for real: the call goes wherever the URL points. */
export async function callHttp(invocation: Invocation): Promise<MethodResult> {
  const integration = invocation.method.methodIntegration!;
  const proxy = integration.type === "HTTP_PROXY";
  const mapped = mapRequest(invocation);
  const { body } = proxy ? { body: invocation.request.body } : requestBody(invocation);
  applyRequestOverrides(mapped, invocation.context);
  const url = endpoint(invocation, mapped);
  const headers = proxy ? proxyHeaders(invocation, mapped) : ownHeaders(invocation, mapped);
  const verb =
    integration.httpMethod === "ANY" ? invocation.request.method : (integration.httpMethod ?? "GET");
  const { log } = invocation;
  log(`Endpoint request URI: ${url.href}`);
  log(`Endpoint request headers: ${mapText(headers)}`);
  log(`Endpoint request body after transformations: ${Buffer.from(body).toString("utf8")}`);
  log(`Sending request to ${url.href}`);
  const started = performance.now();
  const backend = await exchange(url, verb, headers, body, invocation);
  const latency = Math.round(performance.now() - started);
  log(`Received response. Status: ${backend.status}, Integration latency: ${latency} ms`);
  log(`Endpoint response headers: ${mapText(backend.headers)}`);
  log(`Endpoint response body before transformations: ${Buffer.from(backend.body).toString("utf8")}`);
  if (!proxy) return mapResponse(invocation, backend, String(backend.status));
  return { status: backend.status, headers: remapped(backend.headers), body: backend.body };
}

/** Multi-valued names as the log prints them: `{a=b, c=d}`. */
export function mapText(values: Readonly<Multi>): string {
  const entries = Object.entries(values).map(([name, list]) => `${name}=${list.join(",")}`);
  return `{${entries.join(", ")}}`;
}

function endpoint(invocation: Invocation, mapped: MappedRequest): URL {
  const integration = invocation.method.methodIntegration!;
  const filled = withStageVariables(integration.uri ?? "", invocation.stageVariables).replace(
    /\{([^{}]+)\}/g,
    (whole, name: string) =>
      Object.hasOwn(mapped.path, name)
        ? mapped.path[name]!.split("/").map(encodeURIComponent).join("/")
        : whole,
  );
  let url: URL;
  try {
    url = new URL(filled);
  } catch {
    throw configurationFault(invocation, "Invalid endpoint address");
  }
  const query =
    integration.type === "HTTP_PROXY" ? { ...invocation.request.query, ...mapped.query } : mapped.query;
  for (const [name, values] of Object.entries(query))
    for (const value of values) url.searchParams.append(name, value);
  return url;
}

/** A proxy hands on what it was sent, but for what belongs to one connection only. */
function proxyHeaders({ request, api }: Invocation, mapped: MappedRequest): Multi {
  const headers: Multi = {};
  for (const [name, values] of Object.entries(request.headers))
    if (!HOP_BY_HOP.test(name)) headers[name] = values;
  return { ...headers, [API_ID_HEADER]: [api.id], ...mapped.headers };
}

/** Without proxy the backend gets the mapped headers and API Gateway's own, none of the caller's. */
function ownHeaders({ request, api, context }: Invocation, mapped: MappedRequest): Multi {
  return {
    Accept: ["application/json"],
    "User-Agent": [`AmazonAPIGateway_${api.id}`],
    "Content-Type": [headerValue(request.headers, "content-type") ?? "application/json"],
    [TRACE_ID_HEADER]: [String(context.xrayTraceId)],
    [API_ID_HEADER]: [api.id],
    ...mapped.headers,
  };
}

/** Headers that API Gateway keeps for itself come back under another name. */
function remapped(headers: Readonly<Multi>): Multi {
  const out: Multi = {};
  for (const [name, values] of Object.entries(headers)) {
    if (/^(transfer-encoding|keep-alive)$/i.test(name)) continue;
    const reserved = /^(connection|content-length|date|server)$/i.test(name);
    out[reserved ? `x-amzn-Remapped-${name}` : name] = values;
  }
  return out;
}

function exchange(
  url: URL,
  method: string,
  headers: Multi,
  body: Uint8Array,
  invocation: Invocation,
): Promise<BackendResponse> {
  const { timeoutInMillis, tlsConfig } = invocation.method.methodIntegration!;
  const options: RequestOptions & { rejectUnauthorized?: boolean } = {
    method,
    headers: { ...headers, "content-length": String(body.length) },
    timeout: timeoutInMillis ?? DEFAULT_TIMEOUT_MS,
    ...(tlsConfig?.insecureSkipVerification ? { rejectUnauthorized: false } : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string, fault: GatewayFault) => {
      invocation.log(`Execution failed due to ${reason}`);
      reject(fault);
    };
    const started = url.protocol === "https:" ? secure(url, options) : plain(url, options);
    started.on("response", (incoming) => {
      collect(incoming).then(
        (answer) => resolve({ status: incoming.statusCode ?? 502, headers: multi(incoming), body: answer }),
        () => fail("an internal error", networkFault()),
      );
    });
    started.on("timeout", () => {
      fail(
        "a timeout error",
        new GatewayFault("INTEGRATION_TIMEOUT", "InternalServerErrorException", "Endpoint request timed out"),
      );
      started.destroy();
    });
    started.on("error", (error) => fail(`configuration error: ${reasonOf(error)}`, networkFault()));
    started.end(body);
  });
}

const networkFault = () =>
  new GatewayFault(
    "INTEGRATION_FAILURE",
    "InternalServerErrorException",
    "Network error communicating with endpoint",
  );

const reasonOf = (error: NodeJS.ErrnoException) =>
  error.code === "ENOTFOUND" ? "Invalid endpoint address" : error.message || String(error.code);

async function collect(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

function multi(incoming: IncomingMessage): Multi {
  const headers: Multi = {};
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index]!;
    headers[name] = [...(headers[name] ?? []), incoming.rawHeaders[index + 1]!];
  }
  return headers;
}
