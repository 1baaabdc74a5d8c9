import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent } from "./sent.ts";

const create = (place: Place, rest: string, files: Record<string, string> = {}) =>
  place.run(`apigw create-method --api petstore --resource /pets --method POST ${rest}`, { files });

/** The responses that a run put, of the method and of the integration. */
async function responses(rest: string, files: Record<string, string> = {}) {
  const place = await freshPlace();
  const run = await create(place, rest, files);
  expect(run.exit, run.stderr).toBe(0);
  return (await sent(place, run))
    .filter(([operation]) => operation.endsWith("Response"))
    .map(([operation, , input]) => [operation.replace("Put", ""), input]);
}

const LAMBDA = "--integration lambda --function create-pet";

describe("method and integration responses", () => {
  test("one with a selection pattern stands beside the console's 200", async () => {
    expect(await responses(`${LAMBDA} --response '400=.*[Bb]ad.*'`)).toEqual([
      ["MethodResponse", { statusCode: "200", responseModels: { "application/json": "Empty" } }],
      ["MethodResponse", { statusCode: "400" }],
      ["IntegrationResponse", { statusCode: "200" }],
      ["IntegrationResponse", { statusCode: "400", selectionPattern: ".*[Bb]ad.*" }],
    ]);
  });

  test("a default of one's own replaces the console's 200", async () => {
    expect(await responses(`${LAMBDA} --response 201`)).toEqual([
      ["MethodResponse", { statusCode: "201" }],
      ["IntegrationResponse", { statusCode: "201" }],
    ]);
  });

  test("200 may have a pattern, with another as the default", async () => {
    expect(await responses(`${LAMBDA} --response 200=ok --response 500`)).toEqual([
      ["MethodResponse", { statusCode: "200", responseModels: { "application/json": "Empty" } }],
      ["MethodResponse", { statusCode: "500" }],
      ["IntegrationResponse", { statusCode: "200", selectionPattern: "ok" }],
      ["IntegrationResponse", { statusCode: "500" }],
    ]);
  });

  test("headers, templates and models of a status", async () => {
    expect(
      await responses(
        `${LAMBDA} --response '404=.*not found.*'
          --response-header "200:Access-Control-Allow-Origin='*'"
          --response-header 200:X-Request-Id=context.requestId
          --response-header 404:X-Reason=integration.response.body.errorMessage
          --response-template 200:application/json=@out.vtl
          --response-template '404:application/json={"message": "no such pet"}'
          --response-model 200:application/json=Pet --response-model 404:application/json=Error`,
        { "out.vtl": "$input.json('$')\n" },
      ),
    ).toEqual([
      [
        "MethodResponse",
        {
          statusCode: "200",
          responseModels: { "application/json": "Pet" },
          responseParameters: {
            "method.response.header.Access-Control-Allow-Origin": true,
            "method.response.header.X-Request-Id": true,
          },
        },
      ],
      [
        "MethodResponse",
        {
          statusCode: "404",
          responseModels: { "application/json": "Error" },
          responseParameters: { "method.response.header.X-Reason": true },
        },
      ],
      [
        "IntegrationResponse",
        {
          statusCode: "200",
          responseParameters: {
            "method.response.header.Access-Control-Allow-Origin": "'*'",
            "method.response.header.X-Request-Id": "context.requestId",
          },
          responseTemplates: { "application/json": "$input.json('$')\n" },
        },
      ],
      [
        "IntegrationResponse",
        {
          statusCode: "404",
          selectionPattern: ".*not found.*",
          responseParameters: {
            "method.response.header.X-Reason": "integration.response.body.errorMessage",
          },
          responseTemplates: { "application/json": '{"message": "no such pet"}' },
        },
      ],
    ]);
  });

  test("of a proxy integration: declared on the method only", async () => {
    expect(
      await responses(
        `${LAMBDA} --proxy --response 404 --response-header 404:X-Reason --response-model 404:application/json=Error`,
      ),
    ).toEqual([
      ["MethodResponse", { statusCode: "200", responseModels: { "application/json": "Empty" } }],
      [
        "MethodResponse",
        {
          statusCode: "404",
          responseParameters: { "method.response.header.X-Reason": true },
          responseModels: { "application/json": "Error" },
        },
      ],
    ]);
  });

  test("a response template from standard input", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method POST --integration mock --response-template 200:application/json=-",
      { input: '{"made": true}' },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run)).at(-1)).toEqual([
      "PutIntegrationResponse",
      "POST /pets",
      { statusCode: "200", responseTemplates: { "application/json": '{"made": true}' } },
    ]);
  });
});
