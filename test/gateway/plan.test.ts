import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { observeMethod, validatorsOf } from "../../src/account/observe.ts";
import { readingOf } from "../../src/account/reading.ts";
import { sdkAws } from "../../src/aws/sdk.ts";
import { execute } from "../../src/change/execute.ts";
import type { MethodDocument } from "../../src/gateway/document/method.ts";
import { canonical, type PlanContext, plan } from "../../src/gateway/plan/plan.ts";
import type { Aws } from "../../src/ports.ts";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { documents, type Surroundings } from "./documents.ts";

const RUNS = { numRuns: 40 };
const at = { path: "/pets/{petId}", httpMethod: "GET" };

let folder: string;
let aws: Aws & { destroy(): void };
let restApiId: string;
let resourceId: string;
let around: Surroundings;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-plan-"));
  aws = sdkAws({
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    endpoint: () => undefined,
    requestHandler: sandboxRequestHandler(openSandbox({ file: join(folder, "state.json") })),
  });
  const reading = readingOf(aws);
  restApiId = (await reading.apis())[0]?.id ?? "";
  resourceId = (await reading.resources(restApiId)).find(({ path }) => path === at.path)?.id ?? "";
  const authorizers = await reading.authorizers(restApiId);
  const id = (name: string) => authorizers.find((one) => one.name === name)?.id ?? "";
  const links = await reading.vpcLinks();
  around = {
    cognito: id("customers"),
    lambda: id("staff"),
    vpcLink: links.find(({ version }) => version === "V1")?.id ?? "",
  };
  // What the generated methods point at must be there, else every one of them would be refused.
  expect([restApiId, resourceId, ...Object.values(around)].every((one) => one !== "")).toBe(true);
});

afterAll(() => {
  aws.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const context = async (): Promise<PlanContext> => ({
  at: { ...at, restApiId },
  requestValidators: await readingOf(aws).requestValidators(restApiId),
});

const observe = () =>
  observeMethod(aws, { ...at, restApiId, resourceId }, validatorsOf(readingOf(aws), restApiId));

async function lead(from: MethodDocument | undefined, to: MethodDocument | undefined): Promise<void> {
  const calls = plan(from, to, await context());
  const ids = { resources: new Map([[at.path, resourceId]]), requestValidators: new Map() };
  const { done, failures } = await execute(calls, aws, ids);
  const [failed] = failures;
  const why = failed
    ? `${failed.call.operation} ${JSON.stringify(failed.call.input)}: ${failed.failure.message}`
    : "";
  expect(why).toBe("");
  expect(done).toHaveLength(calls.length);
}

/** Lists without order in one order, and nothing that is undefined. */
function meaning(document: MethodDocument | undefined): unknown {
  if (!document) return undefined;
  const { request, integration } = document;
  const sorted = (list: readonly string[]) => [...list].sort();
  return JSON.parse(
    canonical({
      ...document,
      request: { ...request, authorizationScopes: sorted(request.authorizationScopes) },
      integration: integration && {
        ...integration,
        cacheKeyParameters: sorted(integration.cacheKeyParameters),
      },
    }),
  );
}

/** From nothing, and back to it. */
async function withMethod(document: MethodDocument, look: () => Promise<void>): Promise<void> {
  await lead(undefined, document);
  try {
    await look();
  } finally {
    await lead(await observe(), undefined);
  }
}

describe("plan", () => {
  test("of a method to itself is empty", async () => {
    const where = await context();
    fc.assert(
      fc.property(documents(around), (x) => {
        expect(plan(x, structuredClone(x), where)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("of a method that is not there and not wanted is empty", async () => {
    expect(plan(undefined, undefined, await context())).toEqual([]);
  });

  test("from nothing, carried out, makes the method; then nothing is left to plan", async () => {
    await fc.assert(
      fc.asyncProperty(documents(around), (x) =>
        withMethod(x, async () => {
          const now = await observe();
          expect(meaning(now)).toEqual(meaning(x));
          expect(plan(now, x, await context())).toEqual([]);
        }),
      ),
      RUNS,
    );
    expect(await observe()).toBeUndefined();
  });

  test("from one method to another, carried out on the one, makes the other", async () => {
    await fc.assert(
      fc.asyncProperty(documents(around), documents(around), (a, b) =>
        withMethod(a, async () => {
          await lead(await observe(), b);
          expect(meaning(await observe())).toEqual(meaning(b));
        }),
      ),
      RUNS,
    );
  });

  test("patterns that change places between statuses, each of which may stand only once", async () => {
    const statuses = ["200", "400", "404", "500"];
    const answers = fc
      .tuple(fc.subarray(statuses), fc.shuffledSubarray([undefined, "a", "b", "c"], { minLength: 4 }))
      .map(([some, patterns]) =>
        Object.fromEntries(
          some.map((status) => {
            const selectionPattern = patterns[statuses.indexOf(status)];
            return [status, { selectionPattern, responseParameters: {}, responseTemplates: {} }];
          }),
        ),
      );
    const mock = (integrationResponses: MethodDocument["integrationResponses"]): MethodDocument => ({
      request: {
        authorizationType: "NONE",
        authorizationScopes: [],
        apiKeyRequired: false,
        requestParameters: {},
        requestModels: {},
      },
      integration: { type: "MOCK", requestParameters: {}, requestTemplates: {}, cacheKeyParameters: [] },
      responses: Object.fromEntries(
        statuses.map((status) => [status, { responseParameters: {}, responseModels: {} }]),
      ),
      integrationResponses,
    });
    await fc.assert(
      fc.asyncProperty(answers, answers, (a, b) =>
        withMethod(mock(a), async () => {
          await lead(mock(a), mock(b));
          expect(meaning(await observe())).toEqual(meaning(mock(b)));
        }),
      ),
      RUNS,
    );
  });

  test("there and back again leaves no trace", async () => {
    await fc.assert(
      fc.asyncProperty(documents(around), documents(around), (a, b) =>
        withMethod(a, async () => {
          await lead(a, b);
          await lead(b, a);
          expect(meaning(await observe())).toEqual(meaning(a));
        }),
      ),
      RUNS,
    );
  });

  test("stopped after any call, the way back from what is there leads to what was", async () => {
    await fc.assert(
      fc.asyncProperty(documents(around), documents(around), fc.nat(), (a, b, n) =>
        withMethod(a, async () => {
          const before = await observe();
          const calls = plan(before, b, await context());
          const ids = { resources: new Map([[at.path, resourceId]]), requestValidators: new Map() };
          await execute(calls.slice(0, n % (calls.length + 1)), aws, ids);
          await lead(await observe(), before);
          expect(meaning(await observe())).toEqual(meaning(a));
        }),
      ),
      RUNS,
    );
  });
});
