import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a backend is to answer; `type` and bytes. */
export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
}

/** A backend on loopback that keeps what arrived, and answers as it is told. */
export function echoBackend() {
  let last: Arrived | undefined;
  let reply: Reply = {};
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers } = incoming;
      last = { method, url, headers, body: Buffer.concat(chunks) };
      const body = Buffer.from(reply.body ?? "{}");
      outgoing.writeHead(reply.status ?? 200, {
        "content-type": reply.type ?? "application/json",
        "content-length": body.length,
        server: "test/1",
        via: "1.1 test",
        "content-encoding": "identity",
        "x-amzn-requestid": "of-the-backend",
      });
      outgoing.end(body);
    });
  });
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    start: () => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    answers(next: Reply) {
      reply = next;
    },
    last(): Arrived {
      if (!last) throw new Error("nothing arrived");
      return last;
    },
  };
}
