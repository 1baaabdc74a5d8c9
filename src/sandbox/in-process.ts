import type { HttpRequest, HttpResponse } from "@smithy/types";
import type { Sandbox } from "./sandbox.ts";

/** What the SDK asks of a `requestHandler`. */
export interface SandboxRequestHandler {
  readonly metadata: { handlerProtocol: string };
  handle(request: HttpRequest): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** The sandbox as the SDK's `requestHandler`: no port and no second process. */
export function sandboxRequestHandler(sandbox: Sandbox): SandboxRequestHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request) {
      const { status, headers, body, stream } = await sandbox.handle({
        method: request.method,
        path: request.path,
        query: (request.query ?? {}) as Record<string, string | string[] | null>,
        headers: request.headers,
        body: await bytesOf(request.body),
      });
      return { response: { statusCode: status, headers, body: stream ?? body } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return new Uint8Array(Buffer.from(body));
  // A plain view: the SDK's own kind of bytes poses as a text too, and complains when taken for one.
  if (body instanceof Uint8Array) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
