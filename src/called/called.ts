import { type Action, findAction, requiredOf } from "../catalog/action.ts";
import { OWN_HOSTS } from "../catalog/by-hand.ts";
import { type Service, serviceOf } from "../catalog/service.ts";
import type { IntegrationRequest } from "../gateway/document/method.ts";
import { hasMark, MARKS } from "../template/values/unknown.ts";
import { formOf, type Sent, sentBy } from "./sent.ts";

/** What an integration calls, as far as its URI, headers and templates tell. */
export interface Called {
  readonly service: Service;
  readonly action?: Action;
}

/** The service and the action that an AWS integration calls; undefined where no service of the catalog is named. */
export function calledBy(
  integration: IntegrationRequest,
  variables?: Readonly<Record<string, string>>,
): Called | undefined {
  const all = sentBy(integration, variables).map(calledIn);
  const first = all[0];
  if (!first) return undefined;
  // Templates that call different things leave it open which one it is.
  const names = new Set(all.map((one) => one?.action?.name));
  return names.size === 1 ? first : { service: first.service };
}

/** The same of one request that it would send. */
export function calledIn(sent: Sent): Called | undefined {
  const service = serviceAt(sent.host);
  if (!service) return undefined;
  const name = actionNamed(sent);
  if (name === undefined) {
    const action = restOf(service, sent);
    return action ? { service, action } : { service };
  }
  const found = findAction(service, name);
  return "action" in found ? { service, action: found.action } : { service };
}

/**
 * The action that a request names, in whichever place: the URI, a query string parameter, X-Amz-Target, or the form that
 * is its body.
 */
export function actionNamed(sent: Sent): string | undefined {
  const target = sent.headers["x-amz-target"];
  const named = [
    target === undefined ? undefined : /^[\w]+\.(\w+)$/.exec(target)?.[1],
    sent.query.Action,
    formOf(sent)?.get("Action"),
  ];
  return named.find((one) => one !== undefined && one !== "" && !hasMark(one));
}

/** `abc123-ats.iotdata`, `bucket.s3` and `g-123.neptune-graph` have a subdomain in front. */
export function serviceAt(host: string): Service | undefined {
  const whole = serviceOf(host);
  if (whole) return whole;
  const last = host.split(".").at(-1) ?? "";
  if (Object.hasOwn(OWN_HOSTS, last) || last === "s3") return serviceOf(last);
  const behind = serviceOf(host.slice(host.indexOf(".") + 1));
  return behind?.facts?.apis.some(({ hosts }) => hosts !== undefined) ? behind : undefined;
}

/** An operation of REST, and how its path is laid out. */
export interface Route {
  readonly action: Action;
  readonly verb: string;
  /** `["v2", "email", "{id}"]` */
  readonly parts: readonly string[];
  /** How many query strings stand in its path: `?acl`, `?list-type=2`. */
  readonly marks: number;
}

/** The REST operations whose path a request's path is, whatever the verb; also as they were called before. */
export function routesOf(service: Service, sent: Sent): readonly Route[] {
  const given = partsOf(pathOf(sent));
  const fits = (service.facts?.apis ?? []).flatMap((api) =>
    [api.ops, api.was ?? {}].flatMap((ops) =>
      Object.entries(typeof ops === "string" ? {} : ops).flatMap(([name, uri]): Route[] => {
        const [verb = "", at = ""] = uri.split(" ");
        const [path = "", ...asked] = at.split("?");
        const parts = path.split("/").filter(Boolean);
        if (isGreedy(service, parts) ? given.length < parts.length : given.length !== parts.length) return [];
        if (!parts.every((part, i) => part.startsWith("{") || part === given[i])) return [];
        const marks = [...new URLSearchParams(asked.join("?"))];
        if (!marks.every(([key, value]) => (value === "" ? key in sent.query : sent.query[key] === value)))
          return [];
        return [{ action: { name, api, uri }, verb, parts, marks: marks.length }];
      }),
    ),
  );
  return isS3(service) ? fits.filter((one) => missesOf(one, sent) === 0) : fits;
}

/** Operations of S3 share a path and are told apart by what a query string or a header must hold. */
const isS3 = ({ id }: Service): boolean => id === "s3" || id.endsWith(".s3");

/** How many of the query strings and headers that an operation requires, a request lacks; or has, where `has` is asked for. */
const missesOf = ({ action }: Route, { query, headers }: Sent, has = false): number =>
  requiredOf(action).filter((one) => {
    const name = one.slice(1);
    if (one.startsWith("?")) return name in query === has;
    return one.startsWith(":") && name.toLowerCase() in headers === has;
  }).length;

/** Whether a path's last part takes all that follows; an MQTT topic has levels, though its model does not say so. */
const isGreedy = ({ id }: Service, parts: readonly string[]): boolean =>
  parts.at(-1)?.endsWith("+}") === true || (id.endsWith("iotdata") && parts[0] === "topics");

/** The segments of a path; the names of functions and state machines may have slashes of their own only where they are ARNs. */
export const partsOf = (path: string): readonly string[] =>
  path.split("?")[0]?.split("/").filter(Boolean) ?? [];

/** The one REST operation that has this verb and path; none where several do. */
function restOf(service: Service, sent: Sent): Action | undefined {
  const only = OWN_HOSTS[service.id.split(".").at(-1) ?? ""]?.only;
  if (only !== undefined) return { name: only };
  // A bucket that is wholly the caller's may have a key behind it.
  if (isS3(service) && /^\/ZqX[A-Z]XqZ$/.test(pathOf(sent))) return undefined;
  const fits = routesOf(service, sent).filter((one) => one.verb === sent.verb);
  // What is written out goes before what stands for anything.
  const best = mostOf(mostOf(fits, literals), (one) => one.marks + missesOf(one, sent, true));
  const names = new Set(best.map(({ action }) => action.name));
  return names.size === 1 ? best[0]?.action : best.find(({ action }) => action.name === USUAL)?.action;
}

const mostOf = (routes: readonly Route[], weigh: (route: Route) => number): readonly Route[] => {
  const most = Math.max(...routes.map(weigh));
  return routes.filter((one) => weigh(one) === most);
};

// It shares GET / with a rarer one that goes to other hosts.
const USUAL = "ListBuckets";

/** The path with the bucket in front, where that stands in the host; of a WebSocket API without its stage. */
export function pathOf({ host, path }: Sent): string {
  if (host.endsWith(".execute-api")) return path.replace(/^\/[^/]+/, "");
  return host.endsWith(".s3") ? `/${host.slice(0, -3)}${path === "/" ? "" : path}` : path;
}

const literals = ({ parts }: Route): number => parts.filter((part) => !part.startsWith("{")).length;

/** The values in the places of a route's path that have names: `{modelId}`. */
export function labelsOf({ parts }: Route, path: string): Readonly<Record<string, string>> {
  const given = partsOf(path);
  return Object.fromEntries(
    parts.flatMap((part, i): [string, string][] => {
      const name = /^\{([^{}+]+)\+?\}$/.exec(part)?.[1];
      if (name === undefined) return [];
      const value = i === parts.length - 1 ? given.slice(i).join("/") : (given[i] ?? "");
      return [[name, decoded(value)]];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A text with `*` where something is not known. */
export const asPattern = (text: string): string => text.replaceAll(MARKS, "*").replaceAll(/\*+/g, "*");
