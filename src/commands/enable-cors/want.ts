import { awsCliFlags } from "../../cli/again.ts";
import { binaryTypesLine } from "../../gateway/call/binary-types.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { gatewayResponseKey, type Key, methodKey, type Seen } from "../../gateway/document/things.ts";
import { quote } from "../../gateway/messages/shell-words.ts";
import type { Known } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import { methodsToAllow } from "../../wanted/cors.ts";
import {
  type CorsWish,
  hasCors,
  headersToAllow,
  isPreflightOnly,
  preflight,
  withCors,
  withoutCors,
} from "../../wanted/enable-cors.ts";
import { gatewayResponseWithCors, gatewayResponseWithoutCors } from "../../wanted/gateway-cors.ts";
import type { CorsFacts, OneResource } from "./facts.ts";

interface Wished {
  readonly things: ReadonlyMap<Key, Seen>;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** What stands for all that API Gateway answers by itself, but for what somebody has set apart. */
const DEFAULTS = ["DEFAULT_4XX", "DEFAULT_5XX"];

const wishOf = (given: Known): CorsWish => ({
  origins: given.allowOrigin ?? ["*"],
  headers: given.allowHeaders,
  methods: given.allowMethods,
  credentials: given.allowCredentials === true,
  maxAge: given.maxAge,
  expose: given.exposeHeaders,
});

const isMock = ({ integration }: MethodDocument): boolean => integration?.type === "MOCK";
const isMeant = (given: Known, verb: string): boolean =>
  verb !== "OPTIONS" && (given.corsMethod?.includes(verb as never) ?? true);

/** Everything that lets browsers call the resources. */
export function corsOn(given: Known, { place, chosen, gateway, models }: CorsFacts): Wished {
  const { id: restApiId, binaryMediaTypes: binary = [] } = place.api;
  const wish = wishOf(given);
  const things = new Map<Key, Seen>();
  const problems: Problem[] = [];
  const notes: string[] = [];
  for (const { path, methods } of chosen) {
    if (![...methods.keys()].some((verb) => isMeant(given, verb))) continue;
    const called = [...methods].filter(([verb]) => verb !== "OPTIONS").map(([, method]) => method);
    const options = methods.get("OPTIONS");
    const at = { restApiId, path, httpMethod: "OPTIONS" };
    if (options?.integration && !isMock(options))
      notes.push(
        `OPTIONS ${path} goes to a backend of its own, which answers preflights: it stays as it is. It must answer 2XX without credentials${options.request.authorizationType === "NONE" && !options.request.apiKeyRequired ? "" : ", and is refused before it comes there: it asks for authorization or a key"}.`,
      );
    else
      things.set(
        methodKey(at),
        preflight(options, wish, {
          verbs: [...methods.keys()],
          methods: called,
          binary,
          models: models ?? [],
        }),
      );
    for (const [httpMethod, method] of methods) {
      if (!isMeant(given, httpMethod)) continue;
      const key = methodKey({ restApiId, path, httpMethod });
      const { method: wanted, refused } = withCors(method, wish, binary);
      things.set(key, wanted);
      for (const { status, why, binary: types } of refused)
        problems.push(
          problem(
            "allowOrigin",
            `${httpMethod} ${path}: several origins need a template on the answer ${status}, and ${why}`,
            types
              ? `allow one origin, leave the method out by --method, or let the API take ${types.length === 1 ? "that type" : "those types"} for text (in place of */* name the binary ones one by one), and deploy: ${binaryTypesLine(restApiId, { remove: types }, awsCliFlags(given).map(quote))}`
              : "allow one origin, or leave the method out by --method",
          ),
        );
    }
    notes.push(...authorizationNotes(given, path, called));
  }
  if (given.gatewayResponses !== false) {
    const all = chosen.flatMap(({ methods }) => [...methods]);
    const allow = {
      headers: headersToAllow(
        wish,
        all.filter(([verb]) => verb !== "OPTIONS").map(([, method]) => method),
      ),
      methods: wish.methods ?? methodsToAllow(all.map(([verb]) => verb)),
    };
    // What somebody set apart from the defaults does not follow them.
    const keys = new Set([...DEFAULTS.map((type) => gatewayResponseKey(restApiId, type)), ...gateway.keys()]);
    for (const key of keys) things.set(key, gatewayResponseWithCors(gateway.get(key), wish, allow));
    if (wish.origins.length > 1)
      notes.push(
        "What API Gateway answers by itself (4XX, 5XX) cannot choose among origins: it names whichever asks, so pages of any origin can read it. It holds no more than API Gateway's own message, unless its templates say more; --no-gateway-responses leaves them as they are.",
      );
  }
  return { things, problems, notes };
}

/** What of authorization goes wrong in browsers. */
function authorizationNotes(
  given: Known,
  path: string,
  called: readonly MethodDocument[],
): readonly string[] {
  const allowed = given.allowHeaders
    ?.toLowerCase()
    .split(",")
    .map((one) => one.trim());
  const authorized = called.some(({ request }) => request.authorizationType !== "NONE");
  const keyed = called.some(({ request }) => request.apiKeyRequired);
  if (!allowed) return [];
  return [
    ...(authorized && !allowed.includes("authorization")
      ? [
          `${path} has methods with authorization, and pages may not send Authorization${allowed.includes("*") ? ": * never covers it" : ""}. Add it: --allow-headers '${given.allowHeaders},Authorization'.`,
        ]
      : []),
    ...(keyed && !allowed.includes("x-api-key") && !allowed.includes("*")
      ? [`${path} has methods that need an API key, and pages may not send X-Api-Key.`]
      : []),
  ];
}

/** The same resources as if nobody had ever spoken of CORS. */
export function corsOff(given: Known, { place, chosen, others, gateway }: CorsFacts): Wished {
  const { id: restApiId } = place.api;
  const things = new Map<Key, Seen>();
  const notes: string[] = [];
  const left: OneResource[] = [...others];
  for (const { path, methods } of chosen) {
    const stays = [...methods].filter(
      ([verb, method]) => verb !== "OPTIONS" && !isMeant(given, verb) && hasCors(method),
    );
    if (stays.length > 0) left.push({ path, methods: new Map(stays) });
    for (const [httpMethod, method] of methods) {
      const key = methodKey({ restApiId, path, httpMethod });
      if (httpMethod !== "OPTIONS") {
        if (isMeant(given, httpMethod)) things.set(key, withoutCors(method));
        continue;
      }
      if (!isMock(method)) continue;
      // As long as one method is called from elsewhere, its preflights are answered.
      if (stays.length > 0)
        notes.push(
          `OPTIONS ${path} stays: ${stays.map(([verb]) => verb).join(", ")} can still be called by pages.`,
        );
      else if (isPreflightOnly(method)) things.set(key, undefined);
      else things.set(key, withoutCors(method));
    }
  }
  const using = left.filter(({ methods }) => [...methods.values()].some(hasCors)).map(({ path }) => path);
  if (given.gatewayResponses !== false) {
    if (using.length > 0 && gateway.size > 0)
      notes.push(
        `The gateway responses stay as they are: ${using.slice(0, 5).join(", ")} can still be called by pages.`,
      );
    else for (const [key, one] of gateway) things.set(key, gatewayResponseWithoutCors(one));
  }
  return { things, problems: [], notes };
}
