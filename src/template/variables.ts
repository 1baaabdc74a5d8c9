import { util } from "./encodings.ts";
import { jsonPath } from "./json-path/find.ts";
import { HostObject, JavaList, JavaMap, OwnMap } from "./values/containers.ts";
import { readJson } from "./values/json.ts";
import type { Limits } from "./values/limits.ts";
import { print, toJson } from "./values/print.ts";

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

/** A copy of what was read: a template may change what it gets. */
function copy(value: unknown, limits: Limits): unknown {
  limits.make(4);
  if (value instanceof JavaList)
    return new JavaList(
      value.items.map((item) => copy(item, limits)),
      value.kind,
    );
  if (!(value instanceof JavaMap)) return value ?? null;
  return new OwnMap(value.entries().map(([key, item]) => [key, copy(item, limits)]));
}

/** `$input`: the body of the request, or in a response template that of the backend, and the request's parameters. */
export function inputOf(invocation: TemplateCall, body: string): HostObject {
  const text = body === "" ? EMPTY_BODY : body;
  let read: { readonly value: unknown } | undefined;
  const at = (path: unknown, limits: Limits) => {
    read ??= { value: readJson(text) };
    return jsonPath(read.value, print(path), limits.budget);
  };
  const params = paramsOf(invocation.request);
  return new HostObject(
    { body: text },
    {
      json: ([path], limits) => {
        const found = at(path, limits);
        // Unverified: what a missing path gives.
        const json = found === undefined || found === null ? '""' : toJson(found);
        limits.make(json.length);
        return json;
      },
      path: ([path], limits) => copy(at(path, limits), limits),
      params: ([name]) => (name === undefined ? params.all : params.named(print(name))),
    },
  );
}

function paramsOf({ path, query, headers }: TemplateCall["request"]) {
  const last = (values: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? ""] as const);
  const parts = { path: Object.entries(path), querystring: last(query), header: last(headers) };
  const maps = Object.entries(parts).map(([part, entries]) => [part, new OwnMap(entries)] as const);
  return {
    all: new OwnMap(maps),
    /**
     * Path, query, header, in this order and as they are spelled (documented); one that is not there is the empty text.
     */
    named: (name: string): unknown =>
      maps.map(([, map]) => map.get(name)).find((value) => value !== undefined) ?? "",
  };
}

/** All that a mapping template can name. `$context` is shared by an invocation: overrides set by one template last. */
export function templateVariables(invocation: TemplateCall, body: string): Record<string, unknown> {
  return {
    input: inputOf(invocation, body),
    util,
    context: invocation.context,
    stageVariables: { ...invocation.stageVariables },
  };
}
