import { jsonPath } from "./json-path.ts";
import { print } from "./values.ts";

/** What of a call a template can name. Every name of a query or header has all its values in their order. */
export interface TemplateCall {
  readonly request: {
    readonly path: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, readonly string[]>>;
    readonly headers: Readonly<Record<string, readonly string[]>>;
  };
  readonly stageVariables: Readonly<Record<string, string>>;
  /** `$context`; templates write their overrides into it. */
  readonly context: Record<string, unknown>;
}

/** An empty body is an empty object to a template. */
const EMPTY_BODY = "{}";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `$input`: the body of the request, or in a response template that of the backend, and the request's parameters. */
export function inputOf(invocation: TemplateCall, body: string): Record<string, unknown> {
  const text = body === "" ? EMPTY_BODY : body;
  const json = parsed(text);
  const { path, query, headers } = invocation.request;
  const last = (values: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""]));
  const params = { path: { ...path }, querystring: last(query), header: last(headers) };
  const named = (name: string): string | undefined =>
    own(params.path, name) ??
    own(params.querystring, name) ??
    own(params.header, name) ??
    caseless(params.header, name);
  return {
    body: text,
    json: (at: unknown) => {
      const found = jsonPath(json, String(at));
      // Unverified: what a missing path gives.
      return found === undefined || found === null ? '""' : JSON.stringify(found);
    },
    // A copy: a template may change what it gets.
    path: (at: unknown) => structuredClone(jsonPath(json, String(at))),
    params: (name?: unknown) => (name === undefined ? params : named(String(name))),
  };
}

const own = (record: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const caseless = (record: Readonly<Record<string, string>>, name: string) =>
  Object.entries(record).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** What Java's URLEncoder leaves as it is differs a little from JavaScript's. */
const urlEncode = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
  '"': '\\"',
  "'": "\\'",
};

function escapeJavaScript(text: string): string {
  return text.replace(
    /[\u0000-\u001f"'\\\u007f-\uffff]/g,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}

/** `$util`. */
export const util: Readonly<Record<string, (text: unknown) => unknown>> = {
  escapeJavaScript: (text) => escapeJavaScript(print(text)),
  parseJson: (text) => parsed(print(text)),
  urlEncode: (text) => urlEncode(print(text)),
  urlDecode: (text) => decodeURIComponent(print(text).replaceAll("+", " ")),
  base64Encode: (text) => Buffer.from(print(text)).toString("base64"),
  base64Decode: (text) => Buffer.from(print(text), "base64").toString("utf8"),
};

/** All that a mapping template can name. `$context` is shared by an invocation: overrides set by one template last. */
export function templateVariables(invocation: TemplateCall, body: string): Record<string, unknown> {
  return {
    input: inputOf(invocation, body),
    util: { ...util },
    context: invocation.context,
    stageVariables: { ...invocation.stageVariables },
  };
}
