import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

const world = new TestWorld();
const PARAMETERS = {
  "method.request.header.x-flag": true,
  "method.request.header.x-none": true,
  "method.request.path.bay": true,
  "method.request.querystring.tide": true,
};

beforeAll(async () => {
  await world.api("EDGE");
  await world.method({
    path: "/still",
    verb: "GET",
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
    responses: {
      200: { integration: { statusCode: "200", responseTemplates: { "application/json": '"still"' } } },
    },
  });
  const uri = await world.fn(
    "pilot",
    "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
  );
  await world.method({
    path: "/{bay}",
    verb: "ANY",
    requestParameters: PARAMETERS,
    integration: {
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri,
      requestParameters: {
        "integration.request.header.x-mapped": "method.request.header.x-flag",
        "integration.request.path.harbour": "method.request.path.bay",
        "integration.request.querystring.mapped": "method.request.querystring.tide",
        "integration.request.querystring.none": "method.request.header.x-none",
      },
    },
  });
  await world.lambda.send(
    new AddPermissionCommand({
      FunctionName: "pilot",
      StatementId: "edge",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${world.apiId}/*`,
    }),
  );
  await world.deploy();
});
afterAll(() => world.close());

const SOME = expect.stringMatching(/./);
const NONE = Object.fromEntries(
  [
    "accessKey",
    "accountId",
    "caller",
    "cognitoAuthenticationProvider",
    "cognitoAuthenticationType",
    "cognitoIdentityId",
    "cognitoIdentityPoolId",
    "principalOrgId",
    "user",
    "userArn",
  ].map((member) => [member, null]),
);

test("a function behind a proxy gets the whole request as it came: mappings change nothing of it", async () => {
  const { status, text } = await world.call("PATCH", "/north?tide=low&tide=high&moon=new", {
    headers: {
      accept: "text/csv",
      "user-agent": "sextant/2",
      "x-flag": "blue",
      "x-mapped": "as sent",
      "content-type": "text/plain",
    },
    body: "all hands",
  });
  expect(status).toBe(200);
  const event = JSON.parse(text);
  const { Host, "X-Amzn-Trace-Id": trace } = event.headers;
  expect([Host, trace]).toEqual([SOME, SOME]);
  const viewed = {
    "CloudFront-Forwarded-Proto": "https",
    "CloudFront-Is-Desktop-Viewer": "true",
    "CloudFront-Is-Mobile-Viewer": "false",
    "CloudFront-Is-SmartTV-Viewer": "false",
    "CloudFront-Is-Tablet-Viewer": "false",
    "CloudFront-Viewer-ASN": SOME,
    "CloudFront-Viewer-Country": SOME,
    Via: SOME,
    "X-Amz-Cf-Id": SOME,
    "X-Forwarded-For": SOME,
    "X-Forwarded-Port": SOME,
    "X-Forwarded-Proto": SOME,
  };
  const headers = {
    ...viewed,
    accept: "text/csv",
    "User-Agent": "sextant/2",
    "x-flag": "blue",
    "x-mapped": "as sent",
    "Content-Type": "text/plain",
    Host,
    "X-Amzn-Trace-Id": trace,
  };
  const small = (given: object) =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  expect(small(event.headers)).toEqual(small(headers));
  expect(small(event.multiValueHeaders)).toEqual(
    small(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))),
  );
  expect({ ...event, headers: {}, multiValueHeaders: {} }).toEqual({
    httpMethod: "PATCH",
    path: "/north",
    resource: "/{bay}",
    pathParameters: { bay: "north" },
    queryStringParameters: { tide: "high", moon: "new" },
    multiValueQueryStringParameters: { tide: ["low", "high"], moon: ["new"] },
    stageVariables: null,
    body: "all hands",
    isBase64Encoded: false,
    headers: {},
    multiValueHeaders: {},
    requestContext: {
      accountId: "123456789012",
      apiId: world.apiId,
      deploymentId: SOME,
      domainName: Host,
      domainPrefix: world.apiId,
      extendedRequestId: SOME,
      requestId: SOME,
      httpMethod: "PATCH",
      path: "/live/north",
      protocol: "HTTP/1.1",
      requestTime: SOME,
      requestTimeEpoch: expect.any(Number),
      resourceId: SOME,
      resourcePath: "/{bay}",
      stage: "live",
      identity: { ...NONE, sourceIp: SOME, userAgent: "sextant/2" },
    },
  });
});

describe("an answer at the edge", () => {
  const EDGE = ["date", "via", "x-amz-apigw-id", "x-amz-cf-id", "x-amz-cf-pop", "x-amzn-requestid"];
  const ROOT = "Root=1-6a0b1c2d-0123456789abcdef01234567";

  test.each(["/still", "/north"])("has the headers of the gateway and of CloudFront: %s", async (path) => {
    const { status, headers, text } = await world.call("GET", path);
    expect(status).toBe(200);
    for (const name of EDGE) expect(headers[name], name).toMatch(/./);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
      "x-cache": "Miss from cloudfront",
    });
  });

  test.each([
    ["/still", undefined, undefined],
    ["/still", `${ROOT};Sampled=0`, undefined],
    ["/north", undefined, SOME],
    ["/north", ROOT, expect.stringContaining(ROOT)],
    [
      "/north",
      `${ROOT};Parent=0f1e2d3c4b5a6978;Sampled=0`,
      expect.stringContaining(`${ROOT};Parent=0f1e2d3c4b5a6978`),
    ],
  ])(
    "of a function has a trace, that of the request where it had one; of a mock it has none: %s %s",
    async (path, sent, answered) => {
      const given = await world.call("GET", path, {
        headers: sent === undefined ? {} : { "x-amzn-trace-id": sent },
      });
      expect(given.headers["x-amzn-trace-id"]).toEqual(answered);
    },
  );
});
