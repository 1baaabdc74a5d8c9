import { ifAllowed } from "../../account/allowed.ts";
import type { Place } from "../../account/locate.ts";
import { observeMethods, resourceThings } from "../../account/observe.ts";
import { readGatewayResponses } from "../../account/observe-stages.ts";
import type { Change, Wish } from "../../change/change.ts";
import { deployCommand } from "../../change/report.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import { namedPlace } from "../../cli/named-place.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import {
  addressOfKey,
  isOf,
  isUnread,
  type Key,
  methodKey,
  type Seen,
} from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { isAtOrBelow } from "../../gateway/names/path.ts";
import { notFound, type Problem, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { documentRefusals } from "../../wanted/refusals.ts";
import type { CorsFacts, OneResource } from "./facts.ts";
import { proxiesOf, proxyNotes } from "./proxies.ts";
import type { EnableCorsTable } from "./settings.ts";
import { corsOff, corsOn } from "./want.ts";

type Mine = Given<EnableCorsTable>;

/** `apigw enable-cors`: the lazy half. */
export function enableCorsChange(
  session: Session<EnableCorsTable>,
  { aws, flags }: Connected,
): Change<Mine, CorsFacts> {
  return {
    guide: async (account, region) => {
      const { methodGuide } = await import("../../cli/method-guide.ts");
      const guide = methodGuide(account, region, session.given.recursive ? "resource" : "method");
      return {
        ...guide,
        only: ["Resource", "CORS"],
        // What else is left open is told from the methods that are there.
        put: (key, ...rest) => (key === "resource" ? guide.put?.(key, ...rest) : undefined),
      };
    },

    async locate(given, { account }) {
      const place = await namedPlace(account.reading, given);
      const { api, path } = place;
      if (!place.resource)
        throw new UsageError([
          notFound("resource", `${plain(api.name)} has no resource ${path}`, "give one that it has"),
        ]);
      const [all, gateway, models] = await Promise.all([
        observeMethods(account.aws, api.id),
        given.gatewayResponses === false ? new Map() : readGatewayResponses(account.aws, api.id),
        ifAllowed(account.reading.models(api.id)),
      ]);
      const isMeant = (one: OneResource) =>
        given.recursive ? isAtOrBelow(one.path, path) : one.path === path;
      const chosen = all.filter(isMeant);
      const problems = nothingToDo(given, place, chosen);
      if (problems.length > 0) throw new UsageError(problems);
      const { ids } = resourceThings(
        api.id,
        all.map(({ methods, ...one }) => ({ ...one, methods: [...methods.keys()] })),
      );
      const now = new Map<Key, Seen>([
        ...gateway,
        ...all.flatMap((one) =>
          [...one.methods].map(([httpMethod, method]): [Key, Seen] => [
            methodKey({ restApiId: api.id, path: one.path, httpMethod }),
            method,
          ]),
        ),
      ]);
      const proxies = given.removeCors ? [] : await proxiesOf(account, chosen, given.corsMethod);
      const others = all.filter((one) => !isMeant(one));
      return {
        given,
        facts: { now, ids, restApi: api, place, chosen, others, gateway, models, proxies },
        notes: [],
      };
    },

    want(given, facts) {
      const wished = given.removeCors ? corsOff(given, facts) : corsOn(given, facts);
      if (wished.problems.length > 0) return { problems: wished.problems };
      const absent = [...wished.things].filter(([key]) => !facts.now.has(key));
      return {
        now: new Map<Key, Seen>([...facts.now, ...absent.map(([key]) => [key, undefined] as const)]),
        wanted: new Map(wished.things),
        becomes: "updated",
        notes: [...wished.notes, ...(given.removeCors ? [] : proxyNotes(facts.proxies, given))],
      };
    },

    check: async (given, facts, wish) => ({ problems: refusals(given, facts, wish), notes: [] }),

    words: (given, { place, chosen }) => {
      const deploy = deployCommand(place.api, aws.region, flags);
      const below = chosen.length - 1;
      return {
        what: `CORS of ${place.path}${below > 0 ? ` and ${below} below it` : ""} of ${plain(place.api.name)}`,
        question: given.removeCors ? "Take CORS away?" : "Enable CORS?",
        after: () => [`Not live until it is deployed: ${deploy}`],
        result: () => ({
          before: {
            region: aws.region,
            api: { id: place.api.id, name: place.api.name },
            resources: chosen.map(({ path }) => path),
          },
          after: { deploy },
        }),
      };
    },

    deletes: session.given.removeCors === true,
  };
}

function nothingToDo(given: Mine, { path }: Place, chosen: readonly OneResource[]): readonly Problem[] {
  const verbs = new Set(chosen.flatMap(({ methods }) => [...methods.keys()]));
  const below = given.recursive ? "" : ", or those below it with --recursive";
  if (verbs.size === 0)
    return [
      problem("resource", `${path} has no methods that a page could call`, `give one that has${below}`),
    ];
  return (given.corsMethod ?? [])
    .filter((verb) => !verbs.has(verb))
    .map((verb) =>
      notFound(
        "corsMethod",
        `${path} has no method ${verb}`,
        `it has ${[...verbs].sort().join(", ")}${below}`,
      ),
    );
}

/** What AWS would refuse of what is changed, by the rules that the sandbox answers with. */
const refusals = (given: Mine, { models }: CorsFacts, { wanted }: Wish): readonly Problem[] =>
  [...wanted].flatMap(([key, one]) =>
    isOf("method", key) && one !== undefined && !isUnread(one)
      ? documentRefusals(one as MethodDocument, addressOfKey(key).httpMethod, given, models)
      : [],
  );
