import { describe, expect, test } from "vitest";
import { freshPlace, holding } from "./run.ts";

// The sample API is Regional: more than 29 seconds is let through with a note and refused by PutIntegration.
const HTTP = "--integration http --integration-method GET --endpoint https://example.com/pets";
const REFUSED =
  /^AWS refused PutIntegration \(BadRequestException\): Timeout should be between 50 ms and 29000 ms/m;

describe("a call that is refused part-way", () => {
  test.each([
    ["a method", "--resource /pets --method POST", ["PutMethod", "PutMethodResponse"]],
    [
      "a method with responses",
      "--resource /pets --method POST --response 404=no --response-model 404:application/json=Error",
      ["PutMethod", "PutMethodResponse", "PutMethodResponse"],
    ],
    [
      "the resources it made",
      "--resource /orders/today --create-resource --method GET",
      ["CreateResource", "CreateResource", "PutMethod", "PutMethodResponse"],
    ],
    [
      "the validator it made",
      "--resource /pets --method PUT --request-validator all",
      ["CreateRequestValidator", "PutMethod", "PutMethodResponse"],
    ],
  ])("takes back %s", async (_, rest, sent) => {
    // What the quota is may not be read, so that API Gateway is the first to say no.
    const place = await freshPlace({ faults: [{ kind: "denied", operation: "GetServiceQuota" }] });
    const before = await place.account.dump();
    const run = await place.run(`apigw create-method --api petstore ${rest} ${HTTP} --timeout 60000`);
    expect(run).toMatchObject({ exit: 1, stdout: "" });
    expect(run.stderr).toMatch(/^Note: not checked \(timeout\): whether the account's quota/m);
    expect(run.stderr).toMatch(REFUSED);
    expect(run.stderr).toContain("All that had been done was taken back: nothing is left changed.");
    const operations = run.writes.map(({ operation }) => operation);
    expect(operations.slice(0, sent.length + 1)).toEqual([...sent, "PutIntegration"]);
    expect(await place.account.dump()).toEqual(before);
  });

  test.each([
    ["replace", "PutIntegration"],
    ["update", "UpdateIntegration"],
  ])("leads an existing method back to what it was: --if-exists %s", async (how, refused) => {
    const place = await freshPlace();
    const made = await place.run(
      `apigw create-method --api petstore --resource /pets --method POST ${HTTP} --operation-name before --header X-Id:required --request-model application/json=Pet --response 404=no --response-header "404:X-Why='no'" --request-parameter integration.request.header.X-Id=method.request.header.X-Id --request-validator body`,
    );
    expect(made.exit, made.stderr).toBe(0);
    const before = await place.account.dump();
    const other =
      how === "replace"
        ? "--integration http --proxy --integration-method ANY --endpoint https://example.org"
        : HTTP;
    const run = await place.run(
      `apigw create-method --api petstore --resource /pets --method POST --if-exists ${how} ${other} --timeout 60000 --skip-check timeout --operation-name after --api-key-required --request-validator parameters --response 500 --query-param q`.replace(
        how === "update" ? "--response 500" : "nothing",
        how === "update" ? "--response 500=oh" : "",
      ),
    );
    expect(run.exit, run.stderr).toBe(1);
    expect(run.stderr).toContain(`AWS refused ${refused} (BadRequestException)`);
    expect(run.stderr).toContain("nothing is left changed");
    expect(run.writes.filter(({ status }) => status < 300).length).toBeGreaterThan(2);
    expect(await place.account.dump()).toEqual(before);
  });

  test("a permission that is refused takes the method back, and leaves the statement that was in its way", async () => {
    const place = await freshPlace();
    const line =
      "apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --function hello";
    const dry = await place.run(`${line} --dry-run --query "calls[-1].input.StatementId" --output json`);
    const StatementId = JSON.parse(dry.stdout) as string;
    const resources = async () => (await place.account.dump()).apis;
    const before = await resources();
    let made = false;
    const run = await place.run(line, {
      async meanwhile({ operation }) {
        if (operation !== "GetPolicy" || made) return;
        made = true;
        await place.account.functions.addPermission({
          FunctionName: "hello",
          StatementId,
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
        });
      },
    });
    expect(run, run.stderr).toMatchObject({ exit: 1, stdout: "" });
    expect(run.stderr).toContain("AWS refused AddPermission (ResourceConflictException)");
    expect(await resources()).toEqual(before);
    const { policies } = await place.account.dump();
    expect(policies.hello).toMatchObject({
      Statement: [{ Sid: StatementId, Principal: { Service: "events.amazonaws.com" } }],
    });
  });

  const LAMBDA =
    "apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --function hello";

  test("a permission goes beside the calls to API Gateway, and waits for none of them", async () => {
    const place = await freshPlace();
    // Nothing of the method is answered before the permission is there.
    const run = await place.run(LAMBDA, holding("PutMethod", "AddPermission"));
    expect(run.exit, run.stderr).toBe(0);
  });

  test("both sides refused: both are told, and nothing is left", async () => {
    const faults = ["PutMethodResponse", "AddPermission"].map(
      (operation) => ({ kind: "error", operation }) as const,
    );
    const place = await freshPlace({ faults });
    const before = await place.account.dump();
    // The one is not refused before the other is on its way.
    const run = await place.run(LAMBDA, holding("AddPermission", "PutMethodResponse"));
    expect(run, run.stderr).toMatchObject({ exit: 1, stdout: "" });
    expect(run.stderr).toContain("AddPermission");
    expect(run.stderr).toContain("PutMethodResponse");
    expect(run.stderr).toContain("nothing is left changed");
    expect(await place.account.dump()).toEqual(before);
  });

  test("a permission that does not fit is known before anything is sent", async () => {
    const place = await freshPlace();
    for (let i = 0; i < 60; i++)
      await place.account.functions
        .addPermission({
          FunctionName: "hello",
          StatementId: `filler-${i}-${"x".repeat(60)}`,
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
          SourceArn: `arn:aws:events:us-east-1:123456789012:rule/${"y".repeat(60)}-${i}`,
        })
        .catch(() => undefined);
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration lambda --proxy --function hello",
    );
    expect(run, run.stderr).toMatchObject({ exit: 2, writes: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "--permission-scope: the function's policy would grow to 20501 bytes; Lambda's limit is 20480. Write --permission-scope api, and remove the statements it makes superfluous; or add --no-permission.
      Nothing was changed.
      "
    `);
  });
});

describe("what somebody else does meanwhile", () => {
  const create = "apigw create-method --api petstore";

  test("a resource that appears between reading and writing is not taken away", async () => {
    const place = await freshPlace();
    let made = false;
    const run = await place.run(
      `${create} --resource /orders --create-resource --method GET --integration mock`,
      {
        async meanwhile({ operation }) {
          if (operation !== "GetResources" || made) return;
          made = true;
          const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
          const parentId = items.find(({ path }) => path === "/")?.id;
          await place.account.gateway.createResource({
            restApiId: place.apiId,
            parentId,
            pathPart: "orders",
          });
        },
      },
    );
    expect(made).toBe(true);
    expect(run.exit, run.stderr).toBe(1);
    expect(run.stderr).toContain("Another resource with the same parent already has this name");
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/orders"]?.methods).toEqual({});
  });

  test("a method that appears between reading and writing is not taken away", async () => {
    const place = await freshPlace();
    let made = false;
    const run = await place.run(`${create} --resource /pets --method POST --integration mock`, {
      async meanwhile({ operation }) {
        if (operation !== "GetModels" || made) return;
        made = true;
        const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
        await place.account.gateway.putMethod({
          restApiId: place.apiId,
          resourceId: items.find(({ path }) => path === "/pets")?.id,
          httpMethod: "POST",
          authorizationType: "AWS_IAM",
        });
      },
    });
    expect(made).toBe(true);
    expect(run.exit, run.stderr).toBe(1);
    expect(run.stderr).toContain("Method already exists for this resource");
    expect(run.writes.map(({ operation }) => operation)).toEqual(["PutMethod"]);
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/pets"]?.methods.POST).toMatchObject({ authorizationType: "AWS_IAM" });
  });

  test("a method in a resource that this run made keeps the resource", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `${create} --resource /orders --create-resource --method GET ${HTTP} --timeout 60000 --skip-check timeout`,
      {
        async meanwhile({ operation }) {
          if (operation !== "PutMethodResponse") return;
          const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
          await place.account.gateway.putMethod({
            restApiId: place.apiId,
            resourceId: items.find(({ path }) => path === "/orders")?.id,
            httpMethod: "PUT",
            authorizationType: "AWS_IAM",
          });
        },
      },
    );
    expect(run.exit, run.stderr).toBe(3);
    expect(run.stderr).toContain("/orders");
    const { apis } = await place.account.dump();
    expect(Object.keys(apis.petstore?.resources["/orders"]?.methods ?? {})).toEqual(["PUT"]);
  });
});
