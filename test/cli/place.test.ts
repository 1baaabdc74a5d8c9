import { describe, expect, test } from "vitest";
import { freshPlace } from "./run.ts";
import { sent, shown } from "./sent.ts";

describe("the API and the resource", () => {
  test("by id, both", async () => {
    const place = await freshPlace();
    const { apis } = await place.account.dump();
    const pet = apis.petstore?.resources["/pets/{petId}"]?.id ?? "";
    const run = await place.run(
      `apigw create-method --api ${place.apiId} --resource ${pet} --method GET --integration mock`,
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).map(([, at]) => at)).toEqual(Array(4).fill("GET /pets/{petId}"));
    expect(run.stdout).toContain("Created GET /pets/{petId} of petstore");
  });

  test("the root", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource / --method GET --integration mock",
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).map(([, at]) => at)).toEqual(Array(4).fill("GET /"));
  });

  test("an id goes before a name", async () => {
    const place = await freshPlace();
    await place.account.gateway.createRestApi({ name: place.apiId });
    const run = await place.run(
      `apigw create-method --api ${place.apiId} --resource /pets --method POST --integration mock`,
    );
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain("POST /pets of petstore");
  });

  test("--create-resource makes the missing parts of the path, outermost first", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource '/orders/{orderId}/lines' --create-resource --method ANY --integration mock",
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).slice(0, 4)).toEqual([
      ["CreateResource", "petstore", { parentId: "<id of />", pathPart: "orders" }],
      ["CreateResource", "petstore", { parentId: "<id of /orders>", pathPart: "{orderId}" }],
      ["CreateResource", "petstore", { parentId: "<id of /orders/{orderId}>", pathPart: "lines" }],
      ["PutMethod", "ANY /orders/{orderId}/lines", { authorizationType: "NONE", apiKeyRequired: false }],
    ]);
    expect(run.writes).toHaveLength(7);
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Created ANY /orders/{orderId}/lines of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  CreateResource          /orders                          – the API does not have this resource
        2.  CreateResource          /orders/{orderId}                – the API does not have this resource
        3.  CreateResource          /orders/{orderId}/lines          – the API does not have this resource
        4.  PutMethod               ANY /orders/{orderId}/lines      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        5.  PutMethodResponse       ANY /orders/{orderId}/lines 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        6.  PutIntegration          ANY /orders/{orderId}/lines      – the method has no integration
            type MOCK, requestTemplates {"application/json":"{\\"statusCode\\": 200}"}
        7.  PutIntegrationResponse  ANY /orders/{orderId}/lines 200  – what the backend answers becomes 200 by default
      "
    `);
  });

  test("--create-resource on a resource that is there makes none", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --create-resource --method POST --integration mock",
    );
    expect(run.exit).toBe(0);
    expect(run.writes.map(({ operation }) => operation)).not.toContain("CreateResource");
  });

  test("without --create-resource a missing path is refused, and what is near is named", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pest --method POST --integration mock",
    );
    expect(run).toMatchObject({ exit: 5, writes: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "--resource: petstore has no resource /pest. Did you mean /pets? Otherwise add --create-resource to make it.
      Nothing was changed.
      "
    `);
  });

  test("an API that is not there: what is near is named", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstroe --resource /pets --method POST --integration mock",
    );
    expect(run).toMatchObject({ exit: 5, writes: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "--api: there is no REST API "petstroe" in us-east-1; there are petstore. Did you mean petstore?
      Nothing was changed.
      "
    `);
  });

  test("two APIs of one name: their ids are named", async () => {
    const place = await freshPlace();
    const { id: other = "" } = await place.account.gateway.createRestApi({ name: "petstore" });
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock",
    );
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain("2 REST APIs");
    expect(run.stderr).toContain(place.apiId);
    expect(run.stderr).toContain(other);
  });

  test("a sibling that takes every name is refused before anything is sent", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource '/pets/{name}' --create-resource --method GET --integration mock",
    );
    expect(run).toMatchObject({ exit: 2, writes: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "--resource: AWS refuses /pets/{name}: A sibling ({petId}) of this resource already has a variable path part -- only one is allowed. Choose another path.
      Nothing was changed.
      "
    `);
  });
});

describe("the method type", () => {
  test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY", "get"])("%s", async (verb) => {
    const place = await freshPlace();
    const run = await place.run(
      `apigw create-method --api petstore --resource '/pets/{petId}' --method ${verb} --integration mock`,
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).map(([operation, at]) => [operation, at])).toEqual(
      ["PutMethod", "PutMethodResponse", "PutIntegration", "PutIntegrationResponse"].map((operation) => [
        operation,
        `${verb.toUpperCase()} /pets/{petId}`,
      ]),
    );
    const { apis } = await place.account.dump();
    expect(Object.keys(apis.petstore?.resources["/pets/{petId}"]?.methods ?? {})).toEqual([
      verb.toUpperCase(),
    ]);
  });
});
