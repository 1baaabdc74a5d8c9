import { describe, expect, test } from "vitest";
import { ok } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { walks } from "./walks.ts";

const AT = "apigw update-stage-method --api petstore --stage dev";
const GET = "--resource /pets --method GET";
/** That nothing is logged AWS says in one way before it was ever set, and in another after: no patch leads back. */
const settings = async ({ account, apiId }: Place) => {
  const { methodSettings = {} } = await account.gateway.getStage({ restApiId: apiId, stageName: "dev" });
  return Object.fromEntries(
    Object.entries(methodSettings).map(([name, one]) => [name, { loggingLevel: "OFF", ...one }]),
  );
};
const withLogRole = ({ account }: Place) =>
  account.gateway.updateAccount({
    patchOperations: [
      {
        op: "replace",
        path: "/cloudwatchRoleArn",
        value: "arn:aws:iam::123456789012:role/apigw-sample-role",
      },
    ],
  });

describe("what a stage has of a method", () => {
  test("is set, changed, and taken away; undo leads through all of it back", async () => {
    const place = await freshPlace();
    await withLogRole(place);
    const seen = [await settings(place)];
    for (const words of [
      `${GET} --throttle-rate 10.5 --throttle-burst 20`,
      "--all-methods --metrics --logging error",
      "--resource '/pets/{petId}' --method GET --caching --cache-ttl 60 --cache-encrypted",
      `${GET} --no-metrics --logging info --data-trace`,
      `${GET} --inherit`,
      "--all-methods --throttle-rate 0",
    ]) {
      const run = await place.run(`${AT} ${words}`);
      if (words.includes("{petId}") && run.exit === 5) {
        ok(
          await place.run(
            "apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration mock",
          ),
        );
        ok(await place.run(`${AT} ${words}`));
      } else ok(run);
      seen.push(await settings(place));
    }
    expect(seen[1]).toMatchObject({ "~1pets/GET": { throttlingRateLimit: 10.5, throttlingBurstLimit: 20 } });
    expect(seen[3]?.["~1pets~1{petId}/GET"]).toMatchObject({
      cachingEnabled: true,
      cacheTtlInSeconds: 60,
      cacheDataEncrypted: true,
      // What all methods have, a method that gets settings of its own keeps.
      metricsEnabled: true,
      loggingLevel: "ERROR",
    });
    expect(seen[4]?.["~1pets/GET"]).toMatchObject({ loggingLevel: "INFO", dataTraceEnabled: true });
    expect(seen[5]).not.toHaveProperty("~1pets/GET");
    for (const before of [seen[5], seen[4], seen[3], seen[2]]) {
      ok(await place.run("apigw undo --yes"));
      expect(await settings(place)).toEqual(before);
    }
  });

  test("the second time it is so already", async () => {
    const place = await freshPlace();
    ok(await place.run(`${AT} ${GET} --throttle-rate 10`));
    const again = ok(await place.run(`${AT} ${GET} --throttle-rate 10 --output json`));
    expect(JSON.parse(again.stdout).outcome).toBe("unchanged");
    expect(again.writes).toEqual([]);
  });

  test.each([
    [GET, 2, "nothing is to be set"],
    [
      `${GET} --logging info`,
      2,
      "CloudWatch Logs role ARN must be set in account settings to enable logging",
    ],
    [`${GET} --inherit`, 2, "there is no method setting for this method"],
    [`${GET} --inherit --metrics`, 2, "leave out one of the two"],
    ["--resource /pets --method PATCH --metrics", 5, "/pets has no method PATCH"],
    ["--resource /nope --method GET --metrics", 5, "petstore has no resource /nope"],
    [`${GET} --all-methods --metrics`, 2, "does not apply"],
    ["--metrics", 2, "--resource: is missing"],
    [`${GET} --throttle-rate -1`, 2, "is not a number of calls a second"],
    [`${GET} --cache-ttl 3601`, 2, "3600"],
  ])("%s", async (words, exit, says) => {
    const run = await (await freshPlace()).run(`${AT} ${words}`);
    expect(run.writes).toEqual([]);
    expect(run.exit, run.stderr).toBe(exit);
    expect(run.stderr.toLowerCase()).toContain(says.toLowerCase());
  });

  test("the sandbox refuses logs without a role as AWS does", async () => {
    const { account, apiId } = await freshPlace();
    await expect(
      account.gateway.updateStage({
        restApiId: apiId,
        stageName: "dev",
        patchOperations: [{ op: "replace", path: "/*/*/logging/loglevel", value: "INFO" }],
      }),
    ).rejects.toThrow("CloudWatch Logs role ARN must be set in account settings to enable logging");
  });

  test("asks for what is missing", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw update-stage-method", async (person) => {
      await walks(
        person,
        {
          "REST API": "petstore",
          Stage: "dev",
          Resource: "/pets",
          "Method type": "get",
          "Throttling: rate": "10",
        },
        { until: /^Change what the stage has of it\?/ },
      );
      await person.says(true, "Change what the stage has of it?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(await settings(place)).toMatchObject({ "~1pets/GET": { throttlingRateLimit: 10 } });
  });

  test.each([
    ["what it has of its own", `${GET} --throttle-rate 7 --logging info`, GET],
    ["what it has as all methods", "--all-methods --throttle-rate 7 --logging info", GET],
    ["what all methods have", "--all-methods --throttle-rate 7 --logging info", "--all-methods"],
  ])("every question has today's value as its answer: %s", async (_, before, of) => {
    const place = await freshPlace();
    await withLogRole(place);
    ok(await place.run(`${AT} ${before}`));
    const run = await place.sit(`${AT} ${of}`, async (person) => {
      await person.entersUntilTheEnd({ instead: { "Throttling: burst": "9" } });
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain("✔ Throttling: rate: 7\n");
    expect(run.stderr).toContain("✔ CloudWatch logs: Error and info logs");
    expect(run.stderr).toMatch(/--throttle-burst 9\n/);
    expect(await settings(place)).toMatchObject({
      [of === GET ? "~1pets/GET" : "*/*"]: {
        throttlingRateLimit: 7,
        throttlingBurstLimit: 9,
        loggingLevel: "INFO",
      },
    });
  });
});
