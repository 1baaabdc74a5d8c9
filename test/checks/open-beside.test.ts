import { expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";

// A method that anybody may call beside those that ask who calls: said where nobody says that it is meant so.

const make = (path: string, more: string) =>
  `apigw create-method --api petstore --resource ${path} --create-resource --method GET --integration mock ${more}`;
const OPEN = "anybody may call it, and every other method of the API asks for authorization";

/** The sample API, each of its methods with the authorization of IAM. */
async function closed(): Promise<Place> {
  const place = await freshPlace();
  const { gateway } = place.account;
  for (const path of ["/a", "/b"]) expect((await place.run(make(path, ""))).exit).toBe(0);
  const { items = [] } = await gateway.getResources({ restApiId: place.apiId, limit: 500 });
  for (const { id, resourceMethods } of items)
    for (const httpMethod of Object.keys(resourceMethods ?? {}))
      await gateway.updateMethod({
        restApiId: place.apiId,
        resourceId: id,
        httpMethod,
        patchOperations: [{ op: "replace", path: "/authorizationType", value: "AWS_IAM" }],
      });
  return place;
}

test("create-method that deploys says it, and makes it all the same", async () => {
  const place = await closed();
  const run = await place.run(make("/open", "--deploy dev"));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).toContain(`GET /open: ${OPEN}`);
});

test("and so does one that somebody reviews, by one more read and before its first write", async () => {
  const place = await closed();
  const run = await place.run(make("/open", "--dry-run"));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).toContain(OPEN);
  expect(run.calls.filter(({ operation }) => operation === "GetResources")).toHaveLength(2);
});

test("a script's own reads no more for it", async () => {
  const place = await closed();
  const run = await place.run(make("/open", ""));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.calls.filter(({ operation }) => operation === "GetResources")).toHaveLength(1);
});

test.each([
  ["it is said to be meant so", "/open", "--authorization none"],
  ["a key is asked for", "/open", "--api-key-required"],
  ["it asks who calls", "/open", "--authorization iam"],
])("but not where %s, and nothing is read for it", async (_, path, more) => {
  const place = await closed();
  const run = await place.run(make(path, `${more} --dry-run`));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).not.toContain(OPEN);
  expect(run.calls.filter(({ operation }) => operation === "GetResources")).toHaveLength(1);
});

test("nor of what was open before", async () => {
  const place = await closed();
  expect((await place.run(make("/open", "--authorization none"))).exit).toBe(0);
  const line = "apigw update-method --api petstore --resource /open --method GET --operation-name x";
  const run = await place.run(line);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).not.toContain(OPEN);
});

test("not of one that asks, nor of OPTIONS, nor where it was so before", async () => {
  const place = await closed();
  expect((await place.run(make("/asks", "--authorization iam --deploy dev"))).stderr).not.toContain(OPEN);
  expect((await place.run(make("/cors", "--deploy dev").replace("GET", "OPTIONS"))).stderr).not.toContain(
    OPEN,
  );
  expect((await place.run(make("/open", "--deploy dev"))).stderr).toContain(OPEN);
  const again = await place.run(
    "apigw update-method --api petstore --resource /open --method GET --operation-name x --deploy dev",
  );
  expect(again.exit, again.stderr).toBe(0);
  expect(again.stderr).not.toContain(OPEN);
});

test("nor where others are open too", async () => {
  const place = await freshPlace();
  const run = await place.run(make("/open", "--deploy dev"));
  expect(run.exit, run.stderr).toBe(0);
  expect(run.stderr).not.toContain(OPEN);
});
