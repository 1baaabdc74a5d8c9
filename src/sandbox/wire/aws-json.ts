import { randomUUID } from "node:crypto";
import { coerce, serializationError } from "./json-values.ts";
import { bytes, header, type SandboxRequest, type SandboxResponse, utf8 } from "./request.ts";
import { encode } from "./rest-json.ts";
import type { Operation } from "./schema.ts";
import type { ServiceError } from "./service-error.ts";

/** The operation that X-Amz-Target names, whatever the service. */
export const targetName = (request: SandboxRequest): string | undefined =>
  header(request.headers, "x-amz-target")?.split(".").at(-1);

/** The operation's input as the SDK's types name it: the body, whole. */
export function readJson(operation: Operation, request: SandboxRequest): Record<string, unknown> {
  const text = utf8(request.body);
  let value: unknown;
  try {
    value = JSON.parse(text.trim() === "" ? "{}" : text);
  } catch {
    throw serializationError("Unable to parse the request body as JSON");
  }
  return coerce(operation.input(), value) as Record<string, unknown>;
}

const answer = (status: number, body: unknown): SandboxResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() },
  body: bytes(JSON.stringify(body)),
});

export const writeJson = (operation: Operation, output: unknown): SandboxResponse =>
  answer(200, encode(operation.output(), output) ?? {});

/** This protocol names the error in the body, and has no status but 400 and 500 for what a service says itself. */
export const writeJsonError = (error: ServiceError): SandboxResponse =>
  answer(error.status >= 500 ? error.status : 400, { __type: error.name, message: error.message });
