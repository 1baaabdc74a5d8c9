import type { APIGateway } from "@aws-sdk/client-api-gateway";
import { beforeAll, describe, expect, test } from "vitest";
import { makeUnfitRoles } from "../catalog/account-roles.ts";
import { openPlace, type Place } from "./run.ts";

// One API with a broken method on each of its resources: `check-method --all` finds every one.

const ACCOUNT = "123456789012";
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const invoke = (name: string, region = "us-east-1", partition = "aws") =>
  `arn:${partition}:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:${partition}:lambda:${region}:${ACCOUNT}:function:${name}/invocations`;
const SQS = "arn:aws:apigateway:us-east-1:sqs:action/SendMessage";
const json = (text: string) => ({ "application/json": text });
const OK = json('{"statusCode": 200}');
const LINE_7 = '#set($a = 1)\n#set($b = 2)\n{\n  "a": $a,\n  "b": $b,\n\n#set($c == 3)\n}';

interface At {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}
type Plant = (gateway: APIGateway, at: At) => Promise<unknown>;

/** A sound method, but for the integration that is given. */
const integration =
  (more: object, { responses = true, method = {} } = {}): Plant =>
  async (gateway, at) => {
    await gateway.putMethod({ ...at, authorizationType: "NONE", ...method });
    await gateway.putMethodResponse({ ...at, statusCode: "200" });
    await gateway.putIntegration({ ...at, integrationHttpMethod: "POST", ...more } as never);
    if (responses) await gateway.putIntegrationResponse({ ...at, statusCode: "200" });
  };
const http = { type: "HTTP", uri: "https://example.com/", contentHandling: "CONVERT_TO_TEXT" };
const mock = { type: "MOCK", requestTemplates: OK, contentHandling: "CONVERT_TO_TEXT" };
const proxy = (uri: string, more: object = {}) =>
  integration({ type: "AWS_PROXY", uri, ...more }, { responses: false });
const service = (credentials: string) => integration({ type: "AWS", uri: SQS, credentials });

/** A plant, and then a change that leaves it broken. */
const then =
  (plant: Plant, ...changes: readonly ((gateway: APIGateway, at: At) => Promise<unknown>)[]): Plant =>
  async (gateway, at) => {
    await plant(gateway, at);
    for (const change of changes) await change(gateway, at);
  };
const undeclare =
  (parameter: string) =>
  (gateway: APIGateway, at: At): Promise<unknown> =>
    gateway.updateMethod({
      ...at,
      patchOperations: [{ op: "remove", path: `/requestParameters/${parameter}` }],
    });

const X = "method.request.header.X";
const mapped = integration(
  { ...http, requestParameters: { "integration.request.header.X": X } },
  { method: { requestParameters: { [X]: false } } },
);
const cached = integration(
  { ...http, cacheKeyParameters: [X] },
  { method: { requestParameters: { [X]: false } } },
);

/** By the name of the resource: how it is broken, the check that finds it, and words of what it says. */
const PLANTED: Readonly<Record<string, readonly [plant: Plant, check: string, says: string]>> = {
  verb: [proxy(invoke("hello"), { integrationHttpMethod: "GET" }), "integration", "not GET"],
  "no-function": [proxy(invoke("nobody")), "function", "no function"],
  "no-alias": [proxy(invoke("hello:prod")), "function", "hello:prod"],
  "no-permission": [proxy(invoke("list-pets")), "permission", "Invalid permissions on Lambda function"],
  "alias-without-permission": [proxy(invoke("hello:live")), "permission", "hello:live"],
  "other-region": [proxy(invoke("hello", "eu-west-1")), "function", "not reachable in this region"],
  "other-partition": [proxy(invoke("hello", "us-east-1", "aws-cn")), "integration", "aws-cn"],
  "trusts-lambda": [service(role("trusts-lambda")), "role", "lambda.amazonaws.com"],
  "trusts-on-condition": [service(role("trusts-on-condition")), "role", "aws:SourceAccount"],
  "no-role": [service(role("nobody")), "role", "no role"],
  "may-not": [service(role("may-not")), "role", "sqs:SendMessage"],
  "caller-without-iam": [service("arn:aws:iam::*:user/*"), "role", "caller's credentials"],
  undeclared: [then(mapped, undeclare(X)), "mapping", "does not declare"],
  "cache-undeclared": [then(cached, undeclare(X)), "mapping", "cache key"],
  unfilled: [integration({ ...http, uri: "https://example.com/{id}" }), "mapping", "nothing fills {id}"],
  "line-7": [integration({ ...http, requestTemplates: json(LINE_7) }), "template", "line 7"],
  unclosed: [integration({ ...http, requestTemplates: json("#if($x)\n{}") }), "template", "#end"],
  "not-json": [integration({ ...http, requestTemplates: json("{a: 1}") }), "template", "does not yield JSON"],
  "sample-not-json": [
    integration({ ...http, requestTemplates: json(`{"a": "$input.path('$.a')"`) }),
    "template",
    "does not yield JSON",
  ],
  "response-template": [
    then(integration(http), (gateway, at) =>
      gateway.putIntegrationResponse({ ...at, statusCode: "200", responseTemplates: json("#set($a = )") }),
    ),
    "template",
    "response template of 200",
  ],
  "no-responses": [integration(http, { responses: false }), "response", "no default output mapping"],
  "no-default": [
    then(integration(http, { responses: false }), (gateway, at) =>
      gateway.putIntegrationResponse({ ...at, statusCode: "200", selectionPattern: "2.." }),
    ),
    "response",
    "no integration response is the default",
  ],
  unpaired: [
    then(integration(http), (gateway, at) => gateway.deleteMethodResponse({ ...at, statusCode: "200" })),
    "response",
    "no method response",
  ],
  pattern: [
    then(
      integration(http),
      (gateway, at) => gateway.putMethodResponse({ ...at, statusCode: "404" }),
      (gateway, at) =>
        gateway.putIntegrationResponse({
          ...at,
          statusCode: "404",
          selectionPattern: "((4|5){1,2000}){1,2000}",
        }),
    ),
    "response",
    "the pattern is too large",
  ],
  "response-header": [
    then(
      integration(http, { responses: false }),
      (gateway, at) =>
        gateway.updateMethodResponse({
          ...at,
          statusCode: "200",
          patchOperations: [
            { op: "add", path: "/responseParameters/method.response.header.X", value: "true" },
          ],
        }),
      (gateway, at) =>
        gateway.putIntegrationResponse({
          ...at,
          statusCode: "200",
          responseParameters: { "method.response.header.X": "'x'" },
        }),
      (gateway, at) =>
        gateway.updateMethodResponse({
          ...at,
          statusCode: "200",
          patchOperations: [{ op: "remove", path: "/responseParameters/method.response.header.X" }],
        }),
    ),
    "mapping",
    "writes method.response.header.X",
  ],
  "binary-mock": [integration({ type: "MOCK", requestTemplates: OK }), "binary", "*/*"],
  "binary-template": [
    integration({ type: "HTTP", uri: "https://example.com/", requestTemplates: { "image/png": "x" } }),
    "binary",
    "image/png",
  ],
  "mock-without-status": [
    integration({ ...mock, requestTemplates: json("{}") }),
    "template",
    "no statusCode",
  ],
  "stage-variable": [
    integration({ ...http, uri: "https://${stageVariables.host}/" }),
    "stage-variable",
    "dev",
  ],
  "model-without-validator": [
    integration(mock, { method: { requestModels: { "application/json": "Pet" } } }),
    "validator",
    "no request validator",
  ],
  "no-integration": [
    (gateway, at) => gateway.putMethod({ ...at, authorizationType: "NONE" }),
    "integration",
    "no integration",
  ],
};

describe("apigw check-method", () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace();
    const { gateway, functions } = place.account;
    const { apiId: restApiId } = place;
    await makeUnfitRoles(place);
    await functions.addPermission({
      FunctionName: "hello",
      StatementId: "all",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    });
    await gateway.updateRestApi({
      restApiId,
      patchOperations: [{ op: "add", path: "/binaryMediaTypes/*~1*" }],
    });
    const { items = [] } = await gateway.getResources({ restApiId });
    const parentId = items.find(({ path }) => path === "/")?.id ?? "";
    // One after the other: the sandbox, like AWS, takes one writer an API.
    for (const [pathPart, [plant]] of Object.entries(PLANTED)) {
      const { id = "" } = await gateway.createResource({ restApiId, parentId, pathPart });
      await plant(gateway, { restApiId, resourceId: id, httpMethod: "POST" });
    }
    return () => place.close();
  });

  const findings = async (words: string) => {
    const run = await place.run(`apigw check-method --api petstore ${words} --output json`);
    return {
      run,
      found: JSON.parse(run.stdout).findings as readonly {
        at: string;
        check: string;
        message: string;
        remedy: string;
        level: string;
      }[],
    };
  };

  test("has at least 25 planted", () => expect(Object.keys(PLANTED).length).toBeGreaterThanOrEqual(25));

  test("--all finds every one of them, changes nothing and leaves with 1", async () => {
    const { run, found } = await findings("--all");
    expect(run).toMatchObject({ exit: 1, writes: [] });
    for (const [name, [, check, says]] of Object.entries(PLANTED))
      expect(found, name).toContainEqual(
        expect.objectContaining({
          at: `POST /${name}`,
          check,
          message: expect.stringContaining(says),
          remedy: expect.stringMatching(/\w/),
        }),
      );
  });

  test.each(Object.entries(PLANTED))("finds %s alone", async (name, [, check, says]) => {
    const { run, found } = await findings(`--resource /${name} --method POST`);
    expect(run.exit).toBe(found.some(({ level }) => level === "error" || level === "warning") ? 1 : 0);
    expect(found).toContainEqual(expect.objectContaining({ check, message: expect.stringContaining(says) }));
  });

  test("finds nothing in a sound method", async () => {
    const made = await place.run(
      "apigw create-method --api petstore --resource /sound --create-resource --method GET --integration lambda --proxy --function hello",
    );
    expect(made.exit, made.stderr).toBe(0);
    const { run, found } = await findings("--resource /sound --method GET");
    expect(found).toEqual([]);
    expect(run.exit).toBe(0);
  });

  test("skips the checks that are named", async () => {
    const { run, found } = await findings("--resource /no-function --method POST --skip-check function");
    expect(found).toEqual([]);
    expect(run.exit).toBe(0);
  });

  test("prints for people, and as SARIF", async () => {
    const people = await place.run("apigw check-method --api petstore --resource /verb --method POST");
    expect(people.stdout).toMatch(/^POST \/verb {2}error {2}function-verb: .*not GET.*To mend it: /m);
    expect(people.stdout).toContain("1 method checked: 1 error, 0 warnings, 0 not checked.");
    const sarif = JSON.parse(
      (await place.run("apigw check-method --api petstore --resource /verb --method POST --output sarif"))
        .stdout,
    );
    expect(sarif).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "apigw", rules: [{ id: "function-verb" }] } },
          results: [
            {
              ruleId: "function-verb",
              level: "error",
              locations: [{ logicalLocations: [{ fullyQualifiedName: "petstore POST /verb" }] }],
            },
          ],
        },
      ],
    });
  });

  test.each([
    ["--resource /verb", "--method", 2],
    ["--method GET", "--resource", 2],
    ["--resource /verb --method GET", "--method", 5],
    ["--resource /nowhere --method GET", "--resource", 5],
    ["--all --skip-check everything", "--skip-check", 2],
  ])("%s is refused, naming %s", async (words, flag, exit) => {
    const run = await place.run(`apigw check-method --api petstore ${words}`);
    expect(run).toMatchObject({ exit, stdout: "" });
    expect(run.stderr).toContain(flag);
  });
});
