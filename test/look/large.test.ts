import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, type Place, type Run } from "../cli/run.ts";
import { importLarge } from "./large.ts";

// Calls grow with pages, and not with methods: API Gateway takes ten a second.

const STAGES = 10;
let large: Place;
let small: Place;
beforeAll(async () => {
  for (const [resources, open] of [
    [300, (place: Place) => (large = place)],
    [3, (place: Place) => (small = place)],
  ] as const) {
    const place = open(await openPlace());
    const restApiId = await importLarge(place.account.gateway, resources);
    for (let i = 0; i < STAGES; i++)
      await place.account.gateway.createDeployment({ restApiId, stageName: `stage${i}` });
    const changed = await place.run(
      "apigw update-method --api large --resource /r0 --method GET --operation-name changed",
    );
    expect(changed.exit, changed.stderr).toBe(0);
  }
}, 120_000);
afterAll(async () => {
  await large.close();
  await small.close();
});

const counts = ({ calls }: Run): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { operation } of calls) found[operation] = (found[operation] ?? 0) + 1;
  return found;
};

describe("an API of 300 resources, 900 methods and 10 stages", () => {
  test("is listed by as many calls as one of 9 methods", async () => {
    const run = await large.run("apigw list-methods --api large --output text");
    expect(run.stdout.trimEnd().split("\n")).toHaveLength(900);
    expect(counts(run)).toEqual({ GetRestApis: 1, GetResources: 1, GetRequestValidators: 1 });
    expect(counts(await small.run("apigw list-methods --api large"))).toEqual(counts(run));
  });

  test("with its stages by one more for each deployment", async () => {
    const run = await large.run("apigw list-methods --api large --stages --output json");
    const { methods } = JSON.parse(run.stdout) as { methods: { stages: Record<string, string> }[] };
    expect(Object.keys(methods[0]?.stages ?? {})).toHaveLength(STAGES);
    expect(methods.filter(({ stages }) => stages.stage3 === "changed")).toHaveLength(1);
    expect(counts(run)).toMatchObject({ GetResources: 1, GetStages: 1, GetExport: STAGES });
    expect(counts(await small.run("apigw list-methods --api large --stages"))).toEqual(counts(run));
  });

  test("has its status by as many", async () => {
    const run = await large.run("apigw status --api large --detailed-exitcode");
    expect(run.exit, run.stderr).toBe(8);
    expect(run.stdout.match(/behind by 1 \(1 changed\)/g)).toHaveLength(STAGES);
    expect(counts(run)).toEqual({
      GetRestApis: 1,
      GetStages: 1,
      GetResources: 1,
      GetRequestValidators: 1,
      GetAuthorizers: 1,
      GetModels: 1,
      GetGatewayResponses: 1,
      GetExport: STAGES,
    });
    expect(counts(await small.run("apigw status --api large"))).toEqual(counts(run));
  });

  test("is counted among the APIs without reading its methods one by one", async () => {
    const run = await large.run("apigw list-apis");
    expect(run.stdout).toMatch(/large .* 900 /);
    expect(counts(run)).toEqual({ GetRestApis: 1, GetStages: 2, GetResources: 2 });
  });
});

describe("what takes longer than a second", () => {
  const slow = (milliseconds: number) => ({
    meanwhile: async ({ operation }: { operation: string }) => {
      if (operation === "GetResources") await new Promise((resume) => setTimeout(resume, milliseconds));
    },
  });

  test("is said, once and in a line", async () => {
    const run = await small.run("apigw status --api large", slow(1_300));
    expect(run).toMatchObject({
      exit: 0,
      stderr: "Reading what is configured in large, and what its stages serve…\n",
    });
    const list = await small.run("apigw list-methods --api large", slow(1_300));
    expect(list.stderr).toBe("Reading the methods of large…\n");
    expect((await small.run("apigw status --api large --quiet", slow(1_300))).stderr).toBe("");
  });

  test("and what does not, is not", async () => {
    expect((await small.run("apigw status --api large")).stderr).toBe("");
  });

  test("is said on a terminal, and gone when it is done", async () => {
    const run = await small.sit(
      "apigw status --api large",
      async (person) => person.sees("Reading what is configured in large"),
      slow(1_500),
    );
    expect(run.exit).toBe(0);
  });
});
