import { type IncomingMessage, request as plain, type RequestOptions } from "node:http";
import { request as secure } from "node:https";
import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { checkServerIdentity, type PeerCertificate, type TLSSocket } from "node:tls";
import { DEFAULT_TIMEOUT_MS } from "../../gateway/document/method.ts";
import { ownHeaders, proxyHeaders } from "./backend-headers.ts";
import { bytesOf, firstAccepted, isBinary } from "./content.ts";
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
import { endpointLog } from "./log-lines.ts";
import { LARGEST_REPLY, requireSize } from "./reply-rules.ts";
import {
  integrationRequest,
  type MappedRequest,
  proxyRequest,
  withStageVariables,
} from "./request-mapping.ts";
import { type BackendResponse, mapResponse } from "./response-mapping.ts";
import { streams } from "./streaming.ts";

/** HTTP and HTTP_PROXY integrations, for real: the call goes wherever the URL points. */
export async function callHttp(invocation: Invocation): Promise<MethodResult> {
  const integration = invocation.method.methodIntegration!;
  const proxy = integration.type === "HTTP_PROXY";
  const mapped = proxy ? proxyRequest(invocation) : integrationRequest(invocation);
  const body = bytesOf(mapped.body);
  const url = endpoint(invocation, mapped);
  const headers = proxy ? proxyHeaders(invocation, mapped) : ownHeaders(invocation, mapped);
  const verb =
    integration.httpMethod === "ANY" ? invocation.request.method : (integration.httpMethod ?? "GET");
  const log = endpointLog(invocation.log);
  log.request(url.href, headers, body);
  const backend = await exchange(url, verb, headers, body, invocation);
  log.response(backend);
  if (!proxy) return mapResponse(invocation, backend, String(backend.status));
  const headersBack = answeredHeaders("HTTP_PROXY", backend.headers);
  const { status, stream } = backend;
  const answered = { status, headers: headersBack, body: proxiedBody(invocation, backend) };
  return stream ? { ...answered, stream } : answered;
}

/** Unverified: that a proxy hands bytes on as they are where either side has a binary type, and text elsewhere. */
function proxiedBody({ request, snapshot }: Invocation, { headers, body }: BackendResponse): Uint8Array {
  const types = [headerValue(headers, "content-type"), firstAccepted(headerValue(request.headers, "accept"))];
  if (types.some((type) => isBinary(snapshot.binaryMediaTypes, type))) return body;
  return new Uint8Array(Buffer.from(Buffer.from(body).toString("utf8")));
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
  // As Java reads an URL: a path parameter that nobody mapped still stands there in braces.
  const illegal = filled.search(/[{}\s"<>\\^`|]/);
  if (illegal >= 0) {
    const part = filled.slice(0, illegal).includes("?") ? "query" : "path";
    throw configurationFault(invocation, `Illegal character in ${part} at index ${illegal}: ${filled}`);
  }
  let url: URL;
  try {
    url = new URL(filled);
  } catch {
    throw configurationFault(invocation, "Invalid endpoint address");
  }
  // Recorded: what a proxy maps stands beside what the caller sent under the same name.
  const queries =
    integration.type === "HTTP_PROXY" ? [invocation.request.query, mapped.query] : [mapped.query];
  for (const [name, values] of queries.flatMap((query) => Object.entries(query)))
    for (const value of values) url.searchParams.append(name, value);
  return url;
}

function exchange(
  url: URL,
  method: string,
  headers: Multi,
  body: Uint8Array,
  invocation: Invocation,
): Promise<BackendResponse & { readonly stream?: Readable }> {
  const integration = invocation.method.methodIntegration!;
  const { timeoutInMillis, tlsConfig } = integration;
  const options: RequestOptions & { rejectUnauthorized?: boolean } = {
    method,
    headers: { ...announced(headers), "content-length": String(body.length) },
    ...(tlsConfig?.insecureSkipVerification ? { rejectUnauthorized: false } : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string, fault: GatewayFault) => {
      invocation.log(`Execution failed due to ${reason}`);
      reject(fault);
    };
    const started = url.protocol === "https:" ? secure(url, options) : plain(url, options);
    if (tlsConfig?.insecureSkipVerification) started.once("socket", checkName(url));
    started.once("socket", renameTrailer);
    started.on("response", (incoming) => {
      const head = { status: incoming.statusCode ?? 502, headers: multi(incoming) };
      if (streams(integration)) {
        // What cuts it is told where it is read.
        incoming.on("error", () => undefined);
        return resolve({ ...head, body: new Uint8Array(), stream: incoming });
      }
      collect(incoming, invocation).then(
        (body) => resolve({ ...head, body }),
        (error: unknown) =>
          error instanceof GatewayFault ? reject(error) : fail(NETWORK_ERROR, networkFault()),
      );
    });
    // Of the whole exchange, however the answer trickles in.
    const timer = setTimeout(() => {
      reject(timeoutFault(invocation));
      started.destroy();
    }, timeoutInMillis ?? DEFAULT_TIMEOUT_MS);
    started.on("close", () => clearTimeout(timer));
    started.on("error", (error: NodeJS.ErrnoException) => {
      const reason = misconfiguration(error, url, invocation);
      if (reason !== undefined) reject(configurationFault(invocation, reason));
      else if (error.code?.startsWith("HPE_")) reject(malformedReply(invocation));
      else fail(NETWORK_ERROR, networkFault());
    });
    started.end(body);
  });
}

/** Documented: the host's name is still checked where it does not matter who signed the certificate. */
const checkName = (url: URL) => (socket: Socket) =>
  socket.once("secureConnect", () => {
    const fault = checkServerIdentity(url.hostname, (socket as TLSSocket).getPeerCertificate());
    if (fault) socket.destroy(fault);
  });

const PLACEHOLDER = "X-Apigw-Sandbox-Trailer";

/** Node refuses to announce trailers that it does not send; API Gateway hands a mapped header on. */
const announced = (headers: Readonly<Multi>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [
      /^trailer$/i.test(name) ? PLACEHOLDER : name,
      values.length === 1 ? values[0]! : values,
    ]),
  );

/** Gives the header its name back on the way out: the head is the first that is written. */
function renameTrailer(socket: Socket): void {
  const write = socket.write;
  socket.write = ((chunk: unknown, ...rest: unknown[]) => {
    socket.write = write;
    const text = typeof chunk === "string" ? chunk.replace(`\r\n${PLACEHOLDER}:`, "\r\nTrailer:") : chunk;
    return (write as (...given: unknown[]) => boolean).call(socket, text, ...rest);
  }) as Socket["write"];
}

const networkFault = () =>
  new GatewayFault(
    "INTEGRATION_FAILURE",
    "InternalServerErrorException",
    "Network error communicating with endpoint",
  );

const NETWORK_ERROR = "a network error communicating with endpoint";

/**
 * What lies with the endpoint's name or certificate counts as a fault of the configuration, in Java's words. What else
 * fails on the way through a VPC link does too (documented), and is not told apart.
 */
function misconfiguration(
  { code = "", cert }: NodeJS.ErrnoException & { readonly cert?: PeerCertificate },
  { hostname }: URL,
  { method }: Invocation,
): string | undefined {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `Host name '${hostname}' does not match the certificate subject provided by the peer (CN=${cert?.subject.CN ?? ""})`;
  if (/SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_(UNTRUSTED|HAS_EXPIRED|SIGNATURE)/.test(code))
    return "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target";
  if (method.methodIntegration?.connectionType === "VPC_LINK" && !code.startsWith("HPE_"))
    return "There was an internal error while executing your request";
  return code === "ENOTFOUND" || code === "EAI_AGAIN" ? "Invalid endpoint address" : undefined;
}

/** The whole answer of what is not streamed. */
async function collect(incoming: IncomingMessage, invocation: Invocation): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is more is not kept: the reply is refused by its length.
    if (size <= LARGEST_REPLY) chunks.push(chunk);
  }
  requireSize(invocation, size);
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
