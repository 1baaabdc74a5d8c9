import type { PutIntegrationCommandInput } from "@aws-sdk/client-api-gateway";
import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, patch, REGION, type Rule, rules } from "./account.ts";

async function methodOnRoot(account: Account) {
  const { restApiId, rootId } = await account.api();
  const { gateway } = account;
  const at = { restApiId, resourceId: rootId, httpMethod: "PUT" };
  await gateway.putMethod({ ...at, authorizationType: "NONE" });
  const put = (input: Partial<PutIntegrationCommandInput> & Pick<PutIntegrationCommandInput, "type">) =>
    gateway.putIntegration({ ...at, ...input });
  return { gateway, at, put };
}
type Given = Awaited<ReturnType<typeof methodOnRoot>> & { account: Account };

const ROLE = `arn:aws:iam::${ACCOUNT}:role/ferry/harbourmaster`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:Lighthouse`;
const INVOCATIONS = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
const BUCKET = `arn:aws:apigateway:${REGION}:s3:path/cargo/manifest`;
const CALL = { passthroughBehavior: "WHEN_NO_MATCH", timeoutInMillis: 29000, cacheKeyParameters: [] };
const bad = (message: string) => `BadRequestException 400: ${message}`;

const answered = (members: object) => ({
  http: 201,
  ...CALL,
  cacheNamespace: expect.stringMatching(/./),
  ...members,
});

const kept: Rule<Given>[] = [
  {
    rule: "a mock swallows its URI and its HTTP method",
    when: ({ put }) => put({ type: "MOCK", uri: "https://quay.example.org", integrationHttpMethod: "PATCH" }),
    gives: answered({ type: "MOCK" }),
  },
  {
    rule: "a mock keeps its parameters and its templates, even one that is not JSON",
    when: async ({ gateway, at, put }) => {
      const requestParameters = { "method.request.path.berth": true };
      await gateway.deleteMethod(at);
      await gateway.putMethod({ ...at, authorizationType: "NONE", requestParameters });
      return put({
        type: "MOCK",
        requestParameters: { "integration.request.path.place": "method.request.path.berth" },
        requestTemplates: { "application/json": "{statusCode: 204}" },
      });
    },
    gives: answered({
      type: "MOCK",
      requestParameters: { "integration.request.path.place": "method.request.path.berth" },
      requestTemplates: { "application/json": "{statusCode: 204}" },
    }),
  },
  ...(["HTTP", "HTTP_PROXY"] as const).map((type) => ({
    rule: `${type} is answered with its method as httpMethod and goes over the internet`,
    when: ({ put }: Given) =>
      put({ type, uri: "https://quay.example.org/in", integrationHttpMethod: "DELETE" }),
    gives: answered({
      type,
      uri: "https://quay.example.org/in",
      httpMethod: "DELETE",
      connectionType: "INTERNET",
    }),
  })),
  {
    rule: "AWS with a role is answered with it and without a connection",
    when: ({ put }) => put({ type: "AWS", uri: BUCKET, integrationHttpMethod: "PUT", credentials: ROLE }),
    gives: answered({ type: "AWS", uri: BUCKET, httpMethod: "PUT", credentials: ROLE }),
  },
  ...(["AWS", "AWS_PROXY"] as const).map((type) => ({
    rule: `${type} to a function that does not exist is taken`,
    when: ({ put }: Given) => put({ type, uri: INVOCATIONS, integrationHttpMethod: "POST" }),
    gives: answered({ type, uri: INVOCATIONS, httpMethod: "POST" }),
  })),
  {
    rule: "AWS_PROXY takes GET as its method: it fails only when it is called",
    when: ({ put }) => put({ type: "AWS_PROXY", uri: INVOCATIONS, integrationHttpMethod: "GET" }),
    gives: answered({ type: "AWS_PROXY", uri: INVOCATIONS, httpMethod: "GET" }),
  },
  {
    rule: "AWS takes an action of a service that a proxy does not",
    when: ({ put }) =>
      put({
        type: "AWS",
        uri: `arn:aws:apigateway:${REGION}:sns:action/Publish`,
        integrationHttpMethod: "POST",
        credentials: ROLE,
        requestTemplates: {},
        requestParameters: {},
      }),
    gives: expect.objectContaining({ http: 201, uri: `arn:aws:apigateway:${REGION}:sns:action/Publish` }),
  },
  {
    rule: "putting an integration again replaces it and answers 201",
    when: async ({ put }) => {
      await put({ type: "HTTP", uri: "https://quay.example.org", integrationHttpMethod: "GET" });
      return put({ type: "MOCK" });
    },
    gives: answered({ type: "MOCK" }),
  },
  {
    rule: "deleting an integration answers 204 with nothing",
    when: async ({ gateway, at, put }) => {
      await put({ type: "MOCK" });
      return gateway.deleteIntegration(at);
    },
    gives: { http: 204 },
  },
];

const refused: Rule<Given>[] = [
  ...(["HTTP", "HTTP_PROXY", "AWS"] as const).map((type) => ({
    rule: `${type} without a method is refused before its URI is looked at`,
    when: ({ put }: Given) => put({ type, uri: "neither this nor that" }),
    gives: bad("Enumeration value for HttpMethod must be non-empty"),
  })),
  ...(["HTTP", "HTTP_PROXY"] as const).map((type) => ({
    rule: `${type} needs an endpoint over HTTP`,
    when: ({ put }: Given) => put({ type, uri: "quayside", integrationHttpMethod: "GET" }),
    gives: bad("Invalid HTTP endpoint specified for URI"),
  })),
  ...(["AWS", "AWS_PROXY"] as const).flatMap((type) => [
    {
      rule: `${type} needs an ARN`,
      when: ({ put }: Given) => put({ type, uri: "harbour:lambda:path/x", integrationHttpMethod: "POST" }),
      gives: bad("Invalid ARN specified in the request"),
    },
    {
      rule: `${type} needs an ARN with a path or an action`,
      when: ({ put }: Given) => put({ type, uri: FUNCTION, integrationHttpMethod: "POST" }),
      gives: bad("AWS ARN for integration must contain path or action"),
    },
  ]),
  ...Object.entries({
    "a word that is neither path nor action": INVOCATIONS.replace(":path/", ":road/"),
    "a role": ROLE,
  }).map(([what, uri]) => ({
    rule: `AWS_PROXY to ${what} lacks a path or an action`,
    when: ({ put }: Given) =>
      put({ type: "AWS_PROXY", uri, integrationHttpMethod: "POST", credentials: ROLE }),
    gives: bad("AWS ARN for integration must contain path or action"),
  })),
  ...Object.entries({
    "another service's path": BUCKET,
    "another service's action": `arn:aws:apigateway:${REGION}:sqs:action/SendMessage`,
    "Firehose with a function's path": INVOCATIONS.replace(":lambda:path", ":firehose:path"),
    "Lambda with a path of another kind": INVOCATIONS.replace("2015-03-31/functions", "any/where"),
  }).map(([what, uri]) => ({
    rule: `AWS_PROXY does not go to ${what}`,
    when: ({ put }: Given) =>
      put({ type: "AWS_PROXY", uri, integrationHttpMethod: "POST", credentials: ROLE }),
    gives: bad(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    ),
  })),
];

const missing: Rule<Given>[] = [
  {
    rule: "reading: an API that is not there is a resource that is not there",
    when: ({ gateway, at }) => gateway.getIntegration({ ...at, restApiId: "nowhere1" }),
    gives: "NotFoundException 404: Invalid Resource identifier specified",
  },
  {
    rule: "reading: then the resource is looked for",
    when: ({ gateway, at }) => gateway.getIntegration({ ...at, resourceId: "gone99" }),
    gives: "NotFoundException 404: Invalid Resource identifier specified",
  },
  {
    rule: "reading: then the method",
    when: ({ gateway, at }) => gateway.getIntegration({ ...at, httpMethod: "PATCH" }),
    gives: "NotFoundException 404: Invalid Method identifier specified",
  },
  {
    rule: "reading: then the integration",
    when: ({ gateway, at }) => gateway.getIntegration(at),
    gives: "NotFoundException 404: Invalid Integration identifier specified",
  },
  {
    rule: "reading: a deleted integration is not there",
    when: async ({ gateway, at, put }) => {
      await put({ type: "MOCK" });
      await gateway.deleteIntegration(at);
      return gateway.getIntegration(at);
    },
    gives: "NotFoundException 404: Invalid Integration identifier specified",
  },
  {
    rule: "putting: the method must be there",
    when: ({ put }) => put({ type: "MOCK", httpMethod: "PATCH" }),
    gives: "NotFoundException 404: Invalid Method identifier specified",
  },
  {
    rule: "putting: the resource must be there, and is looked for before the method",
    when: ({ put }) => put({ type: "MOCK", resourceId: "gone99", httpMethod: "PATCH" }),
    gives: "NotFoundException 404: Invalid Resource identifier specified",
  },
];

describe("an integration is kept", () => rules(methodOnRoot, kept));
describe("an integration is refused", () => rules(methodOnRoot, refused));
describe("an integration that is not there", () => rules(methodOnRoot, missing));

test("over a VPC link named by a stage variable it is put, read and patched", async () => {
  const account = new Account();
  const { gateway, at, put } = await methodOnRoot(account);
  const link = {
    type: "HTTP_PROXY" as const,
    uri: "http://quay.internal/in",
    connectionType: "VPC_LINK" as const,
    connectionId: "${stageVariables.gangway}",
  };
  const { $metadata: made, ...answer } = await put({ ...link, integrationHttpMethod: "PATCH" });
  expect([made.httpStatusCode, answer]).toEqual([
    201,
    { ...CALL, ...link, httpMethod: "PATCH", cacheNamespace: answer.cacheNamespace },
  ]);
  const patchOperations = [patch("replace", "/connectionId", "${stageVariables.bridge}")];
  const { $metadata, ...patched } = await gateway.updateIntegration({ ...at, patchOperations });
  expect([$metadata.httpStatusCode, patched]).toEqual([
    200,
    { ...answer, connectionId: "${stageVariables.bridge}" },
  ]);
  const { $metadata: read, ...again } = await gateway.getIntegration(at);
  expect([read.httpStatusCode, again]).toEqual([200, patched]);
  account.close();
});

test.each(["true", "integration.request.header.x-moon"])(
  "a number or a flag where a text is due is refused by its Java class: %s",
  async (name) => {
    const account = new Account();
    const { at } = await methodOnRoot(account);
    const response = await account.sandbox.handle({
      method: "PUT",
      path: `/restapis/${at.restApiId}/resources/${at.resourceId}/methods/PUT/integration`,
      query: {},
      headers: { host: `apigateway.${REGION}.amazonaws.com`, "content-type": "application/json" },
      body: new Uint8Array(
        Buffer.from(JSON.stringify({ type: "HTTP", requestParameters: { [name]: false } })),
      ),
    });
    expect(response.status).toBe(400);
    expect(response.headers["x-amzn-errortype"]).toBe("SerializationException");
    expect(JSON.parse(Buffer.from(response.body).toString("utf8")).message).toBe(
      "class java.lang.Boolean can not be converted to an String",
    );
    account.close();
  },
);
