import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { stageCallOf } from "./invoke/stage-call.ts";
import { ConnectionResetError, type Sandbox, SandboxStateError } from "./sandbox.ts";
import { bytes, type SandboxRequest, type SandboxResponse } from "./wire/request.ts";
import { writePlainError } from "./wire/rest-json.ts";
import { ServiceError } from "./wire/service-error.ts";

const LOOPBACK = "127.0.0.1";
/** API Gateway's own bound on a payload, and more than any configuration call needs. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** Serves a sandbox on loopback and nowhere else; port 0 takes any free one. */
export function serveSandbox(sandbox: Sandbox, options: { port: number }): Promise<Served> {
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // The socket, not the message: one that was read to its end does not close its connection.
    respond(sandbox, incoming, outgoing).catch(() => incoming.socket.destroy());
  };
  const server = createServer(listener);
  // Whatever a caller expects is a header like others: none of them ends a call.
  server.on("checkExpectation", listener);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, LOOPBACK, () => {
      server.off("error", reject);
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://${LOOPBACK}:${port}`, close: () => closeServer(server) });
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

async function respond(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const refusal = refusalOf(incoming);
  if (refusal) return send(outgoing, refusal);
  const body = await bodyOf(incoming);
  if (!body) {
    send(outgoing, isStageCall(incoming) ? tooLargeForStage() : tooLarge());
    // What is left of the body is not wanted, and a client may wait to send it.
    outgoing.once("finish", () => incoming.destroy());
    return;
  }
  send(outgoing, await handled(sandbox, requestOf(incoming, body)));
}

async function handled(sandbox: Sandbox, request: SandboxRequest): Promise<SandboxResponse> {
  try {
    return await sandbox.handle(request);
  } catch (error) {
    if (error instanceof ConnectionResetError) throw error;
    if (error instanceof SandboxStateError) return problem(500, "SandboxStateError", error.message);
    return problem(500, "InternalFailure", error instanceof Error ? error.message : String(error));
  }
}

const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A page in a browser must not reach the sandbox: neither by a name that resolves to loopback (DNS rebinding, seen by
 * its Host), nor across origins on the control plane. A deployed stage answers other origins as it is configured.
 */
function refusalOf(incoming: IncomingMessage): SandboxResponse | undefined {
  const host = incoming.headers.host ?? "";
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (!LOCAL_NAMES.has(name) && !name.endsWith(".localhost")) {
    return problem(
      403,
      "AccessDeniedException",
      `The sandbox answers to localhost only, not to ${host || "no host"}.`,
    );
  }
  if (incoming.headers.origin !== undefined && !isStageCall(incoming)) {
    return problem(
      403,
      "AccessDeniedException",
      "The sandbox's control plane takes no calls from web pages.",
    );
  }
  return undefined;
}

const isStageCall = ({ url = "", headers }: IncomingMessage) =>
  stageCallOf(url.split("?")[0]!, headers.host) !== undefined;

const tooLarge = () =>
  problem(413, "RequestEntityTooLargeException", "The sandbox takes requests of up to 10 MB.");

/** In plain text: two live reports, one of which words it otherwise. */
const tooLargeForStage = (): SandboxResponse => ({
  status: 413,
  headers: { "content-type": "text/plain" },
  body: bytes(`HTTP content length exceeded ${MAX_BODY_BYTES} bytes.`),
});

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function requestOf(incoming: IncomingMessage, body: Uint8Array): SandboxRequest {
  const url = incoming.url ?? "/";
  const mark = url.indexOf("?");
  // Without prototypes: names come from the caller, `__proto__` among them.
  const query: Record<string, string | string[]> = Object.create(null);
  const sent = mark < 0 ? "" : url.slice(mark + 1);
  // Documented: a stage splits queries at semicolons too.
  for (const [key, value] of new URLSearchParams(isStageCall(incoming) ? sent.replaceAll(";", "&") : sent)) {
    const known = Object.hasOwn(query, key) ? query[key] : undefined;
    query[key] = known === undefined ? value : [known, value].flat();
  }
  const multi: Record<string, string[]> = Object.create(null);
  const spelled = new Map<string, string>();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const header = incoming.rawHeaders[index]!;
    const name = spelled.get(header.toLowerCase()) ?? header;
    spelled.set(header.toLowerCase(), name);
    multi[name] = [...(multi[name] ?? []), incoming.rawHeaders[index + 1]!];
  }
  const headers = Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.join(",")]));
  return {
    method: incoming.method ?? "GET",
    path: mark < 0 ? url : url.slice(0, mark),
    query,
    headers,
    multiValueHeaders: multi,
    body,
  };
}

const problem = (status: number, name: string, message: string): SandboxResponse =>
  writePlainError(new ServiceError(name, status, message));

function send(outgoing: ServerResponse, response: SandboxResponse): void {
  const { stream } = response;
  // 204 has no body, and may not tell the length of one; of what is streamed it is not known.
  const length = stream || response.status === 204 ? {} : { "content-length": String(response.body.length) };
  try {
    const headers = sendable(response.multiValueHeaders ?? response.headers);
    outgoing.writeHead(response.status, { ...headers, ...length });
  } catch (error) {
    stream?.destroy();
    // What cannot be said in HTTP is no reason to break the connection off.
    send(
      outgoing,
      problem(502, "InternalServerErrorException", `The reply is no valid HTTP: ${String(error)}`),
    );
    return;
  }
  if (stream) void sendPieces(outgoing, stream);
  else outgoing.end(response.body);
}

/** Each piece as it comes. What breaks off is cut, so that the caller does not take it for whole. */
async function sendPieces(outgoing: ServerResponse, stream: Readable): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    gone.abort();
    stream.destroy();
  });
  outgoing.flushHeaders();
  try {
    for await (const piece of stream)
      if (!outgoing.write(piece)) await once(outgoing, "drain", { signal: gone.signal });
    outgoing.end();
  } catch {
    outgoing.socket?.destroySoon();
  }
}

/** Without what Node sets, or refuses, of its own accord. */
const sendable = (headers: Readonly<Record<string, string | string[]>>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(trailer|transfer-encoding|content-length)$/i.test(name)),
  );
