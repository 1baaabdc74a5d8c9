import { setTimeout } from "node:timers/promises";
import {
  GetAuthorizersCommand,
  GetMethodCommand,
  GetModelCommand,
  GetModelsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  PutRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TestWorld } from "./world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = new TestWorld();
  await world.api();
  await world.method({ path: "/kept", verb: "GET", integration: { type: "MOCK" } });
});
afterEach(() => world.close());

const put = (body: string, more: { mode?: "merge" | "overwrite"; failOnWarnings?: boolean } = {}) =>
  world.client.send(new PutRestApiCommand({ restApiId: world.apiId, body: Buffer.from(body), ...more }));

const DOCUMENT = `
openapi: 3.0.1
info: { title: Imported, version: "7", description: From a document }
servers: [{ url: "https://example.com/{base}", variables: { base: { default: v1 } } }]
x-amazon-apigateway-request-validators:
  all: { validateRequestBody: true, validateRequestParameters: true }
x-amazon-apigateway-request-validator: all
x-amazon-apigateway-gateway-responses:
  DEFAULT_4XX: { responseParameters: { gatewayresponse.header.x-kind: "'mine'" } }
paths:
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get:
      operationId: GetPet
      security: [{ users: [pets/read] }, { key: [] }]
      parameters: [{ name: verbose, in: query, schema: { type: boolean } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses:
        "200":
          headers: { x-seen: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: ANY
        uri: https://example.com/pets/{petId}
        passthroughBehavior: when_no_templates
        requestParameters: { integration.request.path.petId: method.request.path.petId }
        timeoutInMillis: 1000
    x-amazon-apigateway-any-method:
      responses: {}
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 204}' } }
components:
  schemas:
    Name: { type: string }
    Pet: { type: object, properties: { name: { $ref: "#/components/schemas/Name" } } }
  securitySchemes:
    key: { type: apiKey, name: x-api-key, in: header }
    users:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer:
        type: cognito_user_pools
        providerARNs: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc"]
`;

test("a document in YAML becomes methods, models, authorizers and responses beside what is there", async () => {
  expect(await put(DOCUMENT)).toMatchObject({
    name: "Imported",
    version: "7",
    description: "From a document",
  });
  const { items } = await world.client.send(new GetResourcesCommand({ restApiId: world.apiId }));
  expect(items?.map(({ path }) => path).sort()).toEqual(["/", "/kept", "/pets", "/pets/{petId}"]);
  const resourceId = items?.find(({ path }) => path === "/pets/{petId}")?.id;
  const at = { restApiId: world.apiId, resourceId };
  const { items: authorizers } = await world.client.send(
    new GetAuthorizersCommand({ restApiId: world.apiId }),
  );
  expect(authorizers).toMatchObject([
    { name: "users", type: "COGNITO_USER_POOLS", identitySource: "method.request.header.Authorization" },
  ]);
  const get = await world.client.send(new GetMethodCommand({ ...at, httpMethod: "GET" }));
  expect(get).toMatchObject({
    operationName: "GetPet",
    authorizationType: "COGNITO_USER_POOLS",
    authorizationScopes: ["pets/read"],
    authorizerId: authorizers?.[0]?.id,
    apiKeyRequired: true,
    requestParameters: { "method.request.path.petId": true, "method.request.querystring.verbose": false },
    requestModels: { "application/json": "Pet" },
    methodResponses: {
      200: {
        responseParameters: { "method.response.header.x-seen": false },
        responseModels: { "application/json": "Pet" },
      },
    },
    methodIntegration: {
      type: "HTTP_PROXY",
      httpMethod: "ANY",
      passthroughBehavior: "WHEN_NO_TEMPLATES",
      timeoutInMillis: 1000,
    },
  });
  expect(get.requestValidatorId).toBeDefined();
  const any = await world.client.send(new GetMethodCommand({ ...at, httpMethod: "ANY" }));
  expect(any).toMatchObject({ authorizationType: "NONE", methodIntegration: { type: "MOCK" } });
  const { items: models } = await world.client.send(new GetModelsCommand({ restApiId: world.apiId }));
  expect(models?.find(({ name }) => name === "Pet")?.schema).toContain(
    `https://apigateway.amazonaws.com/restapis/${world.apiId}/models/Name`,
  );
});

test("overwriting leaves nothing of what was there, and the same document again changes nothing", async () => {
  await put(DOCUMENT, { mode: "overwrite" });
  const resources = () =>
    world.client.send(new GetResourcesCommand({ restApiId: world.apiId, embed: ["methods"] }));
  const { items } = await resources();
  expect(items?.map(({ path }) => path).sort()).toEqual(["/", "/pets", "/pets/{petId}"]);
  await put(DOCUMENT, { mode: "merge" });
  expect((await resources()).items).toEqual(items);
});

test("what cannot be put is told all at once, and nothing of it stays", async () => {
  const paths = {
    "/a": { get: { "x-amazon-apigateway-integration": { type: "http", httpMethod: "GET", uri: "nowhere" } } },
    "/b": { get: { "x-amazon-apigateway-integration": { type: "http", uri: "https://example.com" } } },
    "/c": {
      get: {
        responses: { 302: {} },
        "x-amazon-apigateway-integration": {
          type: "mock",
          responses: {
            "3.*": {
              statusCode: "302",
              responseParameters: { "method.response.header.Location": "integration.response.body.at" },
            },
            "(": { statusCode: "500" },
          },
        },
      },
    },
  };
  const body = JSON.stringify({ swagger: "2.0", info: { title: "Broken", version: "1" }, paths });
  await expect(put(body)).rejects.toMatchObject({
    name: "BadRequestException",
    message: [
      "Errors found during import:",
      "Unable to put integration on 'GET' for resource at path '/a': Invalid HTTP endpoint specified for URI",
      "Unable to put integration on 'GET' for resource at path '/b': Enumeration value for HttpMethod must be non-empty",
      "Unable to put integration response on 'GET' for resource at path '/c': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.Location]",
      "Unable to put integration response on 'GET' for resource at path '/c': Invalid regex pattern specified",
    ].join("\n\t"),
  });
  expect(await world.client.send(new GetRestApiCommand({ restApiId: world.apiId }))).toMatchObject({
    name: "tested",
  });
});

test("a model whose name is none spoils those that refer to it", async () => {
  const $ref = (name: string) => ({ $ref: `#/definitions/${name}` });
  const definitions = {
    Pet: { properties: { owner: $ref("Pet.Owner"), tag: $ref("Tag"), vet: $ref("Vet") } },
    "Pet.Owner": { type: "object" },
    Tag: { properties: { pet: $ref("Pet") } },
  };
  const body = JSON.stringify({
    swagger: "2.0",
    info: { title: "Named", version: "1" },
    paths: {},
    definitions,
  });
  await expect(put(body)).rejects.toMatchObject({
    name: "BadRequestException",
    message: [
      "Errors found during import:",
      "Unable to create model for 'Pet': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model specified: Pet.Owner, Invalid model specified: Vet]",
      "Unable to create model for 'Pet.Owner': Model name must be alphanumeric: Pet.Owner",
    ].join("\n\t"),
  });
});

test.each([
  ["2.0", "definitions", {}],
  ["3.0.1", "components", { minItems: 1 }],
])("how many items a model of version %s may have", async (version, place, kept) => {
  const Shelf = {
    type: "object",
    properties: { minItems: { type: "array", minItems: 1, items: { type: "string" } } },
    enum: [{ minItems: 1 }],
  };
  const head = version === "2.0" ? { swagger: version } : { openapi: version };
  const schemas = version === "2.0" ? { Shelf } : { schemas: { Shelf } };
  await put(
    JSON.stringify({ ...head, info: { title: "Shelves", version: "1" }, paths: {}, [place]: schemas }),
  );
  const { schema = "" } = await world.client.send(
    new GetModelCommand({ restApiId: world.apiId, modelName: "Shelf" }),
  );
  expect(JSON.parse(schema)).toEqual({
    ...Shelf,
    properties: { minItems: { type: "array", items: { type: "string" }, ...kept } },
  });
});

describe("a document of megabytes", () => {
  const operation = (path: string) => `
  ${path}:
    get:
      responses: { "200": { description: ok, content: { application/json: { schema: { type: object } } } } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: "200" } }`;
  const document = (count: number, more = "") =>
    `openapi: 3.0.1\ninfo: { title: Large, version: "1" }\npaths:${Array.from({ length: count }, (_, i) => operation(`/p${i}`)).join("")}\n${more}`;
  // In time that nobody measures: what is asked for later is answered first.
  test("holds up nobody while it is read", async () => {
    const order: string[] = [];
    const importing = put(document(4000)).then(() => order.push("the import"));
    await setTimeout(50);
    await world.client
      .send(new GetRestApiCommand({ restApiId: world.apiId }))
      .then(() => order.push("a question"));
    await importing;
    expect(order).toEqual(["a question", "the import"]);
    const { items } = await world.client.send(
      new GetResourcesCommand({ restApiId: world.apiId, limit: 500, embed: ["methods"] }),
    );
    expect(items?.find(({ path }) => path === "/p7")?.resourceMethods?.GET).toMatchObject({
      methodIntegration: { type: "MOCK", integrationResponses: { "200": { statusCode: "200" } } },
    });
  });
  test.each([
    ["broken at its end", document(300, 'x: "')],
    ["small, and broken at its end", document(3, 'x: "')],
    ["small, with a member twice", document(3, "openapi: 3.0.2")],
    ["with an alias of nothing", document(300, "x: *nothing")],
    ["that is one text", "a".repeat(100_000)],
  ])("%s is refused", async (_what, text) => {
    await expect(put(text)).rejects.toMatchObject({
      name: "BadRequestException",
      message: "Invalid OpenAPI input.",
    });
  });
});

test("a schema that stands by itself becomes a model, the same one for the same schema", async () => {
  const schema = {
    type: "object",
    required: ["name"],
    properties: { pet: { $ref: "#/components/schemas/Pet" } },
  };
  const content = { "application/json": { schema } };
  const operation = (path: string) => ({
    [path]: { post: { requestBody: { content }, responses: { "200": { description: "ok", content } } } },
  });
  const components = { schemas: { Pet: { type: "object" } } };
  const info = { title: "t", version: "1" };
  await put(
    JSON.stringify({ openapi: "3.0.1", info, paths: { ...operation("/a"), ...operation("/b") }, components }),
  );
  const { items = [] } = await world.client.send(new GetModelsCommand({ restApiId: world.apiId }));
  const made = items.filter(({ name = "" }) => /^MODEL[0-9a-f]{6}$/.test(name));
  expect(made).toHaveLength(1);
  expect(JSON.parse(made[0]?.schema ?? "")).toEqual({
    ...schema,
    properties: { pet: { $ref: `https://apigateway.amazonaws.com/restapis/${world.apiId}/models/Pet` } },
  });
  const { items: resources = [] } = await world.client.send(
    new GetResourcesCommand({ restApiId: world.apiId, embed: ["methods"] }),
  );
  const models = { "application/json": made[0]?.name };
  for (const path of ["/a", "/b"])
    expect(resources.find((one) => one.path === path)?.resourceMethods?.POST).toMatchObject({
      requestModels: models,
      methodResponses: { "200": { responseModels: models } },
    });
});

describe("what a document has too much, or refers to in vain", () => {
  const document = (more: object) =>
    JSON.stringify({
      openapi: "3.0.1",
      info: { title: "t", version: "1" },
      paths: { "/a": { get: { responses: {} } } },
      ...more,
    });
  const HEADERS = (source: string) => ({
    "x-amazon-apigateway-gateway-responses": {
      DEFAULT_4XX: { responseParameters: { "gatewayresponse.header.A": source } },
    },
  });
  test.each([
    [
      "a security scheme",
      { security: [{ nobody: [] }] },
      "Unable to find security scheme 'nobody' for method 'GET' on resource at path '/a'. Ignoring.",
    ],
    [
      "a gateway response",
      { "x-amazon-apigateway-gateway-responses": { SHUT: {} } },
      "Unknown gateway response type 'SHUT' is ignored.",
    ],
  ])("is a warning: %s", async (_what, more, words) => {
    expect((await put(document(more))).warnings).toEqual([words]);
  });
  test.each([
    ["a policy that is none", { "x-amazon-apigateway-policy": "all" }, "Invalid policy document."],
    ["a header without quotes", HEADERS("*"), "Invalid mapping expression specified: *"],
    ["no title", { info: { title: " ", version: "1" } }, "Name cannot be blank"],
  ])("is refused: %s", async (_what, more, words) => {
    await expect(put(document(more))).rejects.toThrow(words);
  });
  test("an extension says that calls are signed", async () => {
    const auth = { "x-amazon-apigateway-auth": { type: "AWS_IAM" } };
    await put(document({ paths: { "/signed": { get: { ...auth, responses: {} } } } }));
    const { items = [] } = await world.client.send(
      new GetResourcesCommand({ restApiId: world.apiId, embed: ["methods"] }),
    );
    const method = items.find(({ path }) => path === "/signed")?.resourceMethods?.GET;
    expect(method?.authorizationType).toBe("AWS_IAM");
  });
});
