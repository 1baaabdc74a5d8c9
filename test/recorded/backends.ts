import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands behind HTTP integrations in the recordings, on loopback. */
export interface Backends {
  /** Points an URL of the recording at the server here. */
  reroute(text: string): string;
  /** The recording's URLs again, in an answer. */
  restore<T>(answer: T): T;
  /** The URL at which a function with this behaviour answers. */
  urlOf(handler: string): string;
  close(): Promise<void>;
}

const read = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const json = (outgoing: ServerResponse, status: number, value: unknown) => {
  const text = JSON.stringify(value);
  const length = Buffer.byteLength(text);
  outgoing.writeHead(status, { "content-type": "application/json", "content-length": length }).end(text);
};

/** Several values of a name with commas between them, as a function's URL tells them. */
function joined(parameters: URLSearchParams): Record<string, string> {
  const names = new Set(parameters.keys());
  return Object.fromEntries([...names].map((name) => [name, parameters.getAll(name).join(",")]));
}

/** `Content-Md5`: as httpbin spells names. */
const titled = (headers: IncomingMessage["headers"]) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
      value,
    ]),
  );

/** The headers that the front of a function's URL adds, and its connection's. */
const plain = (headers: IncomingMessage["headers"]) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(x-amzn|x-forwarded|connection$)/.test(name)),
  );

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await read(incoming);
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const [, kind = "", ...rest] = url.pathname.split("/");
  const echoed = {
    args: joined(url.searchParams),
    data: body,
    headers: incoming.headers,
    method: incoming.method,
    origin: "127.0.0.1",
    path: `/${rest.join("/")}`,
  };
  if (kind === "httpbin") {
    outgoing.setHeader("server", "gunicorn/19.9.0");
    outgoing.setHeader("access-control-allow-origin", "*");
    outgoing.setHeader("access-control-allow-credentials", "true");
    const headers = titled(incoming.headers);
    json(outgoing, 200, { ...echoed, headers, form: {}, json: parsed(body), url: incoming.url });
    return;
  }
  outgoing.setHeader("x-amzn-requestid", randomUUID());
  outgoing.setHeader("x-amzn-trace-id", "Root=1-67373f8c-0b7a6e6d4a4e4b3a2f1d0c9b");
  if (kind === "url-echo-body") outgoing.writeHead(200, { "content-type": "text/plain" }).end(body);
  else if (kind === "status-code-from-url-path") {
    const status = Number(url.pathname.split("/").at(-1)) || 200;
    json(outgoing, status, { status_code: status, message: "" });
  } else if (kind === "url-echo-request-without-forwarding-headers")
    json(outgoing, 200, { ...echoed, headers: plain(incoming.headers), domain: incoming.headers.host });
  else json(outgoing, 200, { ...echoed, domain: "localhost" });
}

export async function startBackends(): Promise<Backends> {
  const server: Server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    reroute: (text) => text.replace(/^https?:\/\/httpbin\.org/, `${base}/httpbin`),
    restore: (value) => JSON.parse(JSON.stringify(value).replaceAll(`${base}/httpbin`, "http://httpbin.org")),
    urlOf: (handler) => `${base}/${handler}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
