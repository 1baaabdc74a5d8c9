import type { Readable } from "node:stream";

export interface SandboxRequest {
  method: string;
  /** Raw, starts with `/`. */
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  /** Every value by itself, where a server read them: what a stage is called with. */
  multiValueHeaders?: Record<string, string[]>;
  body: Uint8Array;
}

export interface SandboxResponse {
  status: number;
  headers: Record<string, string>;
  /** Where a stage answered: every value by itself, for headers that cannot be joined. */
  multiValueHeaders?: Record<string, string[]>;
  body: Uint8Array;
  /** Where a stage streams its answer: what is sent in place of a body, as it comes. */
  stream?: Readable;
}

/** A request header by its name, however it is spelled. */
export function header(headers: Record<string, string>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(headers)) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

/** All values of a query parameter, in their order. */
export function queryValues(request: SandboxRequest, name: string): string[] {
  const value = request.query[name];
  if (value === undefined) return [];
  if (value === null) return [""];
  return Array.isArray(value) ? value : [value];
}

export const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));
