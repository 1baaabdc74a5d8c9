import { expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";
import { checked, plant } from "./planted.ts";

// More than 29 seconds hang on a quota of the account: it is read where that is allowed, and else "not checked".

const OF = { ServiceCode: "apigateway", QuotaCode: "L-E5AE38E3" };
const line = (more: string) =>
  `apigw create-method --api petstore --resource /pets --method PUT --integration http --integration-method GET --endpoint https://example.com ${more}`;
const raise = ({ account: { quotas } }: Place, DesiredValue: number) =>
  quotas.requestServiceQuotaIncrease({ ...OF, DesiredValue });
const slow = (timeoutInMillis: number) => ({
  path: "/slow",
  integration: { type: "HTTP", uri: "https://example.com", timeoutInMillis },
});
const ofTimeout = async (place: Place) =>
  (await checked(place, "/slow")).filter(({ check }) => check === "timeout");

test("the quota is AWS's own until it is raised", async () => {
  const place = await freshPlace();
  const { quotas } = place.account;
  expect((await quotas.getServiceQuota(OF)).Quota).toMatchObject({ ...OF, Value: 29_000, Adjustable: true });
  expect((await raise(place, 60_000)).RequestedQuota).toMatchObject({ ...OF, DesiredValue: 60_000 });
  expect((await quotas.getServiceQuota(OF)).Quota).toMatchObject({ Value: 60_000 });
  expect((await quotas.getAWSDefaultServiceQuota(OF)).Quota).toMatchObject({ Value: 29_000 });
  await expect(raise(place, 60_000)).rejects.toMatchObject({ name: "IllegalArgumentException" });
  await expect(quotas.getServiceQuota({ ...OF, QuotaCode: "L-00000000" })).rejects.toMatchObject({
    name: "NoSuchResourceException",
  });
});

test("above it, nothing is written, and the command that raises it is named", async () => {
  const place = await freshPlace();
  const run = await place.run(line("--timeout 60000"));
  expect(run).toMatchObject({ exit: 2, writes: [] });
  expect(run.stderr).toContain("a timeout of 60000 ms is above the account's quota of 29000");
  expect(run.stderr).toContain("--quota-code L-E5AE38E3 --desired-value 60000");
});

test("raised, it is taken, by the command and by API Gateway; not beyond", async () => {
  const place = await freshPlace();
  await raise(place, 60_000);
  const run = await place.run(line("--timeout 60000"));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).not.toContain("L-E5AE38E3");
  await expect(plant(place, slow(60_001))).rejects.toThrow("Timeout should be between 50 ms and 60000 ms");
  expect(await place.run(line("--timeout 60001").replace("PUT", "PATCH"))).toMatchObject({
    exit: 2,
    writes: [],
  });
});

test("an edge-optimized API never has more, whatever the quota", async () => {
  const place = await freshPlace();
  await raise(place, 60_000);
  const { gateway } = place.account;
  const { id: restApiId = "" } = await gateway.createRestApi({
    name: "edge",
    endpointConfiguration: { types: ["EDGE"] },
  });
  const { items = [] } = await gateway.getResources({ restApiId });
  const at = { restApiId, resourceId: items[0]?.id, httpMethod: "GET" };
  await gateway.putMethod({ ...at, authorizationType: "NONE" });
  await expect(
    gateway.putIntegration({
      ...at,
      type: "HTTP",
      integrationHttpMethod: "GET",
      uri: "https://example.com",
      timeoutInMillis: 60_000,
    }),
  ).rejects.toThrow("Timeout should be between 50 ms and 29000 ms");
});

test("check-method has nothing to say of a timeout that the quota allows", async () => {
  const place = await freshPlace();
  await raise(place, 60_000);
  await plant(place, slow(45_000));
  expect(await ofTimeout(place)).toEqual([]);
});

test.each([
  ["GetServiceQuota", "denied", "reading it needs servicequotas:GetServiceQuota"],
  ["GetServiceQuota", "error", "Service Quotas answers InternalFailure"],
] as const)("%s %s: not checked, and the method is made all the same", async (operation, kind, why) => {
  const place = await freshPlace({ faults: Array.from({ length: 4 }, () => ({ kind, operation })) });
  await raise(place, 60_000);
  const run = await place.run(line("--timeout 60000"));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).toContain(`not checked (timeout): whether the account's quota`);
  expect(run.stderr).toContain(why);
});

test("it is asked for where it decides, and nowhere else", async () => {
  const place = await freshPlace();
  const asked = async (more: string) => {
    const { calls } = await place.run(`${line(more)} --dry-run`);
    return calls.map(({ operation }) => operation).filter((one) => one.includes("Quota"));
  };
  expect(await asked("--timeout 60000")).toEqual(["GetServiceQuota"]);
  expect(await asked("--timeout 29000")).toEqual([]);
  expect(await asked("--proxy --timeout 60000 --response-transfer-mode stream")).toEqual([]);
});
