import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { methodKey } from "../../src/gateway/document/things.ts";
import { planMethod } from "../../src/gateway/plan/method.ts";
import { wantedMethod } from "../../src/wanted/method.ts";
import { todayOf } from "../../src/wanted/today.ts";
import { openAccount, type TestAccount } from "./account.ts";
import { foundFor } from "./found.ts";
import { documents } from "./methods.ts";

let account: TestAccount;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => account.close());

const at = () => ({ restApiId: account.restApiId, path: "/pets/{petId}", httpMethod: "GET" });

describe("the settings that a method has by now", () => {
  test("given to the method as it is, they change nothing", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(documents(account.around), (x) => {
        const around = foundFor(account, x);
        seen.add(x.integration?.type ?? "none");
        const today = todayOf(x, around.region, around.validators);
        const { method } = wantedMethod(today, around, x);
        expect(planMethod(at(), x, method)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual(["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK", "none"]);
  });

  test("make the same integration and request of nothing, but for what no flag says", () => {
    fc.assert(
      fc.property(documents(account.around), (x) => {
        const around = foundFor(account, x);
        const today = todayOf(x, around.region, around.validators);
        if (!x.integration || today.integration === undefined) return;
        // What the console writes by itself: a mock's template, and that a path parameter is required.
        fc.pre(x.integration.type !== "MOCK" || x.integration.timeoutInMillis === undefined);
        fc.pre(x.integration.type !== "MOCK" || Object.keys(x.integration.requestTemplates).length > 0);
        fc.pre(x.request.requestParameters["method.request.path.petId"] !== false);
        const sources = Object.values(x.integration.requestParameters);
        fc.pre(
          !sources.includes("method.request.path.petId") ||
            x.request.requestParameters["method.request.path.petId"] === true,
        );
        // An address's placeholder is mapped.
        fc.pre(
          !x.integration.uri?.includes("/{petId}") ||
            x.integration.requestParameters["integration.request.path.petId"] !== undefined,
        );
        const { method } = wantedMethod(today, around);
        const { integration, request } = method;
        const others = { responses: x.responses, integrationResponses: x.integrationResponses };
        expect(planMethod(at(), x, { integration, request, ...others })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("name nothing that the method does not have", () => {
    fc.assert(
      fc.property(documents(account.around), (x) => {
        const today = todayOf(x, "us-east-1", new Map());
        expect(Object.values(today)).not.toContain(undefined);
        expect(methodKey(at())).toContain(at().path);
      }),
    );
  });
});
