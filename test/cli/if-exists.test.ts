import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent, shown } from "./sent.ts";

// GET /pets is there in the sample: a mock with a template of its own in its 200.
const getPets = (place: Place, rest: string) =>
  place.run(`apigw create-method --api petstore --resource /pets --method GET --integration mock ${rest}`);

const methodNow = async (place: Place) =>
  (await place.account.dump()).apis.petstore?.resources["/pets"]?.methods.GET;

describe("a method that exists", () => {
  test.each(["", "--if-exists fail"])("fails by default, changes nothing and says so: %s", async (flag) => {
    const place = await freshPlace();
    const run = await getPets(place, flag);
    expect(run).toMatchObject({ exit: 1, writes: [], stdout: "" });
    expect(run.stderr).toBe(
      "--if-exists: GET /pets exists already, and the default is to fail. Add --if-exists skip, update or replace.\nNothing was changed.\n",
    );
  });

  test("--if-exists skip leaves it as it is", async () => {
    const place = await freshPlace();
    const run = await getPets(place, "--if-exists skip --api-key-required");
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toBe("Skipped: GET /pets of petstore exists and stays as it is.\n");
  });

  test("--if-exists update changes what was given and keeps the rest", async () => {
    const place = await freshPlace();
    const run = await getPets(place, "--if-exists update --api-key-required --query-param limit");
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      [
        "UpdateMethod",
        "GET /pets",
        {
          patchOperations: [
            { op: "replace", path: "/apiKeyRequired", value: "true" },
            { op: "add", path: "/requestParameters/method.request.querystring.limit", value: "false" },
          ],
        },
      ],
    ]);
    expect(await methodNow(place)).toMatchObject({
      apiKeyRequired: true,
      methodIntegration: {
        integrationResponses: {
          200: { responseTemplates: { "application/json": expect.stringContaining("Rex") } },
        },
      },
    });
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Updated GET /pets of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  UpdateMethod  GET /pets  – the method request differs
        ~ request apiKeyRequired                                      false → true
        + request requestParameters method.request.querystring.limit  false
      "
    `);
  });

  test("--if-exists update a second time says already so and sends no write", async () => {
    const place = await freshPlace();
    const flags =
      "--if-exists update --api-key-required --query-param limit:required:cached --response 404=no --request-validator parameters --request-model application/json=Pet";
    const first = await getPets(place, flags);
    expect(first.exit, first.stderr).toBe(0);
    expect(first.writes.length).toBeGreaterThan(0);
    const second = await getPets(place, flags);
    expect(second).toMatchObject({ exit: 0, writes: [] });
    expect(second.stdout).toBe("Already so: GET /pets of petstore. Nothing was sent.\n");
  });

  test("--if-exists update after a method was made by the same words says already so, for each type", async () => {
    const place = await freshPlace();
    const types = [
      "--method POST --integration lambda --function hello:live --proxy --timeout 5000",
      "--method PUT --integration http --integration-method GET --endpoint https://example.com --content-handling binary",
      "--method PATCH --integration aws --service sqs --integration-method POST --action SendMessage --role arn:aws:iam::123456789012:role/apigw-sample-role --passthrough never",
      "--method DELETE --integration vpc-link --vpc-link backend --integration-method GET --endpoint https://pets.internal --insecure-skip-verification",
      "--method OPTIONS --integration mock --response-header \"200:Access-Control-Allow-Origin='*'\" --cache-namespace shared",
      "--method HEAD --integration lambda --function hello --proxy --response-transfer-mode stream",
    ];
    for (const type of types) {
      const line = `apigw create-method --api petstore --resource /pets --if-exists update ${type}`;
      const first = await place.run(line);
      expect(first.exit, first.stderr).toBe(0);
      const second = await place.run(line);
      expect(second, second.stdout).toMatchObject({ exit: 0, writes: [] });
      expect(second.stdout).toContain("Already so");
    }
  });

  test("--if-exists replace makes it just what was given", async () => {
    const place = await freshPlace();
    const run = await getPets(place, "--if-exists replace --response 201");
    expect(run.exit).toBe(0);
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Replaced GET /pets of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  PutMethodResponse          GET /pets 201  – callers may get 201
        2.  DeleteIntegrationResponse  GET /pets 200  – this integration response is no longer wanted
        3.  PutIntegrationResponse     GET /pets 201  – what the backend answers becomes 201 by default
        4.  DeleteMethodResponse       GET /pets 200  – this method response is no longer wanted
        - responses 200                                                true
        - responses 200 responseModels application/json                Empty
        - integrationResponses 200                                     true
        - integrationResponses 200 responseTemplates application/json  [{ "id": 1, "name": "Rex", "type": "dog" }, { "id": 2, "name": "Mia", "type": "cat" }]
        + responses 201                                                true
        + integrationResponses 201                                     true
      "
    `);
    expect(await methodNow(place)).toMatchObject({
      methodResponses: { 201: { statusCode: "201" } },
      methodIntegration: { integrationResponses: { 201: { statusCode: "201" } } },
    });
    expect(await methodNow(place)).not.toHaveProperty("methodResponses.200");
    const again = await getPets(place, "--if-exists replace --response 201");
    expect(again).toMatchObject({ exit: 0, writes: [] });
  });

  test("--if-exists replace with another type of integration", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method GET --integration http --proxy --integration-method GET --endpoint https://example.com --if-exists replace",
    );
    expect(run.exit, run.stderr).toBe(0);
    const method = await methodNow(place);
    expect(method).toMatchObject({ methodIntegration: { type: "HTTP_PROXY", uri: "https://example.com" } });
    expect(method).not.toHaveProperty("methodIntegration.integrationResponses");
    expect(method).not.toHaveProperty("methodIntegration.requestTemplates");
  });

  test("--if-exists update with another type keeps the method request", async () => {
    const place = await freshPlace();
    await getPets(place, "--if-exists update --api-key-required --operation-name listPets");
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method GET --integration lambda --function list-pets --if-exists update",
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(await methodNow(place)).toMatchObject({
      apiKeyRequired: true,
      operationName: "listPets",
      methodIntegration: { type: "AWS", integrationResponses: { 200: { statusCode: "200" } } },
    });
  });

  test("--if-exists on a method that is not there makes it", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock --if-exists skip",
    );
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain("Created POST /pets");
    expect(run.writes).toHaveLength(4);
  });
});
