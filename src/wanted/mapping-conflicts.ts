import { pathParameters } from "../gateway/names/path.ts";
import { uriPlaceholders } from "../gateway/names/uri.ts";
import { isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";
import { nearest } from "../settings/did-you-mean.ts";
import type { Known, Pair } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import type { Key } from "../settings/setting.ts";
import { OPTIONAL } from "./responses.ts";

/** What is wrong with the mappings: their grammar, and what they point at. */
export function* checkMappings(known: Known): Iterable<Problem> {
  const key = "requestParameter";
  for (const pair of known.requestParameter ?? []) {
    yield* checkTarget(pair);
    yield* checkSource(key, pair.value, "method.request", `${pair.key}=`);
    yield* checkDeclared(pair, known);
  }
  for (const { status, of } of known.responseHeader ?? []) {
    if (of.expression === undefined || of.expression === OPTIONAL) continue;
    yield* checkSource("responseHeader", of.expression, "integration.response", `${status}:${of.name}=`);
  }
}

function* checkTarget({ key }: Pair): Iterable<Problem> {
  const parsed = parseMapping(key);
  if (!isMappingFault(parsed) && parsed.root === "integration.request") return;
  const [, where = "header", name = "X-Name"] =
    /^(?:method\.request\.|integration\.response\.)?(path|querystring|header)\.(.+)$/.exec(key) ?? [];
  yield problem(
    "requestParameter",
    `"${key}" is not a parameter of the backend's request`,
    `write integration.request.${where}.${name}=…`,
  );
}

/** Points at the place in an expression where it stops making sense. */
const at = (expression: string, position: number): string =>
  `${expression.slice(0, position)}▸${expression.slice(position)}`;

function* checkSource(
  key: Key,
  expression: string,
  root: "method.request" | "integration.response",
  before: string,
): Iterable<Problem> {
  const parsed = parseMapping(expression);
  if (isMappingFault(parsed)) {
    const bare = /^[^.']*$/.test(expression) || /^[^a-z]/.test(expression);
    yield problem(
      key,
      `"${at(expression, parsed.position)}" is not a mapping expression; expected ${parsed.expected}`,
      bare
        ? `write a static text in single quotes: "${before}'${expression.replaceAll("'", "")}'"`
        : `write it like ${before}${root}.header.X-Name`,
    );
    return;
  }
  if (
    parsed.root === "static" ||
    parsed.root === "stageVariables" ||
    parsed.root === "context" ||
    parsed.root === root
  )
    return;
  yield problem(
    key,
    `"${expression}" cannot be read here`,
    root === "method.request"
      ? "map from method.request.…, context.…, stageVariables.… or 'text'"
      : "map from integration.response.…, context.…, stageVariables.… or 'text'",
  );
}

function* checkDeclared({ key, value }: Pair, known: Known): Iterable<Problem> {
  // With --if-exists update the method may declare it already; that is looked at when the method has been read.
  if (known.ifExists === "update") return;
  const parsed = parseMapping(value);
  if (isMappingFault(parsed) || !("location" in parsed) || parsed.root !== "method.request") return;
  const { location, name } = parsed;
  const fault = (what: string, remedy: string) =>
    problem("requestParameter", `"${key}" maps from ${value}, but ${what}`, remedy);
  if (location === "path") {
    if (known.resource?.startsWith("/") && !pathParameters(known.resource).includes(name))
      yield fault(
        `the resource ${known.resource} has no {${name}}`,
        "use a parameter of the resource's path",
      );
  } else if (location === "querystring" || location === "multivaluequerystring") {
    if (!(known.queryParam ?? []).some((one) => one.name === name))
      yield fault("the method does not declare it", `add --query-param ${name}`);
  } else if (location === "header" || location === "multivalueheader") {
    if (!(known.header ?? []).some((one) => one.name === name))
      yield fault("the method does not declare it", `add --header ${name}`);
  }
}

/** The path parameter that is probably meant: one of a like name, or the only one there is. */
const sourceFor = (name: string, names: readonly string[]): string | undefined =>
  nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);

/** Whether a template may write a part of the path; what stands in a file is read later, and checked then. */
const mayOverride = ({ requestTemplate = [] }: Known, name: string): boolean =>
  requestTemplate.some(
    ({ source }) => !("text" in source) || source.text.includes(`requestOverride.path.${name}`),
  );

/** What nothing fills in an address. */
export function* checkPlaceholders(known: Known): Iterable<Problem> {
  for (const [flag, uri] of [
    ["endpoint", known.endpoint],
    ["pathOverride", known.pathOverride],
  ] as const) {
    if (uri === undefined || known.resource?.startsWith("/") !== true || known.ifExists === "update")
      continue;
    const mapped = (known.requestParameter ?? []).map(({ key }) => key);
    for (const name of uriPlaceholders(uri)) {
      if (
        mapped.includes(`integration.request.path.${name}`) ||
        pathParameters(known.resource).includes(name) ||
        mayOverride(known, name)
      )
        continue;
      const names = pathParameters(known.resource);
      if (name.endsWith("+")) {
        yield problem(
          flag,
          `{${name}} is how a resource has it: in an address nothing fills it`,
          `write {${name.slice(0, -1)}}`,
        );
        continue;
      }
      const source = sourceFor(name, names);
      yield problem(
        flag,
        `nothing fills {${name}}: the resource ${known.resource} has no such path parameter${names.length > 0 && source === undefined ? `, only ${names.join(", ")}` : ""}`,
        `add --request-parameter integration.request.path.${name}=${source === undefined ? "…" : `method.request.path.${source}`}`,
      );
    }
  }
}
