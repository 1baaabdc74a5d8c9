import type { IntegrationRequest } from "../gateway/document/method.ts";
import { parseIntegrationArn } from "../gateway/rules/integration-uri.ts";
import { isMappingFault, type Mapping, parseMapping } from "../gateway/rules/mapping.ts";
import { samplesOf } from "../template/sample.ts";
import { markOf } from "../template/values/unknown.ts";

/**
 * One request that an integration would send to an AWS service, as far as that is known beforehand: where a value of the
 * caller's, of a stage or of the call itself will stand, its mark does.
 */
export interface Sent {
  /** The label of the host, with what stands before it: `sqs`, `abc-ats.iotdata`. */
  readonly host: string;
  readonly kind: "action" | "path";
  /** Behind `path/` or `action/`, as it stands in the URI. */
  readonly rest: string;
  /** With a leading slash; "/" for an action. */
  readonly path: string;
  readonly verb: string;
  readonly query: Readonly<Record<string, string>>;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body that a template made; undefined where the caller's goes on as it is. */
  readonly body?: string | undefined;
  /** The content type of the template, or of none. */
  readonly template?: string | undefined;
}

/** The value of a mapping as far as it is known; "" of one that cannot be read. */
function textOf(expression: string): string {
  const parsed = parseMapping(expression);
  return isMappingFault(parsed) ? "" : textOfMapping(parsed);
}

function textOfMapping(mapping: Mapping): string {
  if (mapping.root === "static") return mapping.value;
  if (mapping.root === "context") return markOf("context");
  if (mapping.root === "stageVariables") return markOf("stage");
  return markOf("location" in mapping && mapping.location === "body" ? "json" : "text");
}

/**
 * Every request that an integration with an AWS service would send: one for each template and each way through it. In a
 * stage it is the integration as that runs it, and its variables for the templates.
 */
export function sentBy(
  integration: IntegrationRequest,
  variables: Readonly<Record<string, string>> = {},
): readonly Sent[] {
  const uri = (integration.uri ?? "").replaceAll(/\$\{stageVariables\.[A-Za-z0-9_]+\}/g, markOf("stage"));
  const arn = parseIntegrationArn(uri);
  if (typeof arn === "string") return [];
  const mapped = { path: {}, query: {}, headers: {} } as Record<
    "path" | "query" | "headers",
    Record<string, string>
  >;
  for (const [to, from] of Object.entries(integration.requestParameters)) {
    const [, where, name = ""] = /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(to) ?? [];
    if (where === "path") mapped.path[name] = textOf(from);
    if (where === "querystring") mapped.query[name] = textOf(from);
    if (where === "header") mapped.headers[name.toLowerCase()] = textOf(from);
  }
  const [called = "", ...parameters] = arn.kind === "action" ? arn.rest.split("&") : arn.rest.split("?");
  const behind = Object.fromEntries(new URLSearchParams(parameters.join("&")));
  const action: Record<string, string> = arn.kind === "action" ? { Action: called } : {};
  const request = (over: {
    path?: object;
    query?: object;
    headers?: object;
    body?: string;
    template?: string;
  }): Sent => {
    const path = { ...mapped.path, ...over.path } as Record<string, string>;
    const headers = { ...mapped.headers, ...lowered(over.headers ?? {}) };
    return {
      host: arn.service,
      kind: arn.kind,
      rest: arn.rest,
      path:
        arn.kind === "action"
          ? "/"
          : `/${called.replace(/^\//, "").replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => path[name] ?? whole)}`,
      verb: integration.httpMethod ?? "",
      query: { ...behind, ...mapped.query, ...over.query, ...action },
      headers,
      ...(over.template === undefined ? {} : { body: over.body, template: over.template }),
    };
  };
  const templates = Object.entries(integration.requestTemplates);
  if (templates.length === 0) return [request({})];
  return templates.flatMap(([template, text]) =>
    // An empty template passes the body on, as no template does.
    text === ""
      ? [request({})]
      : samplesOf(text, variables).map(({ text: body, path, query, headers }) =>
          request({ path, query, headers, body, template }),
        ),
  );
}

const lowered = (record: object): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** A body as a form; undefined where it is none. */
export function formOf({ body }: Sent): ReadonlyMap<string, string> | undefined {
  const text = body?.trim();
  if (!text || !/^&?[\w.-]+=/.test(text)) return undefined;
  const pairs = text
    .replaceAll(/\s*\n\s*/g, "")
    .split("&")
    .filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Whether a body is meant as JSON. */
export const looksLikeJson = ({ body }: Sent): boolean => /^\s*[{[]/.test(body ?? "");
