import {
  CreateDeploymentCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  UpdateMethodCommand,
  UpdateRequestValidatorCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";
import { patch } from "./account.ts";

const JSON_TYPE = { "content-type": "application/json" };
const GOOD = '{"weight": 12, "unit": "t"}';
const CARGO = {
  title: "Cargo",
  type: "object",
  properties: { weight: { type: "number" }, unit: { type: "string" } },
  required: ["weight", "unit"],
};

async function checkedWorld() {
  const world = new TestWorld();
  await world.api();
  const restApiId = world.apiId;
  const { id: validator } = await world.client.send(
    new CreateRequestValidatorCommand({
      restApiId,
      name: "customs",
      validateRequestBody: true,
      validateRequestParameters: true,
    }),
  );
  const model = (name: string, schema: object) =>
    world.client.send(
      new CreateModelCommand({
        restApiId,
        name,
        contentType: "application/json",
        schema: JSON.stringify({ $schema: "http://json-schema.org/draft-04/schema#", ...schema }),
      }),
    );
  await model("Cargo", CARGO);
  const $ref = `https://apigateway.amazonaws.com/restapis/${restApiId}/models/Cargo`;
  await model("Manifest", { type: "array", items: { $ref } });
  return { world, validator: validator ?? "" };
}

/** Deploys and points the stage there. */
async function release(world: TestWorld) {
  const { id } = await world.client.send(new CreateDeploymentCommand({ restApiId: world.apiId }));
  await world.client.send(
    new UpdateStageCommand({
      restApiId: world.apiId,
      stageName: "live",
      patchOperations: [patch("replace", "/deploymentId", id)],
    }),
  );
}

const INVALID = { message: "Invalid request body" };
const missing = (names: string) => ({ message: `Missing required request parameters: [${names}]` });

describe("a method with a validator in front of a function", () => {
  let world: TestWorld;
  let validator: string;
  beforeAll(async () => {
    ({ world, validator } = await checkedWorld());
    const uri = await world.fn(
      "weigh",
      "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
    );
    for (const verb of ["PUT", "DELETE"])
      await world.method({
        path: "/scales/{scale}",
        verb,
        requestValidatorId: validator,
        requestModels: { "application/json": "Cargo" },
        requestParameters: {
          "method.request.querystring.port": true,
          "method.request.path.scale": true,
          "method.request.header.x-seal": true,
        },
        integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri },
      });
    await world.lambda.send(
      new AddPermissionCommand({
        FunctionName: "weigh",
        StatementId: "all-scales",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${world.apiId}/*/*/scales/*`,
      }),
    );
    await world.deploy();
  });
  afterAll(() => world.close());

  const EAST = "/scales/3?port=east";
  const WAX = { "x-seal": "wax" };
  const SEALED = { ...WAX, ...JSON_TYPE };
  test.each([
    ["misses a header", "PUT", EAST, JSON_TYPE, GOOD, missing("x-seal")],
    ["misses a parameter of the query", "PUT", "/scales/3", SEALED, GOOD, missing("port")],
    ["looks at parameters before the body", "PUT", "/scales/3", JSON_TYPE, "{}", missing("x-seal, port")],
    ["refuses a body that the model does not allow", "PUT", EAST, SEALED, '{"weight": 12}', INVALID],
    ["refuses no body, whatever the method", "DELETE", EAST, WAX, undefined, INVALID],
    ["refuses no body of a named type", "DELETE", EAST, SEALED, undefined, INVALID],
  ])("%s", async (_, verb, path, headers, body, answer) => {
    const given = await world.call(verb, path, { headers, ...(body === undefined ? {} : { body }) });
    expect([given.status, JSON.parse(given.text)]).toEqual([400, answer]);
  });

  test("lets through what is right, the body as it was", async () => {
    const given = await world.call("PUT", EAST, { headers: SEALED, body: GOOD });
    expect([given.status, JSON.parse(given.text).body]).toEqual([200, GOOD]);
  });

  test("a changed method holds from its deployment on; what is missing is named by headers, path, query", async () => {
    const at = {
      restApiId: world.apiId,
      resourceId: await world.resource("/scales/{scale}"),
      httpMethod: "PUT",
    };
    const { $metadata, ...patched } = await world.client.send(
      new UpdateMethodCommand({
        ...at,
        patchOperations: [
          patch("add", "/requestParameters/method.request.path.inspector", "true"),
          patch("remove", "/requestParameters/method.request.path.scale"),
        ],
      }),
    );
    expect(patched).toEqual({
      httpMethod: "PUT",
      authorizationType: "NONE",
      apiKeyRequired: false,
      requestValidatorId: validator,
      requestModels: { "application/json": "Cargo" },
      requestParameters: {
        "method.request.querystring.port": true,
        "method.request.path.inspector": true,
        "method.request.header.x-seal": true,
      },
      methodIntegration: {
        type: "AWS_PROXY",
        httpMethod: "POST",
        uri: expect.stringContaining(":function:weigh/invocations"),
        passthroughBehavior: "WHEN_NO_MATCH",
        timeoutInMillis: 29000,
        cacheKeyParameters: [],
        cacheNamespace: expect.stringMatching(/./),
      },
    });
    const call = () => world.call("PUT", "/scales/3", { headers: JSON_TYPE, body: GOOD });
    expect(JSON.parse((await call()).text)).toEqual(missing("x-seal, port"));
    await release(world);
    expect(JSON.parse((await call()).text)).toEqual(missing("x-seal, inspector, port"));
  });

  test("a validator that looks at nothing lets all through, from its deployment on", async () => {
    const { $metadata, ...off } = await world.client.send(
      new UpdateRequestValidatorCommand({
        restApiId: world.apiId,
        requestValidatorId: validator,
        patchOperations: [
          patch("replace", "/validateRequestParameters", "false"),
          patch("replace", "/validateRequestBody", "false"),
        ],
      }),
    );
    expect(off).toEqual({
      id: validator,
      name: "customs",
      validateRequestBody: false,
      validateRequestParameters: false,
    });
    await release(world);
    const given = await world.call("PUT", "/scales/3", { headers: JSON_TYPE, body: '{"none": "of it"}' });
    expect([given.status, JSON.parse(given.text).body]).toEqual([200, '{"none": "of it"}']);
    expect((await world.call("DELETE", "/scales/3")).status).toBe(200);
  });
});

describe("a model that refers to another", () => {
  let world: TestWorld;
  beforeAll(async () => {
    const made = await checkedWorld();
    world = made.world;
    await world.method({
      path: "/manifest",
      verb: "PATCH",
      requestValidatorId: made.validator,
      requestModels: { "application/json": "Manifest" },
      integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
      responses: {
        200: { integration: { statusCode: "200", responseTemplates: { "application/json": '"stowed"' } } },
      },
    });
    await world.deploy();
  });
  afterAll(() => world.close());

  test.each([
    ["what both allow", `[${GOOD}, ${GOOD}]`, 200, "stowed"],
    ["an empty list", "[]", 200, "stowed"],
    ["what the other one does not allow", '[{"weight": 12}]', 400, INVALID],
    ["what it does not allow itself", GOOD, 400, INVALID],
    ["no body", undefined, 400, INVALID],
  ])("%s", async (_, body, status, answer) => {
    const headers = body === undefined ? {} : JSON_TYPE;
    const given = await world.call("PATCH", "/manifest", {
      headers,
      ...(body === undefined ? {} : { body }),
    });
    expect([given.status, JSON.parse(given.text)]).toEqual([status, answer]);
  });
});
