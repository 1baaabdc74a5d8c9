import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { type Sent, sent } from "./sent.ts";

const mock = (place: Place, rest: string, files: Record<string, string | Uint8Array> = {}) =>
  place.run(
    `apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration mock ${rest}`,
    { files },
  );

/** The input of the one call of this name that a run sent. */
function only(all: readonly Sent[], operation: string): Record<string, unknown> | undefined {
  const found = all.filter(([name]) => name === operation);
  expect(found).toHaveLength(1);
  return found[0]?.[2];
}

async function putMethod(rest: string) {
  const place = await freshPlace();
  const run = await mock(place, rest);
  expect(run.exit, run.stderr).toBe(0);
  return only(await sent(place, run), "PutMethod");
}

describe("method request settings", () => {
  test.each([
    ["none", { authorizationType: "NONE" }],
    ["iam", { authorizationType: "AWS_IAM" }],
    ["AWS_IAM", { authorizationType: "AWS_IAM" }],
  ])("--authorization %s", async (typed, wanted) => {
    expect(await putMethod(`--authorization ${typed}`)).toEqual({ ...wanted, apiKeyRequired: false });
  });

  test("a Cognito authorizer by name, with scopes", async () => {
    expect(
      await putMethod("--authorization cognito --authorizer customers --scope pets/read --scope openid"),
    ).toEqual({
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId: "<id of authorizer customers>",
      authorizationScopes: ["pets/read", "openid"],
      apiKeyRequired: false,
    });
  });

  test("an authorizer alone says which kind of authorization it is", async () => {
    expect(await putMethod("--authorizer staff")).toEqual({
      authorizationType: "CUSTOM",
      authorizerId: "<id of authorizer staff>",
      apiKeyRequired: false,
    });
    expect(await putMethod("--authorizer customers --scope pets/read")).toMatchObject({
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId: "<id of authorizer customers>",
      authorizationScopes: ["pets/read"],
    });
  });

  test("a Lambda authorizer by id", async () => {
    const place = await freshPlace();
    const { items = [] } = await place.account.gateway.getAuthorizers({ restApiId: place.apiId });
    const id = items.find(({ name }) => name === "staff")?.id ?? "";
    const run = await mock(place, `--authorization lambda --authorizer ${id}`);
    expect(run.exit).toBe(0);
    expect(only(await sent(place, run), "PutMethod")).toMatchObject({
      authorizationType: "CUSTOM",
      authorizerId: "<id of authorizer staff>",
    });
  });

  test.each([
    ["body", "Validate body", true, false],
    ["parameters", "Validate query string parameters and headers", false, true],
    ["all", "Validate body, query string parameters, and headers", true, true],
  ])("--request-validator %s is created where the API has none", async (typed, name, body, parameters) => {
    const place = await freshPlace();
    const run = await mock(place, `--request-validator ${typed}`);
    expect(run.exit).toBe(0);
    const all = await sent(place, run);
    expect(all.slice(0, 2)).toEqual([
      [
        "CreateRequestValidator",
        "petstore",
        { name, validateRequestBody: body, validateRequestParameters: parameters },
      ],
      [
        "PutMethod",
        "GET /pets/{petId}",
        {
          authorizationType: "NONE",
          apiKeyRequired: false,
          requestValidatorId: `<id of validator "${name}">`,
        },
      ],
    ]);
  });

  test("--request-validator is found where the API has one that checks the same, whatever its name", async () => {
    const place = await freshPlace();
    await place.account.gateway.createRequestValidator({
      restApiId: place.apiId,
      name: "ours",
      validateRequestBody: true,
      validateRequestParameters: false,
    });
    const run = await mock(place, "--request-validator 'validate body'");
    expect(run.exit).toBe(0);
    const all = await sent(place, run);
    expect(all.map(([operation]) => operation)).not.toContain("CreateRequestValidator");
    expect(only(all, "PutMethod")).toMatchObject({ requestValidatorId: '<id of validator "ours">' });
  });

  test("--request-validator none is the console's default", async () => {
    expect(await putMethod("--request-validator none")).toEqual({
      authorizationType: "NONE",
      apiKeyRequired: false,
    });
  });

  test("--api-key-required, --no-api-key-required, --operation-name", async () => {
    expect(await putMethod("--api-key-required --operation-name getPet")).toEqual({
      authorizationType: "NONE",
      apiKeyRequired: true,
      operationName: "getPet",
    });
    expect(await putMethod("--no-api-key-required")).toEqual({
      authorizationType: "NONE",
      apiKeyRequired: false,
    });
  });

  test("parameters: required, cached, both, neither", async () => {
    const place = await freshPlace();
    const run = await mock(
      place,
      "--query-param q --query-param limit:required --query-param page:cached --header X-Id:required:cached --header Accept --path-param petId:cached",
    );
    expect(run.exit, run.stderr).toBe(0);
    const all = await sent(place, run);
    expect(only(all, "PutMethod")?.requestParameters).toEqual({
      "method.request.querystring.q": false,
      "method.request.querystring.limit": true,
      "method.request.querystring.page": false,
      "method.request.header.X-Id": true,
      "method.request.header.Accept": false,
      "method.request.path.petId": true,
    });
    expect(only(all, "PutIntegration")?.cacheKeyParameters).toEqual([
      "method.request.querystring.page",
      "method.request.header.X-Id",
      "method.request.path.petId",
    ]);
  });

  test("--request-model, one for each content type", async () => {
    expect(
      await putMethod("--request-model application/json=Pet --request-model '$default=Empty'"),
    ).toMatchObject({ requestModels: { "application/json": "Pet", $default: "Empty" } });
  });
});

describe("integration request settings", () => {
  test("--request-parameter from path, query string, header, context, stage variables and a text", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `apigw create-method --api petstore --resource '/pets/{petId}' --method GET --integration http
        --integration-method GET --endpoint https://example.com/pets --query-param limit --header X-Id
        --request-parameter integration.request.querystring.id=method.request.path.petId
        --request-parameter integration.request.querystring.max=method.request.querystring.limit
        --request-parameter integration.request.header.X-Id=method.request.header.X-Id
        --request-parameter integration.request.header.X-Ids=method.request.multivalueheader.X-Id
        --request-parameter integration.request.header.X-Request=context.requestId
        --request-parameter integration.request.header.X-Stage=stageVariables.name
        --request-parameter "integration.request.header.X-Text='a text, with = in it'"
        --request-parameter integration.request.header.X-Kind=method.request.body.kind`,
    );
    expect(run.exit, run.stderr).toBe(0);
    const all = await sent(place, run);
    expect(only(all, "PutIntegration")?.requestParameters).toEqual({
      "integration.request.querystring.id": "method.request.path.petId",
      "integration.request.querystring.max": "method.request.querystring.limit",
      "integration.request.header.X-Id": "method.request.header.X-Id",
      "integration.request.header.X-Ids": "method.request.multivalueheader.X-Id",
      "integration.request.header.X-Request": "context.requestId",
      "integration.request.header.X-Stage": "stageVariables.name",
      "integration.request.header.X-Text": "'a text, with = in it'",
      "integration.request.header.X-Kind": "method.request.body.kind",
    });
    // What is mapped from the path is declared, though the console has no row for it.
    expect(only(all, "PutMethod")?.requestParameters).toEqual({
      "method.request.path.petId": true,
      "method.request.querystring.limit": false,
      "method.request.header.X-Id": false,
    });
  });

  test("--request-template from a file, from standard input, and as a text", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `apigw create-method --api petstore --resource /pets --method POST --integration mock
        --request-template application/json=@in.vtl --request-template text/plain=-
        --request-template 'application/xml={"statusCode": 200}'`,
      { files: { "in.vtl": '#set($x = 1)\n{"statusCode": 200}\n' }, input: '{"statusCode": 201}\n' },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect(only(await sent(place, run), "PutIntegration")?.requestTemplates).toEqual({
      "application/json": '#set($x = 1)\n{"statusCode": 200}\n',
      "text/plain": '{"statusCode": 201}\n',
      "application/xml": '{"statusCode": 200}',
    });
  });

  const TEXT = '{"statusCode": 200, "é": 1}\n';
  const utf16 = Buffer.from(`\ufeff${TEXT}`, "utf16le");
  test.each([
    ["UTF-8 with its mark in front", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16, as PowerShell writes it", utf16],
    ["UTF-16 of the other order", Buffer.from(utf16).swap16()],
  ])("--request-template from a file in %s", async (_, bytes) => {
    const place = await freshPlace();
    const run = await mock(place, "--request-template application/json=@in.vtl", { "in.vtl": bytes });
    expect(run.exit, run.stderr).toBe(0);
    expect(only(await sent(place, run), "PutIntegration")?.requestTemplates).toEqual({
      "application/json": TEXT,
    });
  });

  test("--cache-namespace", async () => {
    const place = await freshPlace();
    const run = await mock(place, "--cache-namespace shared");
    expect(run.exit).toBe(0);
    expect(only(await sent(place, run), "PutIntegration")).toMatchObject({ cacheNamespace: "shared" });
  });

  test("--request-validator takes one of the API's own, by name or id", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const made = await gateway.createRequestValidator({
      restApiId: place.apiId,
      name: "ours",
      validateRequestBody: true,
    });
    for (const [verb, named] of [
      ["POST", "ours"],
      ["PUT", made.id],
    ]) {
      const run = await place.run(
        `apigw create-method --api petstore --resource /pets --method ${verb} --integration mock --request-validator ${named}`,
      );
      expect(run.exit, run.stderr).toBe(0);
      expect(only(await sent(place, run), "PutMethod")).toMatchObject({
        requestValidatorId: '<id of validator "ours">',
      });
    }
  });
});
