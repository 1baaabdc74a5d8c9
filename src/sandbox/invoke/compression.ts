import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { GatewayFault, headerValue, type MethodResult, type Multi } from "./invocation.ts";

/** A reply packed as the caller takes it, where the API has a least size and the backend did not pack it already. */
export function compressed(
  result: MethodResult,
  accepts: string | undefined,
  minimum: number | undefined,
): MethodResult {
  if (minimum === undefined || result.stream || result.body.length < minimum) return result;
  if (headerValue(result.headers, "content-encoding") !== undefined) return result;
  const coding = codingOf(accepts);
  if (coding === undefined) return result;
  const body = coding === "gzip" ? gzipSync(result.body) : deflateSync(result.body);
  return {
    ...result,
    headers: { ...result.headers, "Content-Encoding": [coding] },
    body: new Uint8Array(body),
  };
}

function codingOf(accepts = ""): "gzip" | "deflate" | undefined {
  const taken = accepts
    .toLowerCase()
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]!.trim());
  return (["gzip", "deflate"] as const).find((coding) => taken.includes(coding));
}

const LARGEST = 10_485_760;

/** A packed request unpacked, with its header gone; one that cannot be is refused. */
export function decompressed(headers: Multi, body: Uint8Array): { headers: Multi; body: Uint8Array } {
  const coding = headerValue(headers, "content-encoding")?.toLowerCase();
  if (coding !== "gzip" && coding !== "deflate") return { headers, body };
  try {
    const limit = { maxOutputLength: LARGEST };
    const plain = coding === "gzip" ? gunzipSync(body, limit) : inflateSync(body, limit);
    const rest = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-encoding");
    return { headers: Object.fromEntries(rest), body: new Uint8Array(plain) };
  } catch {
    throw new GatewayFault("UNSUPPORTED_MEDIA_TYPE", "BadRequestException", "Unsupported Media Type");
  }
}
