import type { IntegrationState } from "../state/types.ts";
import type { Multi } from "./invocation.ts";

// What is streamed reaches the caller as it is, though all at once: the sandbox waits for its end.

export const streams = (integration: IntegrationState | undefined): boolean =>
  integration?.responseTransferMode === "STREAM";

/** Documented: what a test gives of an answer that is streamed, in bytes. */
export const LARGEST_TESTED = 1_048_576;

/** Between head and payload; that it is eight zeros is unverified. */
const DELIMITER = Buffer.alloc(8);
const MEMBERS = new Set(["statusCode", "headers", "multiValueHeaders", "cookies"]);

export interface StreamedHead {
  readonly statusCode?: number | string;
  readonly headers?: Record<string, unknown> | null;
  readonly multiValueHeaders?: Record<string, unknown[] | null> | null;
  readonly cookies?: readonly string[];
}

/**
 * The two parts of what a function streamed: JSON that says the head, and the payload. Documented; what follows where they
 * cannot be told apart is unverified.
 */
export function streamedParts(bytes: Uint8Array): { head: StreamedHead; payload: Uint8Array } | undefined {
  const at = Buffer.from(bytes).indexOf(DELIMITER);
  if (at < 0) return undefined;
  try {
    const head: unknown = JSON.parse(Buffer.from(bytes.subarray(0, at)).toString("utf8"));
    const isMap = head !== null && typeof head === "object" && !Array.isArray(head);
    if (!isMap || !Object.keys(head).every((name) => MEMBERS.has(name))) return undefined;
    const { cookies } = head as { cookies?: unknown };
    if (cookies !== undefined && !Array.isArray(cookies)) return undefined;
    return { head: head as StreamedHead, payload: bytes.subarray(at + DELIMITER.length) };
  } catch {
    return undefined;
  }
}

/** Each cookie is a header of its own. */
export const cookieHeaders = ({ cookies = [] }: StreamedHead): Multi =>
  cookies.length > 0 ? { "Set-Cookie": cookies.map(String) } : {};
