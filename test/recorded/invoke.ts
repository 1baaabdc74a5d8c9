import { request } from "node:http";
import type { Invoked } from "./replay.ts";

/** Calls a deployed stage over HTTP as the recording client did. */
export function invokeStage(url: string, input: Record<string, unknown>): Promise<Invoked> {
  const { restApiId, stageName, method, path, headers, body } = input as {
    restApiId: string;
    stageName: string;
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array;
  };
  const sent = {
    Accept: "*/*",
    "Accept-Encoding": "gzip, deflate",
    Connection: "keep-alive",
    "User-Agent": "recorder",
  };
  const own = new Set(Object.keys(headers ?? {}).map((name) => name.toLowerCase()));
  const defaults = Object.entries(sent).filter(([name]) => !own.has(name.toLowerCase()));
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/restapis/${restApiId}/${stageName}/_user_request_${path}`, {
      method,
      headers: {
        ...Object.fromEntries(defaults),
        ...headers,
        // The two ways of telling a length exclude each other.
        ...(own.has("transfer-encoding") ? {} : { "content-length": Buffer.byteLength(body ?? "") }),
      },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(",")]),
          ),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.end(body);
  });
}
