import { STYLES } from "../catalog/by-hand.ts";
import type { ApiFacts } from "../catalog/facts.ts";
import {
  FORM,
  PROTOCOLS,
  type Protocol,
  QUERY_BY_ACTION,
  SPEAKS_QUERY_TOO,
  TARGET_IMPLIED,
} from "../catalog/protocols.ts";
import type { Service } from "../catalog/service.ts";
import { type Finding, found, unchecked } from "../gateway/checks/finding.ts";
import { hasMark, marksIn } from "../template/values/unknown.ts";
import { actionNamed, type Called, routesOf } from "./called.ts";
import { formOf, looksLikeJson, type Sent } from "./sent.ts";

export const PARAMETERS = "PutIntegration.requestParameters";
export const TEMPLATES = "PutIntegration.requestTemplates";
const VERB = "PutIntegration.integrationHttpMethod";
const URI = "PutIntegration.uri";

const isForm = (type: string | undefined): boolean => type?.split(";")[0]?.trim().toLowerCase() === FORM;
const open = (text: string | undefined): boolean => text !== undefined && hasMark(text);

/** What a request says of itself. */
interface Said {
  readonly type: string | undefined;
  readonly target: string | undefined;
  readonly form: ReadonlyMap<string, string> | undefined;
}

/** A request held against the protocol that its service speaks: the one that the request itself decides for, where there are two. */
export function* checkProtocol(sent: Sent, called: Called): Iterable<Finding> {
  const { service, action } = called;
  const route = sent.kind === "path" ? routesOf(service, sent)[0] : undefined;
  const api =
    apiOfTarget(service, sent.headers["x-amz-target"]) ??
    action?.api ??
    route?.action.api ??
    service.facts?.apis[0];
  if (!api) return;
  const said: Said = {
    type: sent.headers["content-type"],
    target: sent.headers["x-amz-target"],
    form: formOf(sent),
  };
  if (said.target !== undefined && (said.form || isForm(said.type))) {
    yield found(
      "protocol-mixed",
      `the request has X-Amz-Target, which is the AWS JSON protocol's, and a form, which is the Query protocol's: ${service.id} refuses it`,
      "leave out X-Amz-Target, or send JSON",
      PARAMETERS,
    );
    return;
  }
  if (speaksQuery(service, api, sent, said)) yield* checkQuery(sent, service, said);
  else if (api.protocol === "json") yield* checkJson(sent, called, api, said);
  else yield* checkRest(sent, service, PROTOCOLS[api.protocol], said);
}

/** The API that X-Amz-Target names: a service may have one by the Query protocol and a newer one by JSON. */
const apiOfTarget = ({ facts }: Service, target = ""): ApiFacts | undefined =>
  facts?.apis.find((api) => api.target !== undefined && target.startsWith(`${api.target}.`));

function speaksQuery(service: Service, api: ApiFacts, sent: Sent, { type, target, form }: Said): boolean {
  if (PROTOCOLS[api.protocol].action === "parameter") return true;
  if (target !== undefined) return false;
  if (sent.kind === "action" && QUERY_BY_ACTION.has(service.id)) return true;
  const nothing = sent.query.Action === undefined && !looksLikeJson(sent);
  return (
    SPEAKS_QUERY_TOO.has(service.id) &&
    (form !== undefined || isForm(type) || nothing || sent.query.Action !== undefined)
  );
}

function* checkQuery(sent: Sent, { id }: Service, { type, form }: Said): Iterable<Finding> {
  const { body, verb, query } = sent;
  const text = body?.trim() ?? "";
  // A body that the caller makes is the caller's business.
  const wholly = body === undefined || /^ZqX[A-Z]XqZ$/.test(text);
  if (actionNamed(sent) === undefined) {
    if (wholly && (open(type) || isForm(type)))
      yield unchecked(
        "protocol",
        `whether callers send ${id} a form with its Action: it goes on as they write it`,
      );
    else if (wholly && verb !== "GET" && type === undefined)
      yield found(
        "action-unsaid",
        `nothing says which action of ${id} is called: it refuses every call whose body is not a whole form with its Action, and no Content-Type says that it is one`,
        `give a template like Action=…&…, with the header Content-Type '${FORM}'`,
        TEMPLATES,
      );
    else
      yield found(
        "action-missing",
        `nothing says which action of ${id} is called: it refuses every call`,
        `give a template like Action=…&…, with the header Content-Type '${FORM}'`,
        TEMPLATES,
      );
    return;
  }
  if (verb === "GET" && form) {
    yield found(
      "service-verb",
      `a form is sent by GET, and ${id} reads none then: every call fails`,
      "set the integration's HTTP method to POST",
      VERB,
    );
    return;
  }
  const alone = Object.keys(query).filter((name) => name !== "Action").length === 0;
  if (looksLikeJson(sent) && verb !== "GET" && (alone || isForm(type)))
    yield found(
      "body-not-form",
      `${id} reads a form here, and the template makes JSON: every call fails for want of its parameters`,
      QUERY_BY_ACTION.has(id)
        ? "call it by path with X-Amz-Target, or give the parameters in the query string"
        : "write the template as a form: Name=$util.urlEncode(…)&…",
      TEMPLATES,
    );
  if (form) {
    yield* checkFormType(sent, id, type);
    yield* checkEncoding(form);
  }
}

function* checkFormType({ query }: Sent, id: string, type: string | undefined): Iterable<Finding> {
  if (isForm(type) || open(type)) return;
  const misplaced = Object.keys(query).some((name) => name.toLowerCase() === "content-type");
  yield found(
    "form-content-type",
    misplaced
      ? `the form's Content-Type is mapped to the query string, where ${id} does not look: it reads no form, and every call fails`
      : type === undefined
        ? `the template makes a form, but no Content-Type says so: ${id} reads none, and every call fails`
        : `the template makes a form, and goes out as ${type}: ${id} reads none, and every call fails`,
    `map integration.request.header.Content-Type='${FORM}'`,
    PARAMETERS,
  );
}

function* checkEncoding(form: ReadonlyMap<string, string>): Iterable<Finding> {
  const bare = [...form].filter(([, value]) =>
    marksIn(value).some((mark) => !["url", "context", "stage"].includes(mark)),
  );
  if (bare.length > 0)
    yield found(
      "form-unencoded",
      `${bare.map(([name]) => name).join(", ")} of the form ${bare.length === 1 ? "is" : "are"} not encoded: a value with &, +, % or a line's end is cut off, changed or refused`,
      "write $util.urlEncode(…) around it",
      TEMPLATES,
    );
}

function* checkJson(
  sent: Sent,
  { service, action }: Called,
  api: ApiFacts,
  { type, target, form }: Said,
): Iterable<Finding> {
  const { id } = service;
  const { verb, kind } = sent;
  if (verb !== "POST" && verb !== "ANY")
    yield found(
      "service-verb",
      `${id} is called by POST, not ${verb}: every call fails`,
      "set the integration's HTTP method to POST",
      VERB,
    );
  const implied = kind === "action" && TARGET_IMPLIED.has(id);
  const prefixes = [...new Set((service.facts?.apis ?? []).flatMap(({ target: one }) => one ?? []))];
  const right = `'${prefixes[0] ?? "…"}.${action?.name ?? "ACTION"}'`;
  const named = kind === "action" && target === undefined && !implied;
  if (named && !(Object.hasOwn(STYLES, id) && STYLES[id]?.target))
    yield unchecked("protocol", `whether ${id} takes an action's name without X-Amz-Target (${right})`);
  else if (target === undefined && !implied)
    yield found(
      "target-missing",
      kind === "path"
        ? `${id} is called by path, and no X-Amz-Target names the action: it refuses every call`
        : `${id} needs X-Amz-Target beside the action's name: without it every call fails`,
      `map integration.request.header.X-Amz-Target=${right}`,
      PARAMETERS,
    );
  else if (target !== undefined && !open(target)) yield* checkTarget(sent, target, prefixes, right);
  if (form)
    yield found(
      "body-not-json",
      `${id} reads JSON, and the template makes a form: every call fails`,
      "write the template as JSON",
      TEMPLATES,
    );
  // What API Gateway sends by itself is read where the action's name is enough: then it may be mapped too.
  const usual = implied && /^application\/json\b/i.test(type ?? "application/json");
  const fits = usual || (type !== undefined && (open(type) || PROTOCOLS.json.takes(type)));
  if (!fits)
    yield found(
      "json-content-type",
      type === undefined
        ? `no Content-Type is mapped, and what API Gateway sends by itself is not what ${id} reads`
        : `the Content-Type ${type} is not what ${id} reads`,
      `map integration.request.header.Content-Type='${PROTOCOLS.json.contentType(api)}'`,
      PARAMETERS,
    );
}

function* checkTarget(
  sent: Sent,
  target: string,
  prefixes: readonly string[],
  right: string,
): Iterable<Finding> {
  const [prefix = "", name = ""] = [
    target.slice(0, target.lastIndexOf(".")),
    target.slice(target.lastIndexOf(".") + 1),
  ];
  const other = sent.kind === "action" && sent.query.Action !== undefined && sent.query.Action !== name;
  if (other || (prefixes.length > 0 && !prefixes.includes(prefix)))
    yield found(
      "target-mismatch",
      other
        ? `X-Amz-Target names ${name}, and the URI the action ${sent.query.Action}`
        : `X-Amz-Target ${target} is of no API that this service has: it refuses every call`,
      `write ${right}`,
      PARAMETERS,
    );
}

function* checkRest(
  sent: Sent,
  service: Service,
  protocol: Protocol,
  { type, form }: Said,
): Iterable<Finding> {
  const { verb, kind } = sent;
  if (kind === "action") {
    yield found(
      "rest-by-action",
      `${service.id} speaks ${protocol.is}, where the path says what is called: by action name it may well fail`,
      "use a path override",
      URI,
    );
    return;
  }
  const routes = routesOf(service, sent);
  if (routes.length > 0 && verb !== "ANY" && !routes.some((one) => one.verb === verb))
    yield found(
      "service-verb",
      `${service.id} has no operation ${verb} ${sent.path}: it is called by ${[...new Set(routes.map((one) => one.verb))].join(" or ")}`,
      `set the integration's HTTP method to ${routes[0]?.verb}`,
      VERB,
    );
  if (protocol.body === "json" && (form || isForm(type)) && verb !== "GET")
    yield found(
      form ? "body-not-json" : "json-content-type",
      form
        ? `${service.id} reads JSON, and the template makes a form: every call fails`
        : `the Content-Type ${type} is not what ${service.id} reads`,
      form ? "write the template as JSON" : "map integration.request.header.Content-Type='application/json'",
      form ? TEMPLATES : PARAMETERS,
    );
}
