import { type Action, requiredOf } from "./action.ts";
import { STYLES, type Style } from "./by-hand.ts";
import type { ApiFacts } from "./facts.ts";
import { FORM, PROTOCOLS, QUERY_BY_ACTION, SPEAKS_QUERY_TOO } from "./protocols.ts";
import type { Service } from "./service.ts";

/** How an integration calls an operation. */
export interface ServiceRequest {
  readonly style: "action" | "path";
  readonly httpMethod: string;
  /** The path override, where the style is path; `{name}` is to be filled by a mapping. */
  readonly path?: string;
  /** Headers the request needs, each a mapping expression: `'AmazonSSM.GetParameter'`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The names in braces of the path. */
  readonly placeholders: readonly string[];
  /** Why it is called so, as the rest of a sentence. */
  readonly explanation: string;
}

const OTHER_JSON: Style = {
  style: "path",
  target: true,
  contentType: true,
  because: "whether it goes by action name is not known",
};

/**
 * How an operation is called; undefined where no model says. `style` is what a person asked for, if anything, and `form`
 * whether what was given speaks the Query protocol: one request speaks one protocol.
 */
export function requestOf(
  service: Service,
  action: Action,
  style?: "action" | "path",
  form = false,
): ServiceRequest | undefined {
  const { api, name } = action;
  if (!api) return byOtherOperations(service, action, style);
  if (form && (SPEAKS_QUERY_TOO.has(service.id) || (style === "action" && QUERY_BY_ACTION.has(service.id))))
    return {
      ...queryRequest(name, api, style ?? "action"),
      explanation: "what was given is the Query protocol's",
    };
  if (api.protocol === "query" || api.protocol === "ec2") return queryRequest(name, api, style);
  if (api.protocol === "json") return jsonRequest(service, name, api, style);
  if (style === "action") return undefined;
  const [httpMethod = "POST", uri = "/"] = (action.uri ?? "").split(" ");
  const path = uri.replaceAll("+}", "}");
  return {
    style: "path",
    httpMethod,
    path,
    headers:
      api.protocol === "rest-json" && hasBody(httpMethod) ? { "Content-Type": "'application/json'" } : {},
    placeholders: [...path.matchAll(/\{([^{}]+)\}/g)].map(([, one = ""]) => one),
    explanation: `it is a REST operation, ${httpMethod} ${uri}`,
  };
}

const hasBody = (method: string): boolean => method === "POST" || method === "PUT" || method === "PATCH";

// A name that only IAM has is called as the service's other operations are, where these are all called alike.
function byOtherOperations(service: Service, { name }: Action, style?: "action" | "path") {
  const [api, ...others] = service.facts?.apis ?? [];
  if (!api || others.length > 0 || typeof api.ops !== "string") return undefined;
  return requestOf(service, { name, api }, style);
}

function queryRequest(name: string, api: ApiFacts, style?: "action" | "path"): ServiceRequest {
  const form = { "Content-Type": `'${FORM}'` };
  return style === "path"
    ? {
        style,
        httpMethod: "POST",
        path: "/",
        headers: form,
        placeholders: [],
        explanation: `it takes a form: the template must begin with Action=${name}&Version=${api.version}`,
      }
    : {
        style: "action",
        httpMethod: "POST",
        headers: form,
        placeholders: [],
        explanation: "it takes its parameters as a form, or from the query string",
      };
}

function jsonRequest(
  service: Service,
  name: string,
  api: ApiFacts,
  asked: "action" | "path" | undefined,
): ServiceRequest {
  const known = Object.hasOwn(STYLES, service.id) ? STYLES[service.id] : undefined;
  const usual = known ?? OTHER_JSON;
  const style = asked ?? usual.style;
  // Where the style is another than the usual one, both headers are the safe choice.
  const all = style !== usual.style || style === "path";
  const headers = {
    ...(all || usual.contentType ? { "Content-Type": `'${PROTOCOLS.json.contentType(api)}'` } : {}),
    ...((all || usual.target) && api.target !== undefined
      ? { "X-Amz-Target": `'${api.target}.${name}'` }
      : {}),
  };
  return {
    style,
    httpMethod: "POST",
    ...(style === "path" ? { path: "/" } : {}),
    headers,
    placeholders: [],
    explanation: asked === undefined || asked === usual.style ? usual.because : "you asked for it so",
  };
}

/** The HTTP method of every operation of a service, where they share one: POST, but for REST. */
export function methodOf(service: Service): "POST" | undefined {
  const apis = service.facts?.apis ?? [];
  return apis.length > 0 && apis.every(({ ops }) => typeof ops === "string") ? "POST" : undefined;
}

/** What an operation requires, for a person: `QueueUrl and MessageBody in the body; /topic in the path`. */
export function requirements(action: Action): string | undefined {
  const names = requiredOf(action);
  const at = (mark: string) => names.filter((one) => one.startsWith(mark)).map((one) => one.slice(1));
  const body = names.filter((one) => /^\w/.test(one));
  const parts = [
    [body, "in the body"],
    [at("="), "as the body"],
    [at("?"), "in the query string"],
    [at(":"), "in headers"],
    [at("/"), "in the path"],
  ] as const;
  const said = parts.flatMap(([list, where]) => (list.length === 0 ? [] : [`${list.join(", ")} ${where}`]));
  return said.length === 0 ? undefined : said.join("; ");
}
