import { randomUUID } from "node:crypto";
import { coerce, serializationError } from "./json-values.ts";
import { bytes, header, queryValues, type SandboxRequest, type SandboxResponse, utf8 } from "./request.ts";
import { type Member, membersOf, type Operation, type Shape, type Traits } from "./schema.ts";
import type { ServiceError } from "./service-error.ts";

type Fields = Record<string, unknown>;

/** The operation's input as the SDK's types name it, gathered from labels, query, headers and body. */
export function readRestJson(
  operation: Operation,
  request: SandboxRequest,
  labels: Readonly<Record<string, string>>,
): Fields {
  const members = membersOf(operation.input());
  const input: Fields = {};
  const bodyMembers = members.filter((member) => isBodyMember(member.traits));
  const body = bodyMembers.length > 0 ? parseBody(request) : {};
  const bound = new Set(
    members.flatMap((member) => (member.traits.httpQuery ? [member.traits.httpQuery] : [])),
  );
  for (const member of members) {
    const value = memberValue(member, request, labels, body, bound);
    if (value !== undefined && value !== null) input[member.name] = value;
  }
  return input;
}

/** Whether a member travels in the JSON body; the first layer of validation names such members `<operation>Input.<member>`. */
export function isBodyMember(traits: Traits): boolean {
  return !(
    traits.httpLabel ||
    traits.httpQuery ||
    traits.httpHeader ||
    traits.httpPayload ||
    traits.httpQueryParams ||
    traits.httpPrefixHeaders
  );
}

function memberValue(
  member: Member,
  request: SandboxRequest,
  labels: Readonly<Record<string, string>>,
  body: Fields,
  boundQuery: ReadonlySet<string>,
): unknown {
  const { traits } = member;
  const shape = member.shape();
  if (traits.httpLabel) return decode(labels[member.name] ?? "");
  if (traits.httpPayload) return shape.kind === "blob" ? request.body : coerce(shape, parseBody(request));
  if (traits.httpHeader) return header(request.headers, traits.httpHeader);
  if (traits.httpQuery) return fromQuery(shape, queryValues(request, traits.httpQuery));
  if (traits.httpQueryParams) {
    const rest = Object.keys(request.query).filter((name) => !boundQuery.has(name));
    return Object.fromEntries(rest.map((name) => [name, queryValues(request, name)[0] ?? ""]));
  }
  return coerce(shape, body[traits.jsonName ?? member.name]);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function fromQuery(shape: Shape, values: string[]): unknown {
  if (values.length === 0) return undefined;
  if (shape.kind === "list") return values;
  const value = values[0]!;
  if (shape.kind === "boolean") return value === "true";
  if (shape.kind === "number") {
    const number = Number(value);
    if (value === "" || Number.isNaN(number))
      throw serializationError(`${value} can not be converted to an Integer`);
    return number;
  }
  return value;
}

function parseBody(request: SandboxRequest): Fields {
  const text = utf8(request.body);
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Fields;
  } catch {
    // answered below: the same error for what is no JSON and for JSON that is no object
  }
  // Unverified: AWS's wording for a body that is not a JSON object.
  throw serializationError("Unable to parse the request body as a JSON object");
}

/** Every answer has one, refusals too. */
const requestId = () => ({ "x-amzn-requestid": randomUUID() });

/** The answer: status of the binding, body by the output's JSON names, unknown members left out. */
export function writeRestJson(operation: Operation, output: unknown): SandboxResponse {
  const status = operation.http?.[2] ?? 200;
  const shape = operation.output();
  const headers: Record<string, string> = { "content-type": "application/json", ...requestId() };
  if (shape.kind === "unit") return { status, headers, body: bytes(status === 204 ? "" : "{}") };
  const members = membersOf(shape);
  const payload = members.find((member) => member.traits.httpPayload);
  const fields = (output ?? {}) as Fields;
  for (const member of members) {
    const value = fields[member.name];
    if (member.traits.httpHeader && value !== undefined)
      headers[member.traits.httpHeader.toLowerCase()] = String(value);
  }
  if (payload) {
    const value = fields[payload.name];
    if (value instanceof Uint8Array) return { status, headers, body: value };
    return { status, headers, body: bytes(JSON.stringify(encode(payload.shape(), value) ?? {})) };
  }
  return { status, headers, body: bytes(JSON.stringify(encode(shape, fields))) };
}

/** A value of the state as it stands in JSON: dates by the schema's format, members by their JSON names. */
export function encode(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  switch (shape.kind) {
    case "timestamp": {
      const date = new Date(value as string | number | Date);
      return shape.format === "date-time" ? date.toISOString() : Math.floor(date.getTime() / 1000);
    }
    case "list":
      return (value as unknown[]).map((item) => encode(shape.item(), item));
    case "map":
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, encode(shape.value(), item)]),
      );
    case "structure": {
      const fields = value as Fields;
      const out: Fields = {};
      for (const member of shape.members) {
        if (member.traits.httpHeader || fields[member.name] === undefined) continue;
        out[member.traits.jsonName ?? member.name] = encode(member.shape(), fields[member.name]);
      }
      return out;
    }
    case "blob":
      return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
    default:
      return value;
  }
}

/** Where a REST service names its error. */
const ERROR_TYPE_HEADER = "x-amzn-errortype";

/** An error of no service in particular: where it is not known which was meant, or the sandbox itself fails. */
export const writePlainError = (error: ServiceError): SandboxResponse => writeRestJsonError(error, "");

/** An error as the REST services answer it; Lambda's modelled errors spell the member `Message`. */
export function writeRestJsonError(error: ServiceError, service: string): SandboxResponse {
  const modelledByLambda = service === "lambda" && "Type" in error.fields;
  const message = modelledByLambda ? { Message: error.message } : { message: error.message };
  const headers: Record<string, string> = {
    "content-type": "application/json",
    [ERROR_TYPE_HEADER]: error.name,
    ...requestId(),
  };
  const { retryAfterSeconds, ...fields } = error.fields;
  if (retryAfterSeconds !== undefined) headers["retry-after"] = String(retryAfterSeconds);
  return { status: error.status, headers, body: bytes(JSON.stringify({ ...fields, ...message })) };
}
