import { type Action, findAction } from "../catalog/action.ts";
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
}

/** The REST operations whose path a request's path is, whatever the verb. */
export function routesOf(service: Service, path: string): readonly Route[] {
  const given = partsOf(path);
  return (service.facts?.apis ?? []).flatMap((api) =>
    Object.entries(typeof api.ops === "string" ? {} : api.ops).flatMap(([name, uri]): Route[] => {
      const [verb = "", at = ""] = uri.split(" ");
      if (at.includes("?")) return [];
      const parts = at.split("/").filter(Boolean);
      if (isGreedy(service, parts) ? given.length < parts.length : given.length !== parts.length) return [];
      const fits = parts.every((part, i) => part.startsWith("{") || part === given[i]);
      return fits ? [{ action: { name, api, uri }, verb, parts }] : [];
    }),
  );
}

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
  if (service.id === "s3" && /^\/ZqX[A-Z]XqZ$/.test(pathOf(sent))) return undefined;
  const fits = routesOf(service, pathOf(sent)).filter((one) => one.verb === sent.verb);
  const most = Math.max(...fits.map(literals));
  // What is written out goes before what stands for anything.
  const best = fits.filter((one) => literals(one) === most).map(({ action }) => action);
  return best.length === 1 ? best[0] : byHand(service, best);
}

/** The path with the bucket in front, where that stands in the host. */
export const pathOf = ({ host, path }: Sent): string =>
  host.endsWith(".s3") ? `/${host.slice(0, -3)}${path === "/" ? "" : path}` : path;

const literals = ({ parts }: Route): number => parts.filter((part) => !part.startsWith("{")).length;

// Operations of S3 that share a request with rarer ones, told apart by a header or a query string.
const USUAL = ["GetObject", "PutObject", "DeleteObject", "HeadObject", "ListBuckets", "ListObjects"];
const byHand = ({ id }: Service, fits: readonly Action[]): Action | undefined =>
  id === "s3" || id.endsWith(".s3")
    ? USUAL.flatMap((name) => fits.filter((one) => one.name === name))[0]
    : undefined;

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
