import { PutRestApiCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

const BEHAVIOURS = ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"] as const;
const template = (text: string) => ({ "application/json": text });

describe("a mock", () => {
  const world = new TestWorld();
  beforeAll(async () => {
    await world.api();
    for (const passthroughBehavior of BEHAVIOURS)
      for (const verb of ["PUT", "DELETE"])
        await world.method({
          path: `/${passthroughBehavior}/{hull}`,
          verb,
          integration: {
            type: "MOCK",
            passthroughBehavior,
            requestTemplates: template('{"statusCode":201}'),
          },
          responses: {
            201: {
              integration: {
                statusCode: "201",
                responseTemplates: template(
                  '{"hull": $input.params().path.hull, "by": "$context.httpMethod"}',
                ),
              },
            },
          },
        });
    await world.method({
      path: "/moor/{ring}",
      verb: "POST",
      requestParameters: { "method.request.path.ring": true },
      integration: {
        type: "MOCK",
        requestParameters: { "integration.request.path.to": "method.request.path.ring" },
        requestTemplates: template("{statusCode: 203}"),
      },
      responses: {
        203: { integration: { statusCode: "203", selectionPattern: "20\\d", responseTemplates: {} } },
      },
    });
    await world.method({
      path: "/moor",
      verb: "POST",
      integration: { type: "MOCK", requestTemplates: template('{"statusCode": 502}') },
      responses: {
        200: { integration: { statusCode: "200", responseTemplates: template('"calm"') } },
        409: {
          integration: {
            statusCode: "409",
            selectionPattern: "5\\d\\d",
            responseTemplates: template('"rough"'),
          },
        },
      },
    });
    await world.deploy();
  });
  afterAll(() => world.close());

  test.each(BEHAVIOURS.flatMap((behaviour) => ["PUT", "DELETE"].map((verb) => [behaviour, verb] as const)))(
    "with a template for what was sent ignores its passthrough behaviour %s: %s",
    async (behaviour, verb) => {
      const headers = { "content-type": "application/json" };
      const { status, text } = await world.call(verb, `/${behaviour}/77`, { headers });
      expect([status, JSON.parse(text)]).toEqual([201, { hull: 77, by: verb }]);
    },
  );

  test("reads its status from a template that is almost JSON, and without a template answers with nothing", async () => {
    const { status, text } = await world.call("POST", "/moor/iron");
    expect([status, text]).toEqual([203, ""]);
  });

  test("selects its response by the status in its template", async () => {
    const { status, text } = await world.call("POST", "/moor");
    expect([status, text]).toEqual([409, '"rough"']);
  });
});

test("a mock out of a document answers by its default response, with the parameters of the path", async () => {
  const world = new TestWorld();
  await world.api();
  const integration = {
    type: "mock",
    passthroughBehavior: "never",
    requestTemplates: template('{"statusCode": 200}'),
    responses: {
      default: {
        statusCode: "202",
        responseTemplates: template(`{"call": "$input.params('sign')", "heard": true}`),
      },
    },
  };
  const document = {
    openapi: "3.0.1",
    info: { title: "radio", version: "1" },
    paths: {
      "/radio/{sign}": {
        "x-amazon-apigateway-any-method": {
          responses: { 202: { description: "" } },
          "x-amazon-apigateway-integration": integration,
        },
      },
    },
  };
  await world.client.send(
    new PutRestApiCommand({
      restApiId: world.apiId,
      mode: "overwrite",
      body: Buffer.from(JSON.stringify(document)),
    }),
  );
  await world.deploy();
  const { status, text } = await world.call("PATCH", "/radio/kilo-9");
  expect([status, JSON.parse(text)]).toEqual([202, { call: "kilo-9", heard: true }]);
  await world.close();
});
