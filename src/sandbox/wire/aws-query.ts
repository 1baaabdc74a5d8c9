import { randomUUID } from "node:crypto";
import { bytes, type SandboxRequest, type SandboxResponse, utf8 } from "./request.ts";
import { membersOf, type Operation, type Shape } from "./schema.ts";
import type { ServiceError } from "./service-error.ts";

/** The form of a query-protocol request, whose `Action` names the operation. */
export function queryForm(request: SandboxRequest): Map<string, string> {
  const form = new Map(new URLSearchParams(utf8(request.body)));
  for (const [key, value] of Object.entries(request.query)) {
    if (!form.has(key)) form.set(key, Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));
  }
  return form;
}

/** The operation's input from its form: `Tags.member.1.Key` and the like. */
export function readQuery(operation: Operation, form: Map<string, string>): Record<string, unknown> {
  return (read(operation.input(), form, "") ?? {}) as Record<string, unknown>;
}

function read(shape: Shape, form: Map<string, string>, prefix: string): unknown {
  switch (shape.kind) {
    case "unit":
      return {};
    case "structure": {
      const out: Record<string, unknown> = {};
      for (const member of shape.members) {
        const value = read(member.shape(), form, prefix === "" ? member.name : `${prefix}.${member.name}`);
        if (value !== undefined) out[member.name] = value;
      }
      return Object.keys(out).length > 0 || prefix === "" ? out : undefined;
    }
    case "list": {
      const items: unknown[] = [];
      for (let index = 1; ; index++) {
        const item = read(shape.item(), form, `${prefix}.member.${index}`);
        if (item === undefined) return items.length > 0 || form.has(prefix) ? items : undefined;
        items.push(item);
      }
    }
    case "map":
      return undefined;
    default: {
      const text = form.get(prefix);
      if (text === undefined) return undefined;
      if (shape.kind === "number") return Number(text);
      if (shape.kind === "boolean") return text === "true";
      return text;
    }
  }
}

/** The XML answer: `<XResponse><XResult>…</XResult><ResponseMetadata>…`. */
export function writeQuery(operation: Operation, output: unknown, namespace: string): SandboxResponse {
  const { name } = operation;
  const shape = operation.output();
  const result =
    shape.kind === "structure" ? `<${name}Result>${fields(shape, output ?? {})}</${name}Result>` : "";
  const id = randomUUID();
  const body = `<${name}Response xmlns="${namespace}">${result}<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${name}Response>`;
  return { status: 200, headers: { "content-type": "text/xml", "x-amzn-requestid": id }, body: bytes(body) };
}

/** An error as the query services answer it. */
export function writeQueryError(error: ServiceError, namespace: string): SandboxResponse {
  const id = randomUUID();
  const type = error.status >= 500 ? "Receiver" : "Sender";
  const body = `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.name)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`;
  return {
    status: error.status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": id },
    body: bytes(body),
  };
}

function fields(shape: Shape, value: unknown): string {
  const source = value as Record<string, unknown>;
  let out = "";
  for (const member of membersOf(shape)) {
    const item = source[member.name];
    if (item === undefined || item === null) continue;
    const tag = member.traits.xmlName ?? member.name;
    out += `<${tag}>${content(member.shape(), item)}</${tag}>`;
  }
  return out;
}

function content(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case "structure":
      return fields(shape, value);
    case "list":
      return (value as unknown[]).map((item) => `<member>${content(shape.item(), item)}</member>`).join("");
    case "timestamp":
      return new Date(value as string | number).toISOString().replace(/\.\d{3}Z$/, "Z");
    default:
      return escapeXml(String(value));
  }
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
};
const escapeXml = (text: string) => text.replace(/[&<>"\r]/g, (char) => ENTITIES[char]!);
