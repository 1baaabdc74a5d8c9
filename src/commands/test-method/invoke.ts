import type { TestInvokeMethodRequest, TestInvokeMethodResponse } from "@aws-sdk/client-api-gateway";
import { isPathOf } from "../../gateway/names/answering.ts";
import { pathParameters } from "../../gateway/names/path.ts";
import type { StageEntry } from "../../ports.ts";
import type { Known, Pair } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";

/** The path to call, or what is wrong with the values it was to be made of. Query strings are not in it. */
export function callPath(
  template: string,
  given: readonly string[],
): { readonly path: string } | { readonly problems: readonly Problem[] } {
  const whole = given.find((one) => one.startsWith("/"));
  if (whole !== undefined) {
    if (given.length > 1)
      return { problems: [problem("testPath", "is given as a whole and by parameter", "give one of them")] };
    if (!isPathOf(template, whole.split("?")[0] ?? ""))
      return {
        problems: [
          problem(
            "testPath",
            `${whole} is no path of the resource ${template}`,
            `write it like ${template.replaceAll(/\{([^}+]+)\+?\}/g, "1")}`,
          ),
        ],
      };
    return { path: whole };
  }
  const values = new Map(
    given.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]),
  );
  const names = pathParameters(template);
  const problems = [
    ...[...values.keys()]
      .filter((name) => !names.includes(name))
      .map((name) =>
        problem(
          "testPath",
          `the resource ${template} has no {${name}}`,
          names.length > 0 ? `it has ${names.join(", ")}` : "leave it out",
        ),
      ),
    ...missingParameters(template, given).map((name) =>
      problem("testPath", `is missing: ${template} needs a value for ${name}`, `add --path ${name}=…`),
    ),
  ];
  if (problems.length > 0) return { problems };
  const encode = (name: string, greedy: boolean) => {
    const value = values.get(name) ?? "";
    return greedy ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
  };
  return {
    path: template.replaceAll(/\{([^}+]+)(\+?)\}/g, (_, name: string, plus: string) =>
      encode(name, plus === "+"),
    ),
  };
}

/** The path parameters of a resource that have no value yet; none where the path is given as a whole. */
export function missingParameters(template: string, given: readonly string[]): readonly string[] {
  if (given.some((one) => one.startsWith("/"))) return [];
  return pathParameters(template).filter((name) => !given.some((one) => one.startsWith(`${name}=`)));
}

/** The verb that a test sends: for ANY, which is none, one that may have what body was given. */
export const calledVerb = ({ method, body }: Known): string =>
  method === "ANY" ? (body === undefined ? "GET" : "POST") : (method ?? "");

/** What is sent to test a method. */
export function testRequest(
  at: { readonly restApiId: string; readonly resourceId: string; readonly httpMethod: string },
  path: string | undefined,
  known: Known,
  body: string | undefined,
  stage: StageEntry | undefined,
): TestInvokeMethodRequest {
  const query = (known.queryString ?? [])
    .map(({ key, value }) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join("&");
  const pathWithQueryString =
    path === undefined ? undefined : query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`;
  return {
    ...at,
    ...(pathWithQueryString === undefined ? {} : { pathWithQueryString }),
    ...(known.testHeader ? headersOf(known.testHeader) : {}),
    ...(body === undefined ? {} : { body }),
    ...(known.clientCertificate === undefined ? {} : { clientCertificateId: known.clientCertificate }),
    ...(stage || known.stageVariable ? { stageVariables: stageVariables(known, stage) } : {}),
  };
}

/** The stage's variables, but for those that were given. */
const stageVariables = (known: Known, stage: StageEntry | undefined): Record<string, string> => ({
  ...stage?.variables,
  ...Object.fromEntries((known.stageVariable ?? []).map(({ key, value }) => [key, value])),
});

/** Headers with one value each, or, where one is repeated, all of them with lists. */
function headersOf(pairs: readonly Pair[]): Pick<TestInvokeMethodRequest, "headers" | "multiValueHeaders"> {
  const all: Record<string, string[]> = {};
  for (const { key, value } of pairs) all[key] = [...(all[key] ?? []), value];
  const repeated = Object.values(all).some((values) => values.length > 1);
  return repeated
    ? { multiValueHeaders: all }
    : { headers: Object.fromEntries(pairs.map(({ key, value }) => [key, value])) };
}

/** One thing that was expected of an answer, and whether it holds. */
export interface Expectation {
  readonly expected: string;
  readonly holds: boolean;
  readonly got: string;
}

/** Holds an answer against what was expected of it; `search` is JMESPath's. */
export function expectations(
  answer: TestInvokeMethodResponse,
  known: Known,
  search: (value: unknown, expression: string) => unknown,
): readonly Expectation[] {
  const list: Expectation[] = [];
  const { expectStatus } = known;
  if (expectStatus !== undefined) {
    const pattern = new RegExp(`^${expectStatus.toLowerCase().replaceAll("x", "\\d")}$`);
    list.push({
      expected: `status ${expectStatus}`,
      holds: pattern.test(String(answer.status)),
      got: String(answer.status),
    });
  }
  for (const expected of known.expectBody ?? []) {
    const body = answer.body ?? "";
    list.push({
      expected: `body ${expected}`,
      holds: body.includes(expected) || isTrue(body, expected, search),
      got: body.slice(0, 200),
    });
  }
  for (const { name, expression: value } of known.expectHeader ?? []) {
    const found = Object.entries(answer.headers ?? {}).find(
      ([key]) => key.toLowerCase() === name.toLowerCase(),
    )?.[1];
    list.push({
      expected: value === undefined ? `header ${name}` : `header ${name}: ${value}`,
      holds: found !== undefined && (value === undefined || found === value),
      got: found ?? "none",
    });
  }
  return list;
}

/** As JMESPath sees truth: not false, null, or empty. */
function isTrue(
  body: string,
  expression: string,
  search: (value: unknown, expression: string) => unknown,
): boolean {
  let value: unknown;
  try {
    value = search(JSON.parse(body), expression);
  } catch {
    return false; // not JSON, or not an expression: then it is a text, which was looked for already
  }
  if (value === null || value === undefined || value === false || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
