import { USUAL_HEADERS } from "../gateway/names/usual-headers.ts";
import type { Known, MethodSettings } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { BACKEND_SETTINGS } from "./backend.ts";

/** OPTIONS of which no backend is said is the mock that answers preflight requests, as in the console. */
export function withPreflight<G extends Known>(given: G): G {
  if (given.method !== "OPTIONS" || given.ifExists === "update" || given.ifExists === "skip") return given;
  if (given.recipe !== undefined || given.uri !== undefined) return given;
  return BACKEND_SETTINGS.some((key) => given[key] !== undefined) ? given : { ...given, integration: "mock" };
}

/** The methods of a resource, as the header names them. */
export function methodsToAllow(verbs: readonly string[]): string {
  const all = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
  if (verbs.includes("ANY")) return all.join(",");
  return all.filter((verb) => verb === "OPTIONS" || verbs.includes(verb)).join(",");
}

/** The settings that say in responses what was said of CORS; for a new mock on OPTIONS also what was not said. */
export function withCorsHeaders<G extends Known>(
  given: G,
  {
    verbs,
    binary,
    exists,
  }: { readonly verbs: readonly string[]; readonly binary: readonly string[]; readonly exists: boolean },
): G {
  const { allowOrigin, allowHeaders, allowMethods, allowCredentials, maxAge, exposeHeaders } = given;
  const update = exists && given.ifExists === "update";
  const makes = !update && given.method === "OPTIONS" && given.integration === "mock";
  if (!makes && !update) return given;
  // Without the three headers there are only those that were asked for.
  const usual = (text: string) => (makes && given.corsHeaders !== false ? text : undefined);
  const origins = allowOrigin ?? (usual("*") === undefined ? undefined : ["*"]);
  const several = origins !== undefined && origins.length > 1;
  const values: Readonly<Record<string, string | undefined>> = {
    "Access-Control-Allow-Headers": allowHeaders ?? usual(USUAL_HEADERS),
    "Access-Control-Allow-Methods": allowMethods ?? usual(methodsToAllow(verbs)),
    "Access-Control-Allow-Origin": origins?.[0],
    "Access-Control-Max-Age": maxAge === undefined ? undefined : String(maxAge),
    "Access-Control-Allow-Credentials": allowCredentials ? "true" : undefined,
    "Access-Control-Expose-Headers": exposeHeaders,
    // What differs by the caller's origin must not be kept for another's.
    Vary: origins !== undefined && origins[0] !== "*" ? "Origin" : undefined,
  };
  const status = given.response?.find(({ of }) => of === undefined)?.status ?? "200";
  const said = new Set(
    (given.responseHeader ?? [])
      .filter((one) => one.status === status)
      .map(({ of }) => of.name.toLowerCase()),
  );
  const added: MethodSettings["responseHeader"] = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || said.has(name.toLowerCase())
      ? []
      : [{ status, of: { name, expression: `'${value}'` } }],
  );
  if (added.length === 0) return given;
  const template = {
    status,
    of: { contentType: "application/json", source: { text: originTemplate(origins ?? []) } },
  };
  return {
    ...given,
    responseHeader: [...(given.responseHeader ?? []), ...added],
    ...(several ? { responseTemplate: [...(given.responseTemplate ?? []), template] } : {}),
    // Where every body is taken for bytes, a mock cannot read its own template.
    ...(makes && binary.includes("*/*") && given.contentHandling === undefined
      ? { contentHandling: "CONVERT_TO_TEXT" as const }
      : {}),
  };
}

/** A header holds one origin: of several the one that asks is named. */
const originTemplate = (origins: readonly string[]): string =>
  `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
#set($origin = $input.params().header.get("origin"))
#end
#if(${origins.map((one) => `$origin == "${one}"`).join(" || ")})
#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;

/** What browsers would not take. */
export function* checkCors(known: Known): Iterable<Problem> {
  const { allowOrigin, allowCredentials, corsHeaders } = known;
  if (corsHeaders === false && (allowOrigin ?? known.allowHeaders ?? known.allowMethods) !== undefined)
    yield problem(
      "corsHeaders",
      "the mock is to have no CORS headers, and some are given",
      "leave out one of the two",
    );
  if (allowOrigin && allowOrigin.length > 1 && allowOrigin.includes("*"))
    yield problem("allowOrigin", "* is every origin already", "give * alone, or origins by name");
  if (!allowCredentials || known.ifExists === "update") return;
  if (allowOrigin === undefined || allowOrigin.includes("*"))
    yield problem(
      "allowCredentials",
      "browsers send credentials to origins by name only, never where * is allowed",
      "add --allow-origin https://example.com",
    );
  for (const key of ["allowHeaders", "allowMethods", "exposeHeaders"] as const)
    if (known[key]?.split(",").some((word) => word.trim() === "*"))
      yield problem(key, "with credentials * is no more than a name to browsers", "name each");
}
