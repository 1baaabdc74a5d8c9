import fc from "fast-check";
import { expect, test } from "vitest";
import { integrationRule } from "../../src/gateway/rules/integration.ts";
import { isMappingFault, parseMapping } from "../../src/gateway/rules/mapping.ts";
import { methodRule } from "../../src/gateway/rules/method.ts";
import { modelSchemaRule } from "../../src/gateway/rules/model.ts";
import { parseFunctionReference } from "../../src/gateway/rules/permission.ts";

test("mapping expressions are read, and faults are placed", () => {
  expect(parseMapping("method.request.path.petId")).toEqual({
    root: "method.request",
    location: "path",
    name: "petId",
  });
  expect(parseMapping("method.request.body")).toEqual({ root: "method.request", location: "body", name: "" });
  expect(parseMapping("integration.response.body.$.a[0]")).toMatchObject({
    location: "body",
    name: "$.a[0]",
  });
  expect(parseMapping("context.authorizer.claims.sub")).toEqual({
    root: "context",
    name: "authorizer.claims.sub",
  });
  expect(parseMapping("'it is text'")).toEqual({ root: "static", value: "it is text" });
  for (const [expression, position] of [
    ["text without quotes", 0],
    ["'half", 5],
    ["method.request.cookie.a", 15],
    ["method.request.header.", 22],
    ["method.request.header.a b", 23],
    ["method.request.header", 21],
    ["stageVariables.", 15],
    ["", 0],
  ] as const) {
    expect(parseMapping(expression), expression).toMatchObject({ fault: true, position });
  }
});

test("any text is either read or its fault lies inside it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const expression of [text, `method.request.${text}`, `'${text}`]) {
        const parsed = parseMapping(expression);
        if (isMappingFault(parsed)) {
          expect(parsed.position).toBeGreaterThanOrEqual(0);
          expect(parsed.position).toBeLessThanOrEqual(expression.length);
        }
      }
    }),
  );
});

test("functions are known by name, partial ARN and ARN", () => {
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:pets:live";
  expect(parseFunctionReference(arn)).toEqual({
    name: "pets",
    qualifier: "live",
    accountId: "123456789012",
    region: "eu-west-1",
  });
  expect(parseFunctionReference("pets")).toEqual({ name: "pets" });
  expect(parseFunctionReference("pets:1")).toEqual({ name: "pets", qualifier: "1" });
  expect(parseFunctionReference("123456789012:function:pets")).toEqual({
    name: "pets",
    accountId: "123456789012",
  });
});

test("a rule tells everything that is wrong, in the order in which API Gateway would find it", () => {
  const targets = {
    authorizers: new Set<string>(),
    validators: new Set<string>(),
    models: new Set(["Empty"]),
  };
  const method = {
    httpMethod: "FETCH",
    authorizationType: "CUSTOM",
    requestValidatorId: "none",
    requestParameters: { "method.request.header.a": true, "method.request.path.a": true, nonsense: true },
    requestModels: { "application/json": "Pet" },
  };
  expect([...methodRule(method, targets)].map(({ member, key }) => [member, key])).toEqual([
    ["httpMethod", undefined],
    ["authorizerId", undefined],
    ["requestValidatorId", undefined],
    ["requestParameters", "nonsense"],
    ["requestParameters", "method.request.path.a"],
    ["requestModels", "application/json"],
  ]);
  const integration = {
    type: "HTTP",
    uri: "ftp://x",
    connectionType: "VPC_LINK",
    passthroughBehavior: "SOMETIMES",
    timeoutInMillis: 49,
    requestParameters: { "integration.request.header.a": "method.request.header.b", x: "y" },
    cacheKeyParameters: ["method.request.header.c"],
  };
  expect([...integrationRule(integration, { declared: {} })].map(({ member }) => member)).toEqual([
    "integrationHttpMethod",
    "uri",
    "connectionId",
    "passthroughBehavior",
    "timeoutInMillis",
    "requestParameters",
    "requestParameters",
    "cacheKeyParameters",
  ]);
});

test("timeouts end at 29 seconds, with a raised quota later, streaming at 15 minutes", () => {
  const proxy = { type: "HTTP_PROXY", integrationHttpMethod: "GET", uri: "https://example.com" };
  const refused = (timeoutInMillis: number, more: object = {}, context: object = {}) =>
    [...integrationRule({ ...proxy, timeoutInMillis, ...more }, { declared: {}, ...context })].length > 0;
  expect([49, 50, 29_000, 29_001].map((timeout) => refused(timeout))).toEqual([true, false, false, true]);
  expect(refused(60_000, {}, { maxTimeoutInMillis: 300_000 })).toBe(false);
  expect([900_000, 900_001].map((timeout) => refused(timeout, { responseTransferMode: "STREAM" }))).toEqual([
    false,
    true,
  ]);
});

test("a model's schema is one of draft 4", () => {
  const refused = (schema: string) => [...modelSchemaRule(schema, new Set())].length > 0;
  expect(refused('{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}')).toBe(false);
  for (const schema of [
    "",
    "{",
    "[]",
    '{"required":[]}',
    '{"type":"pet"}',
    '{"properties":{"a":{"enum":["x","x"]}}}',
  ]) {
    expect(refused(schema), schema).toBe(true);
  }
});
