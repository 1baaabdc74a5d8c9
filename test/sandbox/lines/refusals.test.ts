import {
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  FlushStageAuthorizersCacheCommand,
  GetUsageCommand,
  PutGatewayResponseCommand,
  TestInvokeAuthorizerCommand,
} from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

// runtime.md: section 5 (authorizers), section 6 (keys, limits, gateway responses), section 1 "Validator".

let clock = new Date("2026-11-26T12:00:00Z");
const world = new TestWorld({ now: () => clock });
const later = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};
const MOCK = { type: "MOCK" as const, requestTemplates: { "application/json": "{statusCode: 200}" } };
const printing = (template: string) => ({
  200: { integration: { statusCode: "200", responseTemplates: { "application/json": template } } },
});
const ids: Record<string, string> = {};

const GUARD = `let count = 0;
export const handler = async (event) => {
  count += 1;
  const said = event.authorizationToken ?? event.headers["X-Who"];
  const allow = (Resource, more = {}) => ({ principalId: "p-123456", policyDocument: { Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource }] }, ...more });
  if (said === "throws") throw new Error("Unauthorized");
  if (said === "breaks") throw new Error("anything else");
  if (said === "nothing") return null;
  if (said === "no-policy") return { principalId: "p" };
  if (said === "no-principal") return { policyDocument: allow("*").policyDocument };
  if (said === "list") return allow("*", { context: { a: ["x"] } });
  if (said === "object") return allow("*", { context: { a: {} } });
  if (said === "more") return allow("*", { errorType: "x" });
  if (said === "denied") return { principalId: "p", policyDocument: { Statement: [{ Action: "*", Effect: "Deny", Resource: "*" }, allow("*").policyDocument.Statement[0]] } };
  if (said === "elsewhere") return allow("arn:aws:execute-api:*:*:*/*/PUT/*");
  if (said === "this") return allow(event.methodArn);
  return allow("*", { context: { n: 1, t: true, s: "text", at: Date.now() + "-" + Math.random() }, usageIdentifierKey: said });
};`;

beforeAll(async () => {
  await world.api("REGIONAL");
  const uri = await world.fn("guard", GUARD);
  await world.lambda.send(
    new AddPermissionCommand({
      FunctionName: "guard",
      StatementId: "a",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    }),
  );
  const authorizer = async (name: string, more: object) => {
    const made = await world.client.send(
      new CreateAuthorizerCommand({
        restApiId: world.apiId,
        name,
        type: "TOKEN",
        authorizerUri: uri,
        identitySource: "method.request.header.Auth",
        ...more,
      }),
    );
    ids[name] = made.id!;
  };
  await authorizer("token", {
    identityValidationExpression: "[a-z-]+|k+\\d*",
    authorizerResultTtlInSeconds: 0,
  });
  await authorizer("kept", { authorizerResultTtlInSeconds: 60 });
  await authorizer("request", {
    type: "REQUEST",
    identitySource: "method.request.header.X-Who,method.request.querystring.who",
  });
  await authorizer("pool", {
    type: "COGNITO_USER_POOLS",
    authorizerUri: undefined,
    providerARNs: ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a"],
    identityValidationExpression: "client-.*",
  });
  const context = printing(
    "$context.authorizer.principalId $context.authorizer.n $context.authorizer.t $context.authorizer.s $context.authorizer.at",
  );
  for (const name of ["token", "kept", "request"])
    for (const verb of ["GET", "POST"])
      await world.method({
        path: `/${name}`,
        verb,
        authorizationType: "CUSTOM",
        authorizerId: ids[name],
        integration: MOCK,
        responses: context,
      });
  await world.method({
    path: "/deep/{proxy+}",
    verb: "GET",
    authorizationType: "CUSTOM",
    authorizerId: ids.token,
    integration: MOCK,
  });
  const claims = printing("$context.authorizer.claims.sub");
  await world.method({
    path: "/pool",
    verb: "GET",
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: ids.pool,
    integration: MOCK,
    responses: claims,
  });
  await world.method({
    path: "/scoped",
    verb: "GET",
    authorizationType: "COGNITO_USER_POOLS",
    authorizerId: ids.pool,
    authorizationScopes: ["pets/read"],
    integration: MOCK,
    responses: claims,
  });
  await world.method({
    path: "/iam",
    verb: "GET",
    authorizationType: "AWS_IAM",
    integration: MOCK,
    responses: printing("in"),
  });
  await world.method({
    path: "/keyed",
    verb: "GET",
    apiKeyRequired: true,
    integration: MOCK,
    responses: printing("$context.identity.apiKeyId"),
  });
  const model = await world.client.send(
    new CreateModelCommand({
      restApiId: world.apiId,
      name: "Box",
      contentType: "application/json",
      schema: JSON.stringify({
        type: "object",
        required: ["bar"],
        additionalProperties: false,
        properties: {
          bar: { type: "integer", minimum: 1 },
          code: { type: "string", minLength: 2, enum: ["AA", "B"] },
        },
      }),
    }),
  );
  const validator = await world.client.send(
    new CreateRequestValidatorCommand({
      restApiId: world.apiId,
      name: "all",
      validateRequestBody: true,
      validateRequestParameters: true,
    }),
  );
  await world.method({
    path: "/box/{id}",
    verb: "POST",
    requestValidatorId: validator.id,
    requestModels: { "application/json": model.name! },
    requestParameters: {
      "method.request.header.H": true,
      "method.request.querystring.q": true,
      "method.request.path.id": true,
    },
    integration: MOCK,
    responses: printing("fine"),
  });
  await world.method({
    path: "/picky",
    verb: "POST",
    integration: { ...MOCK, passthroughBehavior: "NEVER" },
    responses: printing("fine"),
  });
  await world.method({
    path: "/broken",
    verb: "GET",
    integration: { type: "MOCK" },
    responses: printing("fine"),
  });
  await world.client.send(
    new PutGatewayResponseCommand({
      restApiId: world.apiId,
      responseType: "BAD_REQUEST_BODY",
      responseTemplates: { "application/json": '{"why": "$context.error.validationErrorString"}' },
    }),
  );
  await world.deploy();
});
afterAll(() => world.close());

const as = (who: string | undefined, path = "/token", verb = "GET") =>
  world.call(
    verb,
    path,
    who === undefined ? {} : { headers: path.startsWith("/request") ? { "X-Who": who } : { Auth: who } },
  );

describe("§5 TOKEN", () => {
  test.each([
    ["missing", undefined, 401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ["empty", "", 401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ["not matching the expression", "NOT 1", 401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ["throws exactly Unauthorized", "throws", 401, '{"message":"Unauthorized"}', "UnauthorizedException"],
    ["throws anything else", "breaks", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["bad JSON", "nothing", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["no policyDocument", "no-policy", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["no principalId", "no-principal", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["a list in the context", "list", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["an object in the context", "object", 500, '{"message":null}', "AuthorizerConfigurationException"],
    ["a member that nobody knows", "more", 500, '{"message":null}', "AuthorizerConfigurationException"],
    [
      "Deny",
      "denied",
      403,
      '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
      "AccessDeniedException",
    ],
    [
      "no statement matches",
      "elsewhere",
      403,
      '{"Message":"User is not authorized to access this resource"}',
      "AccessDeniedException",
    ],
  ])("%s", async (_what, who, status, text, type) => {
    const answer = await as(who);
    expect([answer.status, answer.text, answer.headers["x-amzn-errortype"]]).toEqual([status, text, type]);
  });
  test("context scalars become strings", async () => {
    expect((await as("friend")).text).toMatch(/^p-123456 1 true text /);
  });
});

describe("§5 Policy cached", () => {
  test("per identity, for its time, and not with 0", async () => {
    const [first, again, other] = [
      await as("a-b", "/kept"),
      await as("a-b", "/kept"),
      await as("a-c", "/kept"),
    ];
    expect([again.text === first.text, other.text === first.text]).toEqual([true, false]);
    later(61);
    expect((await as("a-b", "/kept")).text).not.toBe(first.text);
    expect((await as("a-b")).text).not.toBe((await as("a-b")).text);
  });
  test("re-evaluated per method ARN", async () => {
    expect((await as("this", "/kept")).status).toBe(200);
    expect((await as("this", "/kept", "POST")).status).toBe(403);
  });
  test("flushed", async () => {
    const first = await as("flush", "/kept");
    await world.client.send(
      new FlushStageAuthorizersCacheCommand({ restApiId: world.apiId, stageName: "live" }),
    );
    expect((await as("flush", "/kept")).text).not.toBe(first.text);
  });
  test("a method ARN of more than 1600 bytes", async () => {
    const { status, text } = await as("x", `/deep/${"y".repeat(1600)}`);
    expect([status, text]).toEqual([414, '{"message":"Request URI too long"}']);
  });
});

describe("§5 REQUEST", () => {
  test.each([
    ["/request?who=x", "friend", 200],
    ["/request?who=", "friend", 401],
    ["/request", "friend", 401],
    ["/request?who=x", undefined, 401],
  ])("%s %s", async (path, who, status) => {
    expect((await as(who, path)).status).toBe(status);
  });
});

describe("§5 Cognito", () => {
  const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  test.each([
    ["/pool", { sub: "u", aud: "client-1", token_use: "id" }, 200],
    ["/pool", { sub: "u", aud: "other", token_use: "id" }, 401],
    ["/pool", { sub: "u", aud: "client-1", token_use: "access" }, 401],
    ["/pool", { sub: "u", aud: "client-1", exp: 1 }, 401],
    ["/scoped", { sub: "u", token_use: "access", scope: "pets/read other" }, 200],
    ["/scoped", { sub: "u", token_use: "access", scope: "pets/write" }, 401],
    ["/scoped", { sub: "u", token_use: "id", scope: "pets/read" }, 401],
  ])("%s %o", async (path, claims, status) => {
    const answer = await as(token(claims), path);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toBe("u");
  });
});

describe("§5 TestInvokeAuthorizer", () => {
  const run = (headers: Record<string, string>) =>
    world.client.send(
      new TestInvokeAuthorizerCommand({ restApiId: world.apiId, authorizerId: ids.token!, headers }),
    );
  test("clientStatus 0, the policy as a string, the log", async () => {
    const answer = await run({ Auth: "friend" });
    expect(answer).toMatchObject({ clientStatus: 0, principalId: "p-123456", authorization: { n: ["1"] } });
    expect(JSON.parse(answer.policy!)).toHaveProperty("Statement");
    for (const line of [
      "Starting authorizer: ",
      "Incoming identity: ",
      "Sending request to ",
      "Authorizer result body before parsing: {",
      "Using valid authorizer policy for principal: **123456",
      "Successfully completed authorizer execution",
    ])
      expect(answer.log).toContain(line);
    expect(answer.log).toContain("/ESTestInvoke-stage/GET/");
  });
  test.each([
    ["throws", 401, "Unauthorized request: "],
    ["list", 500, "Can not deserialize instance of java.lang.String out of START_ARRAY token"],
    ["more", 500, 'Unrecognized field "errorType" , not marked as ignorable'],
  ])("%s", async (who, clientStatus, line) => {
    const answer = await run({ Auth: who });
    expect(answer.clientStatus).toBe(clientStatus);
    expect(answer.log).toContain(line);
  });
});

describe("§6 the table", () => {
  test.each([
    ["INVALID_API_KEY missing", "GET", "/keyed", {}, 403, "ForbiddenException", '{"message":"Forbidden"}'],
    [
      "INVALID_API_KEY unknown",
      "GET",
      "/keyed",
      { "x-api-key": "nobody" },
      403,
      "ForbiddenException",
      '{"message":"Forbidden"}',
    ],
    [
      "MISSING_AUTHENTICATION_TOKEN unknown path",
      "GET",
      "/nowhere",
      {},
      403,
      "MissingAuthenticationTokenException",
      '{"message":"Missing Authentication Token"}',
    ],
    [
      "MISSING_AUTHENTICATION_TOKEN unknown verb",
      "DELETE",
      "/keyed",
      {},
      403,
      "MissingAuthenticationTokenException",
      '{"message":"Missing Authentication Token"}',
    ],
    [
      "MISSING_AUTHENTICATION_TOKEN unsigned",
      "GET",
      "/iam",
      {},
      403,
      "MissingAuthenticationTokenException",
      '{"message":"Missing Authentication Token"}',
    ],
    [
      "UNSUPPORTED_MEDIA_TYPE",
      "POST",
      "/picky",
      { "content-type": "text/csv" },
      415,
      "BadRequestException",
      '{"message":"Unsupported Media Type"}',
    ],
    [
      "API_CONFIGURATION_ERROR",
      "GET",
      "/broken",
      {},
      500,
      "InternalServerErrorException",
      '{"message": "Internal server error"}',
    ],
    [
      "BAD_REQUEST_PARAMETERS",
      "POST",
      "/box/1",
      {},
      400,
      "BadRequestException",
      '{"message":"Missing required request parameters: [H, q]"}',
    ],
  ])("%s", async (_type, verb, path, headers, status, errorType, text) => {
    const answer = await world.call(verb, path, { headers });
    expect([answer.status, answer.headers["x-amzn-errortype"], answer.text]).toEqual([
      status,
      errorType,
      text,
    ]);
  });
});

describe("§6 keys and plans", () => {
  const send = (value: string) => world.call("GET", "/keyed", { headers: { "X-Api-Key": value } });
  let number = 0;
  const key = async (
    enabled: boolean,
    plan?: { rate?: [number, number]; quota?: number; stage?: boolean },
  ) => {
    number += 1;
    const made = await world.client.send(
      new CreateApiKeyCommand({ enabled, value: `a-value-of-some-length-${number}` }),
    );
    if (!plan) return made;
    const { id } = await world.client.send(
      new CreateUsagePlanCommand({
        name: `plan ${number}`,
        apiStages: plan.stage === false ? [] : [{ apiId: world.apiId, stage: "live" }],
        ...(plan.rate ? { throttle: { rateLimit: plan.rate[0], burstLimit: plan.rate[1] } } : {}),
        ...(plan.quota ? { quota: { limit: plan.quota, period: "DAY" } } : {}),
      }),
    );
    await world.client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: id, keyId: made.id, keyType: "API_KEY" }),
    );
    return { ...made, plan: id };
  };
  test("a key in a plan of the stage", async () => {
    const made = await key(true, {});
    expect(await send(made.value!)).toMatchObject({ status: 200, text: made.id });
  });
  test.each([
    ["disabled", () => key(false, {})],
    ["in no plan", () => key(true)],
    ["in a plan of another stage", () => key(true, { stage: false })],
  ])("INVALID_API_KEY: %s", async (_what, make) => {
    expect((await send((await make()).value!)).status).toBe(403);
  });
  test("THROTTLED", async () => {
    const { value } = await key(true, { rate: [1, 2] });
    const answers = [await send(value!), await send(value!), await send(value!)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect([answers[2]!.text, answers[2]!.headers["x-amzn-errortype"]]).toEqual([
      '{"message":"Too Many Requests"}',
      "TooManyRequestsException",
    ]);
    later(1);
    expect((await send(value!)).status).toBe(200);
  });
  test("QUOTA_EXCEEDED", async () => {
    const { value, id, plan } = (await key(true, { quota: 2 })) as {
      value: string;
      id: string;
      plan: string;
    };
    const answers = [await send(value), await send(value), await send(value)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect([answers[2]!.text, answers[2]!.headers["x-amzn-errortype"]]).toEqual([
      '{"message":"Limit Exceeded"}',
      "LimitExceededException",
    ]);
    const day = clock.toISOString().slice(0, 10);
    const usage = await world.client.send(
      new GetUsageCommand({ usagePlanId: plan, startDate: day, endDate: day }),
    );
    expect(usage.items).toEqual({ [id]: [[2, 0]] });
  });
});

describe("§6 Fallback", () => {
  test.each([
    ["DEFAULT_4XX without a status", "DEFAULT_4XX", undefined, "/nowhere", 403],
    ["DEFAULT_4XX with one", "DEFAULT_4XX", "418", "/nowhere", 418],
    ["DEFAULT_5XX with one", "DEFAULT_5XX", "503", "/broken", 503],
    ["its own entry goes before", "MISSING_AUTHENTICATION_TOKEN", "404", "/nowhere", 404],
  ] as const)("%s", async (_what, responseType, statusCode, path, status) => {
    await world.client.send(
      new PutGatewayResponseCommand({
        restApiId: world.apiId,
        responseType,
        ...(statusCode ? { statusCode } : {}),
        responseParameters: { "gatewayresponse.header.X-Type": "context.error.responseType" },
        responseTemplates: { "application/json": "#if(true)$context.error.message#end" },
      }),
    );
    await world.deploy();
    const answer = await world.call("GET", path);
    expect(answer.status).toBe(status);
    expect(answer.headers["x-type"]).toBe(
      path === "/broken" ? "API_CONFIGURATION_ERROR" : "MISSING_AUTHENTICATION_TOKEN",
    );
    // §6 "Templates substitute only, no VTL".
    expect(answer.text).toMatch(/^#if\(true\).+#end$/);
  });
});

describe("§1 Validator", () => {
  const post = (body: string) =>
    world.call("POST", "/box/1?q=1", { headers: { H: "h", "content-type": "application/json" }, body });
  test.each([
    [
      '{"foo": 1}',
      '[object instance has properties which are not allowed by the schema: ["foo"], object has missing required properties (["bar"])]',
    ],
    [
      '{"bar": "x"}',
      '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]',
    ],
    ['{"bar": 0}', "[numeric instance is lower than the required minimum (minimum: 1, found: 0)]"],
    [
      '{"bar": 1, "code": "C"}',
      '[instance value ("C") not found in enum (possible values: ["AA","B"]), string "C" is too short (length: 1, required minimum: 2)]',
    ],
    ["{", "[Unknown error parsing request body]"],
  ])("%s", async (body, why) => {
    expect(await post(body)).toMatchObject({ status: 400, text: `{"why": "${why}"}` });
  });
  test("what fits", async () => {
    expect((await post('{"bar": 3, "code": "AA"}')).status).toBe(200);
  });
});
