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
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
};

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await read(incoming);
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const [, kind = "", ...rest] = url.pathname.split("/");
  const echoed = {
    args: Object.fromEntries(url.searchParams),
    data: body,
    headers: incoming.headers,
    method: incoming.method,
    origin: "127.0.0.1",
    path: `/${rest.join("/")}`,
  };
  if (kind === "httpbin") json(outgoing, 200, { ...echoed, form: {}, json: parsed(body), url: incoming.url });
  else if (kind === "url-echo-body") outgoing.writeHead(200, { "content-type": "text/plain" }).end(body);
  else if (kind === "status-code-from-url-path") {
    const status = Number(url.pathname.split("/").at(-1)) || 200;
    json(outgoing, status, { status_code: status, message: "" });
  } else json(outgoing, 200, { ...echoed, domain: "localhost" });
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
