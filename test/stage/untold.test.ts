import { describe, expect, test } from "vitest";
import { compareMethods } from "../../src/gateway/stage/compare.ts";
import { configured } from "../../src/gateway/stage/configured.ts";
import { parseExport, readMethods, UnreadableExport } from "../../src/gateway/stage/read-export.ts";
import { freshPlace, type Place } from "../cli/run.ts";

// The rarer ways in which an export leaves open what a stage serves.

interface Told {
  readonly changes: readonly object[];
  readonly untold: readonly { readonly member: string; readonly why: string }[];
}

async function dev(place: Place): Promise<Told> {
  const run = await place.run("apigw status --api petstore --stage dev --output json --query stages[0]");
  expect(run.exit, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

describe("is not told", () => {
  test("what a validator validates, where several have its name", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const restApiId = place.apiId;
    const one = await gateway.createRequestValidator({ restApiId, name: "v", validateRequestBody: true });
    await gateway.createRequestValidator({ restApiId, name: "v", validateRequestParameters: true });
    const { items = [] } = await gateway.getResources({ restApiId });
    const at = {
      restApiId,
      resourceId: items.find(({ path }) => path === "/pets")?.id,
      httpMethod: "GET",
    };
    const use = (value: string) =>
      gateway.updateMethod({
        ...at,
        patchOperations: [{ op: "replace", path: "/requestValidatorId", value }],
      });
    await use(one.id ?? "");
    await gateway.createDeployment({ restApiId, stageName: "dev" });
    const told = await dev(place);
    expect(told.changes).toEqual([]);
    for (const flag of ["validateRequestBody", "validateRequestParameters"])
      expect(told.untold).toContainEqual(
        expect.objectContaining({
          member: `request requestValidator ${flag}`,
          why: "several request validators have this name",
        }),
      );
  });

  test("which of two answers it was, where the pattern of one is the word for none", async () => {
    const place = await freshPlace();
    const made = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration http --integration-method GET --endpoint https://example.com --response 200 --response 400=default --response 500=5..",
    );
    expect(made.exit, made.stderr).toBe(0);
    await place.account.gateway.createDeployment({ restApiId: place.apiId, stageName: "dev" });
    const told = await dev(place);
    expect(told.changes).toEqual([]);
    const members = told.untold.map(({ member }) => member);
    expect(members).toContain("integrationResponses 400 selectionPattern");
    expect(members.filter((member) => member.startsWith("integrationResponses 500"))).toEqual([]);
  });
});

describe("of an export", () => {
  const of = (operation: object, components: object = {}) =>
    JSON.stringify({ openapi: "3.0.1", info: {}, components, paths: { "/p": { get: operation } } });
  const mock = { type: "MOCK" as const };
  const now = (method: object) =>
    configured(
      "api",
      { path: "/p", httpMethod: "GET", resourceId: "abc123" },
      {
        request: {
          authorizationType: "NONE",
          authorizationScopes: [],
          apiKeyRequired: false,
          requestParameters: {},
          requestModels: {},
        },
        responses: {},
        integration: {
          ...mock,
          requestParameters: {},
          requestTemplates: {},
          cacheKeyParameters: [],
        },
        integrationResponses: {},
        ...method,
      },
      { authorizers: [], validators: [] },
    );
  const compared = (text: string, method: object = {}) =>
    compareMethods(readMethods(parseExport(text)), [now(method)]);
  const integration = { "x-amazon-apigateway-integration": { type: "mock" } };

  test("a scheme of an unknown kind leaves open who may call", () => {
    const { changes, untold } = compared(
      of({ ...integration, security: [{ odd: ["a"] }] }, { securitySchemes: { odd: { type: "http" } } }),
    );
    expect(changes).toEqual([]);
    expect(untold.map(({ member }) => member)).toContain("request authorization authorizationType");
  });

  test("a schema without a name leaves open what model it is", () => {
    const content = { "application/json": { schema: { type: "object" } } };
    const { changes, untold } = compared(of({ ...integration, requestBody: { content } }));
    expect(changes).toEqual([]);
    expect(untold).toContainEqual({
      member: "request requestModels application/json",
      why: "the export names no model there",
      at: ["GET /p"],
    });
  });

  test("an authorizer is told by its extension, not by what its scheme is called", () => {
    const scheme = {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "oauth2",
      "x-amazon-apigateway-authorizer": { type: "request" },
    };
    const { changes } = compared(
      of(
        { ...integration, security: [{ sigv4: [] }, { api_key: [] }] },
        {
          securitySchemes: {
            sigv4: scheme,
            api_key: { type: "apiKey", name: "x-api-key", in: "header" },
          },
        },
      ),
    );
    expect(changes[0]?.differences).toEqual([
      { member: "request authorization authorizationType", before: "CUSTOM", after: "NONE" },
      { member: "request authorization authorizerId", before: "sigv4", after: undefined },
      { member: "request apiKeyRequired", before: true, after: false },
    ]);
  });

  test.each(["", "<html>", "[]", '{"swagger":"2.0"}', '{"openapi":"3.1.0"}'])(
    "%j is no export, and not an empty one",
    (text) => expect(() => parseExport(text)).toThrow(UnreadableExport),
  );

  test("what is of no form that is known reads as nothing, and never fails", () => {
    for (const odd of [null, 1, "x", [], [[]], { get: null }, { get: { parameters: 7, responses: [1] } }])
      expect(() =>
        readMethods(parseExport(JSON.stringify({ openapi: "3.0.1", paths: { "/p": odd } }))),
      ).not.toThrow();
  });
});
