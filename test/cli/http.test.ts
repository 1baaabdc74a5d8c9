import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent, shown } from "./sent.ts";

const METHOD = { authorizationType: "NONE", apiKeyRequired: false };
const EMPTY_200 = { statusCode: "200", responseModels: { "application/json": "Empty" } };

const onPets = (place: Place, rest: string) =>
  place.run(`apigw create-method --api petstore --resource /pets --method POST ${rest}`);

async function integrationOf(place: Place, rest: string) {
  const run = await onPets(place, rest);
  expect(run.stderr).not.toContain("is not");
  expect(run.exit).toBe(0);
  const all = (await sent(place, run)).filter(([operation]) => operation === "PutIntegration");
  expect(all).toHaveLength(1);
  return all[0]?.[2];
}

describe("an HTTP integration", () => {
  test("is what the console writes", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      "--integration http --integration-method PUT --endpoint https://example.com/pets",
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "POST /pets", METHOD],
      ["PutMethodResponse", "POST /pets", EMPTY_200],
      [
        "PutIntegration",
        "POST /pets",
        { type: "HTTP", integrationHttpMethod: "PUT", uri: "https://example.com/pets" },
      ],
      ["PutIntegrationResponse", "POST /pets", { statusCode: "200" }],
    ]);
    expect(shown(place, run.stdout)).toMatchInlineSnapshot(`
      "Created POST /pets of petstore, in us-east-1, account 123456789012, at <endpoint>:
        1.  PutMethod               POST /pets      – the resource does not have this method
            authorizationType NONE, apiKeyRequired false
        2.  PutMethodResponse       POST /pets 200  – callers may get 200
            responseModels {"application/json":"Empty"}
        3.  PutIntegration          POST /pets      – the method has no integration
            integrationHttpMethod PUT, type HTTP, uri https://example.com/pets
        4.  PutIntegrationResponse  POST /pets 200  – what the backend answers becomes 200 by default
      "
    `);
  });

  test("--proxy has no integration response", async () => {
    const place = await freshPlace();
    const run = await onPets(
      place,
      "--integration http --proxy --integration-method ANY --endpoint https://example.com/pets",
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "POST /pets", METHOD],
      ["PutMethodResponse", "POST /pets", EMPTY_200],
      [
        "PutIntegration",
        "POST /pets",
        { type: "HTTP_PROXY", integrationHttpMethod: "ANY", uri: "https://example.com/pets" },
      ],
    ]);
  });

  test("on {proxy+}, the path is handed on and part of the cache key, as in the console", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource '/v1/{proxy+}' --create-resource --method ANY --integration http --proxy --integration-method ANY --endpoint 'https://example.com/{proxy}'",
    );
    expect(run.exit).toBe(0);
    expect((await sent(place, run)).slice(2)).toEqual([
      [
        "PutMethod",
        "ANY /v1/{proxy+}",
        { ...METHOD, requestParameters: { "method.request.path.proxy": true } },
      ],
      ["PutMethodResponse", "ANY /v1/{proxy+}", EMPTY_200],
      [
        "PutIntegration",
        "ANY /v1/{proxy+}",
        {
          type: "HTTP_PROXY",
          integrationHttpMethod: "ANY",
          uri: "https://example.com/{proxy}",
          requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
          cacheKeyParameters: ["method.request.path.proxy"],
        },
      ],
    ]);
  });

  test("a {name} of the endpoint is filled from the path parameter of that name", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration http --integration-method GET --endpoint 'https://example.com/pets/{petId}'",
    );
    expect(run.exit).toBe(0);
    const all = await sent(place, run);
    expect(all[0]?.[2]).toEqual({ ...METHOD, requestParameters: { "method.request.path.petId": true } });
    expect(all[2]?.[2]).toEqual({
      type: "HTTP",
      integrationHttpMethod: "GET",
      uri: "https://example.com/pets/{petId}",
      requestParameters: { "integration.request.path.petId": "method.request.path.petId" },
    });
  });

  test.each([
    ["passthrough", undefined],
    ["convert_to_binary", "CONVERT_TO_BINARY"],
    ["CONVERT_TO_TEXT", "CONVERT_TO_TEXT"],
    ["binary", "CONVERT_TO_BINARY"],
  ])("--content-handling %s", async (typed, contentHandling) => {
    const place = await freshPlace();
    const integration = await integrationOf(
      place,
      `--integration http --integration-method POST --endpoint https://example.com --content-handling ${typed}`,
    );
    expect(integration).toEqual({
      type: "HTTP",
      integrationHttpMethod: "POST",
      uri: "https://example.com",
      ...(contentHandling === undefined ? {} : { contentHandling }),
    });
  });

  test("--response-transfer-mode stream", async () => {
    const place = await freshPlace();
    const integration = await integrationOf(
      place,
      "--integration http --proxy --integration-method GET --endpoint https://example.com --response-transfer-mode stream --timeout 60000",
    );
    expect(integration).toEqual({
      type: "HTTP_PROXY",
      integrationHttpMethod: "GET",
      uri: "https://example.com",
      responseTransferMode: "STREAM",
      timeoutInMillis: 60_000,
    });
  });

  test("stage variables stay as they are", async () => {
    const place = await freshPlace();
    const uri = "https://${stageVariables.host}:8443/pets";
    const integration = await integrationOf(
      place,
      `--integration http --integration-method GET --endpoint '${uri}' --timeout 50`,
    );
    expect(integration).toMatchObject({ uri, timeoutInMillis: 50 });
  });
});
