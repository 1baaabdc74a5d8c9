import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolesOf } from "../catalog/account-roles.ts";
import { openPlace, type Place } from "../cli/run.ts";
import { checked, plant } from "./planted.ts";
import { dataQuestions } from "./questions/data.ts";
import { gatewayQuestions } from "./questions/gateway.ts";
import { messagingQuestions } from "./questions/messaging.ts";
import type { Question } from "./questions/question.ts";
import { servicesQuestions } from "./questions/services.ts";
import { storageQuestions } from "./questions/storage.ts";

// Set-ups of public questions and sample files: what works is not spoken against, and what fails is found for the right
// reason, by check-method and by create-method before its first write.

const ALL: readonly (readonly [string, Question])[] = [
  messagingQuestions,
  dataQuestions,
  storageQuestions,
  servicesQuestions,
  gatewayQuestions,
].flatMap((one) => Object.entries(one));

const BOTH = { 200: {}, 400: { selectionPattern: "4\\d{2}" }, 500: { selectionPattern: "5\\d{2}" } };

const uriOf = ({ uri = "", type = "AWS" }: Question): string =>
  uri.startsWith("arn:") || type.startsWith("HTTP") ? uri : `arn:aws:apigateway:us-east-1:${uri}`;
const mapsOf = ({ maps = {} }: Question): Record<string, string> =>
  Object.fromEntries(Object.entries(maps).map(([to, from]) => [`integration.request.${to}`, from]));
const templatesOf = ({ template, templates }: Question): Readonly<Record<string, string>> =>
  templates ?? (template === undefined ? {} : { "application/json": template });
const declaredOf = ({ maps = {} }: Question): Record<string, boolean> =>
  Object.fromEntries(
    Object.values(maps)
      .filter((one) => /^method\.request\.(?:path|querystring|header)\./.test(one))
      .map((one) => [one, one.startsWith("method.request.path.")]),
  );

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

async function roleOf(i: number, { allows, statements }: Question): Promise<string | undefined> {
  const all =
    statements ?? (allows ? [{ Effect: "Allow", Action: allows[0], Resource: allows[1] }] : undefined);
  if (!all) return undefined;
  const { make, trust, policy } = rolesOf(place);
  return make(`question-${i}`, trust(), policy(...all));
}

async function put(path: string, one: Question, credentials: string | undefined): Promise<void> {
  const { type = "AWS", method = "POST", verb = "POST", responses, declares, passthrough } = one;
  const templates = templatesOf(one);
  const proxy = type.endsWith("_PROXY");
  await plant(place, {
    path,
    httpMethod: method,
    method: { requestParameters: declaredOf(one) },
    integration: {
      type,
      ...(type === "MOCK" ? {} : { uri: uriOf(one), integrationHttpMethod: verb }),
      ...(credentials === undefined ? {} : { credentials }),
      requestParameters: mapsOf(one),
      requestTemplates: templates,
      ...(Object.keys(templates).length > 0 ? { passthroughBehavior: passthrough ?? "NEVER" } : {}),
    },
    responses: responses ?? (proxy ? {} : type === "MOCK" ? { 200: {} } : BOTH),
    ...(declares ? { declares } : {}),
  });
}

/** The same on a command line. */
function wordsOf(path: string, one: Question, role: readonly string[]): readonly string[] {
  const [, service = "", kind = "", rest = ""] =
    /^arn:[^:]*:apigateway:us-east-1:((?:[^:]+\.)?[^:]+):(path|action)\/(.*)$/s.exec(uriOf(one)) ?? [];
  return [
    ..."apigw create-method --dry-run --api petstore --create-resource --integration aws".split(" "),
    ...["--resource", path, "--method", one.method ?? "POST"],
    ...["--service", service, "--integration-method", one.verb ?? "POST", "--action-type", kind],
    ...[kind === "action" ? "--action" : "--path-override", rest, ...role],
    ...Object.entries(mapsOf(one)).flatMap(([to, from]) => ["--request-parameter", `${to}=${from}`]),
    ...Object.keys(declaredOf(one)).flatMap((name) => {
      const [, , where, ...more] = name.split(".");
      return where === "path" ? [] : [where === "header" ? "--header" : "--query-param", more.join(".")];
    }),
    ...Object.entries(templatesOf(one)).flatMap(([type, text]) => ["--request-template", `${type}=${text}`]),
  ];
}

const isLine = ({ type = "AWS", uri = "", onlyChecked }: Question): boolean =>
  type === "AWS" && !onlyChecked && !uri.includes("lambda:path");

describe("a set-up of a public question", () => {
  test("there are a hundred of them", () => expect(ALL.length).toBeGreaterThanOrEqual(100));

  test.each(ALL.map(([name, one], i) => [name, one, i] as const))("%s", async (_, one, i) => {
    const path = `/q${i}${one.path ?? ""}`;
    const role = await roleOf(i, one);
    await put(path, one, role);
    const found = await checked(place, path, one.method);
    const rules = [...new Set(found.map(({ rule }) => rule))].sort();
    expect(rules, JSON.stringify(found, undefined, 1)).toEqual([...(one.want ?? [])].sort());
    if (!isLine(one)) return;
    const run = await place.run(wordsOf(`/line${path}`, one, ["--role", role ?? ""]));
    expect(run.writes).toEqual([]);
    const fails = found.some(({ level }) => level === "error");
    // What follows from the rest is added, and may mend it.
    if (run.exit !== 0 || !/Chosen for/.test(run.stderr)) expect(run.exit, run.stderr).toBe(fails ? 2 : 0);
  });
});

describe("a role that is made for it", () => {
  const granted = ALL.filter(([, one]) => one.grants);
  test.each(granted)("%s: may do what is called, and no more", async (name, one) => {
    const path = `/made-${name.replaceAll(/\W+/g, "-")}${one.path ?? ""}`;
    const run = await place.run([...wordsOf(path, one, ["--create-role", "made"]), "--output", "json"]);
    expect(run.exit, run.stderr).toBe(0);
    const { input } = JSON.parse(run.stdout).calls.find(({ operation }: { operation: string }) =>
      /PutRolePolicy/.test(operation),
    );
    const statements = [one.grants, one.grantsToo].flatMap((pair) =>
      pair ? [{ Effect: "Allow", Action: pair[0], Resource: pair[1] }] : [],
    );
    expect(JSON.parse(input.PolicyDocument).Statement).toEqual(statements);
  });
});
