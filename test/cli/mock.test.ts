import { describe, expect, test } from "vitest";
import { freshPlace } from "./run.ts";
import { sent, shown } from "./sent.ts";

describe("a mock integration", () => {
  test("is what the console writes", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock",
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "POST /pets", { authorizationType: "NONE", apiKeyRequired: false }],
      [
        "PutMethodResponse",
        "POST /pets",
        { statusCode: "200", responseModels: { "application/json": "Empty" } },
      ],
      [
        "PutIntegration",
        "POST /pets",
        { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
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
            type MOCK, requestTemplates {"application/json":"{\\"statusCode\\": 200}"}
        4.  PutIntegrationResponse  POST /pets 200  – what the backend answers becomes 200 by default
      "
    `);
    expect(shown(place, run.stderr)).toMatchInlineSnapshot(`
      "
      Not live until it is deployed: apigw deploy --api <id of petstore> --stage STAGE --region us-east-1
      "
    `);
  });

  test("with a template of one's own has no other", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration mock --request-template 'application/json={\"statusCode\": 404}' --response 404",
    );
    expect(run.exit).toBe(0);
    expect(await sent(place, run)).toEqual([
      ["PutMethod", "PUT /pets", { authorizationType: "NONE", apiKeyRequired: false }],
      ["PutMethodResponse", "PUT /pets", { statusCode: "404" }],
      [
        "PutIntegration",
        "PUT /pets",
        { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 404}' } },
      ],
      ["PutIntegrationResponse", "PUT /pets", { statusCode: "404" }],
    ]);
  });

  test("where the API has no model Empty, none is named", async () => {
    const place = await freshPlace();
    const { id: restApiId = "" } = await place.account.gateway.createRestApi({ name: "imported" });
    await place.account.gateway.deleteModel({ restApiId, modelName: "Empty" });
    const run = await place.run(
      "apigw create-method --api imported --resource / --method OPTIONS --integration mock",
    );
    expect(run.exit).toBe(0);
    const response = run.writes.find(({ operation }) => operation === "PutMethodResponse");
    expect(response?.input).not.toHaveProperty("responseModels");
    expect(response?.input).toMatchObject({ statusCode: "200", restApiId });
  });
});
