import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import { type Key, methodKey, type Seen } from "../../src/gateway/document/things.ts";
import { callsOf, plan } from "../../src/gateway/plan/plan.ts";
import type { Unset } from "../../src/settings/known.ts";
import { wantedMethod } from "../../src/wanted/method.ts";
import { todayOf } from "../../src/wanted/today.ts";
import { withoutSettings } from "../../src/wanted/unset.ts";
import { meaning, openAccount, type TestAccount } from "./account.ts";
import { foundFor } from "./found.ts";
import { documents } from "./methods.ts";

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const at = () => ({ restApiId: account.restApiId, path: "/pets/{petId}", httpMethod: "GET" });

/** What must be unset so that nothing is left of one method that the other does not have. */
function unsets(a: MethodDocument, b: MethodDocument): readonly Unset[] {
  const list: Unset[] = [];
  const gone = (setting: string, from: object, to: object, name = (key: string) => key) => {
    for (const key of Object.keys(from))
      if (!Object.hasOwn(to, key)) list.push({ setting, entry: name(key) });
  };
  const parameters = (where: string, of: MethodDocument) =>
    Object.fromEntries(
      Object.entries(of.request.requestParameters).flatMap(([key, value]) =>
        key.startsWith(`method.request.${where}.`)
          ? [[key.slice(`method.request.${where}.`.length), value]]
          : [],
      ),
    );
  for (const [setting, where] of [
    ["query-param", "querystring"],
    ["header", "header"],
    ["path-param", "path"],
  ] as const)
    gone(setting, parameters(where, a), parameters(where, b));
  gone("request-model", a.request.requestModels, b.request.requestModels);
  if (a.request.operationName && !b.request.operationName) list.push({ setting: "operation-name" });
  if (a.request.authorizationScopes.length > 0) list.push({ setting: "scope" });
  gone("response", a.responses, b.responses);
  for (const [status, response] of Object.entries(a.responses)) {
    const other = b.responses[status];
    if (!other) continue;
    gone("response-model", response.responseModels, other.responseModels, (key) => `${status}:${key}`);
    // A header goes with its mapping; what the other method has of it is given anew.
    for (const key of Object.keys(response.responseParameters))
      list.push({
        setting: "response-header",
        entry: `${status}:${key.slice("method.response.header.".length)}`,
      });
    const [mine, theirs] = [a.integrationResponses[status], b.integrationResponses[status]];
    if (mine && theirs)
      gone(
        "response-template",
        mine.responseTemplates,
        theirs.responseTemplates,
        (key) => `${status}:${key}`,
      );
    if (mine?.contentHandling && theirs && !theirs.contentHandling)
      list.push({ setting: "response-content-handling", entry: status });
  }
  if (a.integration && a.integration.type === b.integration?.type) {
    const left = withoutSettings(a, list, "us-east-1").method.integration;
    gone("request-parameter", left?.requestParameters ?? {}, b.integration.requestParameters);
    gone("request-template", a.integration.requestTemplates, b.integration.requestTemplates);
    if (a.integration.cacheNamespace && !b.integration.cacheNamespace)
      list.push({ setting: "cache-namespace" });
  }
  // It goes along from VPC link to VPC link, whatever else changes.
  if (
    a.integration?.insecureSkipVerification &&
    b.integration?.connectionType === "VPC_LINK" &&
    !b.integration.insecureSkipVerification
  )
    list.push({ setting: "insecure-skip-verification" });
  return list;
}

/** Methods that flags can say: what answers a status stands in both of its responses, and so on. */
const sayable = (x: MethodDocument): boolean => {
  const { integration, responses, integrationResponses, request } = x;
  if (!integration) return false;
  const proxy = integration.type.endsWith("PROXY");
  const statuses = Object.keys(responses);
  return (
    statuses.length > 0 &&
    (proxy
      ? Object.keys(integrationResponses).length === 0
      : statuses.every((one) => integrationResponses[one])) &&
    (proxy || Object.values(integrationResponses).some((one) => one.selectionPattern === undefined)) &&
    Object.entries(responses).every(([status, one]) =>
      Object.entries(one.responseParameters).every(
        ([key, required]) => required || integrationResponses[status]?.responseParameters[key] === undefined,
      ),
    ) &&
    // An address with a placeholder brings its mapping.
    !integration.uri?.includes("/{petId}") &&
    request.requestParameters["method.request.path.petId"] !== false &&
    (integration.type !== "MOCK" || integration.timeoutInMillis === undefined) &&
    (!proxy || Object.keys(integration.requestTemplates).length === 0)
  );
};

const methods = () => documents(account.around).filter(sayable);
const ofType = (x: MethodDocument): string | undefined => x.integration?.type;

describe("an update from any method to any other", () => {
  test.each([
    ["of its type", () => fc.tuple(methods(), methods()).filter(([a, b]) => ofType(a) === ofType(b))],
    [
      "of another type",
      // A mock that is made has the console's template where it is given none.
      () =>
        fc
          .tuple(methods(), methods())
          .filter(([a, b]) => ofType(a) !== ofType(b))
          .filter(
            ([, { integration: to }]) => to?.type !== "MOCK" || Object.keys(to.requestTemplates).length > 0,
          ),
    ],
  ])("%s, by the other's settings and what it does not have unset, gives the other", async (_, pair) => {
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(pair(), async ([a, b]) => {
        const key = methodKey(at());
        const company = (x: MethodDocument): [Key, Seen][] =>
          account.around.validators.map((one, i) => [
            one,
            x && {
              name: one.split("+")[1] ?? "",
              validateRequestBody: true,
              validateRequestParameters: i > 0,
            },
          ]);
        const set = await account.lead(new Map<Key, Seen>([...company(a), [key, a]]));
        expect(set.outcome.failures.map(({ failure }) => failure.message)).toEqual([]);
        const around = foundFor(account, b);
        const cleared = withoutSettings(a, unsets(a, b), around.region);
        expect(cleared.problems).toEqual([]);
        const today = todayOf(b, around.region, around.validators);
        const { method } = wantedMethod(
          { ...today, ...(b.request.requestValidator ? {} : { requestValidator: "none" }) },
          around,
          cleared.method,
        );
        const wanted = new Map<Key, Seen>([[key, method]]);
        const now = await account.read([key, ...account.around.validators]);
        // What both have is not touched: no call puts the method anew.
        const calls = callsOf(plan(now, wanted));
        expect(calls.map(({ operation }) => operation)).not.toContain("apigateway:PutMethod");
        expect(calls.map(({ operation }) => operation)).not.toContain("apigateway:DeleteMethod");
        const done = await account.lead(wanted);
        expect(done.outcome.failures.map(({ failure }) => failure.message)).toEqual([]);
        expect(meaning(await account.read([key, ...account.around.validators]), [key])).toEqual(
          meaning(new Map<Key, Seen>([[key, b]]), [key]),
        );
        pairs += 1;
      }),
      { numRuns: 100 },
    );
    expect(pairs).toBe(100);
  });
});
