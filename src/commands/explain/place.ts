import { apiFacts, methodFacts } from "../../account/check-facts.ts";
import { locateApi, locateResource } from "../../account/locate.ts";
import { observeMethod } from "../../account/observe.ts";
import { reachFlags } from "../../cli/again.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { Finding } from "../../gateway/checks/finding.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { CallPlace } from "../../gateway/messages/read-log.ts";
import { answering } from "../../gateway/names/answering.ts";
import type { ApiEntry } from "../../ports.ts";
import { quote } from "../../settings/command-line.ts";
import type { Known } from "../../settings/known.ts";
import { notFound } from "../../settings/problem.ts";

/** A method that was found, with what is wrong with it. */
export interface SeenMethod {
  readonly api: ApiEntry;
  readonly path: string;
  readonly httpMethod: string;
  readonly findings: readonly Finding[];
}

/** What was given goes before what the text says. */
export const placeOf = (given: Known, told: CallPlace) => ({
  api: given.api ?? told.restApiId,
  resource: given.resource ?? told.path,
  method: given.method ?? told.httpMethod,
});
type Place = ReturnType<typeof placeOf>;

/** The flags of the place for a command line; in angle brackets what nobody said. */
export function placeFlags({ api, resource, method }: Place, flags: readonly string[] = []): string {
  const flag = (name: string, value: string | undefined) =>
    `--${name} ${value === undefined ? `<${name}>` : quote(plain(value))}`;
  return [flag("api", api), flag("resource", resource), flag("method", method), ...flags.map(quote)].join(
    " ",
  );
}

/** The same with the flags that lead to the same account, as they were given. */
export const methodFlags = (place: Place, given: Known): string =>
  placeFlags(place, [
    ...(given.region === undefined ? [] : ["--region", given.region]),
    ...reachFlags(given),
  ]);

/** Looks at the method; fails where what was named is not there. */
export async function lookAt(
  { api: named = "", resource = "", method = "" }: Place,
  { aws, reading }: Connected,
): Promise<SeenMethod> {
  const api = await locateApi(reading, named);
  if ("problem" in api) throw new UsageError([api.problem]);
  const place = await locateResource(reading, api, resource);
  if ("problem" in place) throw new UsageError([place.problem]);
  const found = place.resource
    ? { resource: place.resource, httpMethod: verbOf(place.resource.methods, method) }
    : answering(place.resources, method, place.path);
  if (!found?.httpMethod)
    throw new UsageError([
      notFound(
        "method",
        `${plain(api.name)} has no method ${method} ${plain(resource)}`,
        "give one that it has",
      ),
    ]);
  const { httpMethod } = found;
  const at = { restApiId: api.id, path: found.resource.path, httpMethod };
  const document = await observeMethod(aws, { ...at, resourceId: found.resource.id });
  if (!document) throw new UsageError([notFound("method", `${httpMethod} ${at.path} is gone`, "look again")]);
  const facts = await methodFacts(await apiFacts(aws, reading, api, [document]), at, document);
  return { api, path: at.path, httpMethod, findings: checkMethod(document, facts, new Set()) };
}

const verbOf = (methods: readonly string[], verb: string): string | undefined =>
  [verb, "ANY"].find((one) => methods.includes(one));
