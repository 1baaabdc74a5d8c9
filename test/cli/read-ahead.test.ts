import { describe, expect, test } from "vitest";
import { freshPlace, holding, isRead } from "./run.ts";

const line = (api: string) =>
  `apigw create-method --api ${api} --resource /pets --method POST --integration lambda --proxy --function hello`;

describe("what a run reads", () => {
  test("an API by its id: nobody lists all that the account has", async () => {
    const place = await freshPlace();
    const run = await place.run(line(place.apiId));
    expect(run.exit, run.stderr).toBe(0);
    const reads = run.calls.filter(isRead).map(({ operation }) => operation);
    expect(reads.toSorted()).toEqual([
      // Whose account it is, once: then it is known of this access key.
      "GetCallerIdentity",
      "GetFunctionConfiguration",
      "GetModels",
      "GetPolicy",
      "GetResources",
      "GetRestApi",
    ]);
    const again = await place.run(line(place.apiId));
    expect(again.calls.map(({ operation }) => operation)).not.toContain("GetCallerIdentity");
  });

  test("an API whose name has the form of an id", async () => {
    const place = await freshPlace();
    const { id } = await place.account.gateway.createRestApi({ name: "abcde12345" });
    const run = await place.run(`${line("abcde12345")} --create-resource --query api.id`);
    expect(run, run.stderr).toMatchObject({ exit: 0, stdout: `${id}\n` });
  });

  test.each([
    ["GetFunctionConfiguration", "GetPolicy"],
    ["GetRestApi", "GetResources"],
    ["GetRestApi", "GetModels"],
    ["GetResources", "GetModels"],
  ])("%s does not hold up %s", async (held, until) => {
    const place = await freshPlace();
    const run = await place.run(line(place.apiId), holding(held, until));
    expect(run.exit, run.stderr).toBe(0);
  });
});
