import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  UpdateRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Signing, signedHeaders } from "../signed.ts";
import { TestWorld } from "../world.ts";

// Who may call a method: the API's own policy, signatures, and both together with authorizers (§5, §6; "How resource
// policies affect authorization workflow" of the developer guide).

let now = new Date("2026-11-26T12:00:00Z");
const world = new TestWorld({ now: () => now });
const MOCK = { type: "MOCK" as const, requestTemplates: { "application/json": '{"statusCode": 200}' } };
const printing = (template: string) => ({
  "200": { integration: { responseTemplates: { "application/json": template } } },
});
const IDENTITY = printing(
  "$context.identity.sourceIp $context.identity.accountId $context.identity.userArn $context.identity.accessKey",
);

beforeAll(async () => {
  await world.api();
  const uri = await world.fn(
    "judge",
    `export const handler = ({ authorizationToken, methodArn }) => ({
      principalId: "p",
      policyDocument: { Statement: authorizationToken === "silent" ? [] : [
        { Effect: authorizationToken, Action: "execute-api:Invoke", Resource: methodArn,
          Condition: authorizationToken === "Allow" ? { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } } : {} } ] },
    });`,
  );
  const authorizer = async (more: Partial<CreateAuthorizerCommandInput>) =>
    (
      await world.client.send(
        new CreateAuthorizerCommand({
          restApiId: world.apiId,
          name: more.type ?? "lambda",
          type: "TOKEN",
          authorizerResultTtlInSeconds: 0,
          identitySource: "method.request.header.Auth",
          ...more,
        }),
      )
    ).id!;
  const lambda = await authorizer({
    authorizerUri: uri,
    authorizerCredentials: "arn:aws:iam::123456789012:role/a",
  });
  const pool = await authorizer({
    type: "COGNITO_USER_POOLS",
    providerARNs: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Abc"],
  });
  const method = (path: string, more: object, verb = "GET") =>
    world.method({ path, verb, integration: MOCK, responses: IDENTITY, ...more });
  await method("/open", {});
  await method("/open", {}, "POST");
  await method("/signed/{name}", { authorizationType: "AWS_IAM" });
  await method("/signed/{name}", { authorizationType: "AWS_IAM" }, "POST");
  await method("/judged", { authorizationType: "CUSTOM", authorizerId: lambda });
  await method("/pool", { authorizationType: "COGNITO_USER_POOLS", authorizerId: pool });
  await world.deploy();
});
afterAll(() => world.close());

const ALL = "execute-api:/*";
const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({
      Effect: "Allow",
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: ALL,
      ...one,
    })),
  });
async function withPolicy(value: string): Promise<void> {
  const patchOperations = [{ op: "replace" as const, path: "/policy", value }];
  await world.client.send(new UpdateRestApiCommand({ restApiId: world.apiId, patchOperations }));
  await world.deploy();
}
const from = (caller: string) => ({ "x-apigw-sandbox-caller": caller });
const refusal = (who: string, what: string, ending = "") =>
  `{"Message":"User: ${who} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:${world.apiId}/live/${what}${ending}"}`;
const DENY = " with an explicit deny";

describe("the API's policy, where a method asks for nothing", () => {
  const ip = (operator: string, value: string | string[]) => ({
    Condition: { [operator]: { "aws:SourceIp": value } },
  });
  const vpce = (operator: string) => ({ Condition: { [operator]: { "aws:SourceVpce": "vpce-1a2b" } } });
  const inside = (value: string) => ({ Condition: { IpAddress: { "aws:VpcSourceIp": value } } });
  test.each<[string, object[], string, boolean | "denied"]>([
    ["all may", [{}], "", true],
    ["AWS: * is everybody too", [{ Principal: { AWS: "*" } }], "", true],
    ["nobody is named", [], "", false],
    ["an account is not everybody", [{ Principal: { AWS: "123456789012" } }], "", false],
    ["but for an account", [{ Principal: undefined, NotPrincipal: { AWS: "123456789012" } }], "", true],
    ["another action", [{ Action: "execute-api:ManageConnections" }], "", false],
    ["an action in other letters", [{ Action: "Execute-API:in*" }], "", true],
    ["all actions but one", [{ Action: undefined, NotAction: "execute-api:ManageConnections" }], "", true],
    ["another stage", [{ Resource: "execute-api:/test/*" }], "", false],
    ["this stage and verb", [{ Resource: "execute-api:/live/GET/open" }], "", true],
    ["another verb", [{ Resource: "execute-api:/*/POST/*" }], "", false],
    ["one character", [{ Resource: "execute-api:/live/GET/ope?" }], "", true],
    ["a whole ARN", [{ Resource: "arn:aws:execute-api:us-east-1:123456789012:*/live/GET/*" }], "", true],
    [
      "all resources but these",
      [{ Resource: undefined, NotResource: "execute-api:/live/GET/open" }],
      "",
      false,
    ],
    ["a denial goes before", [{}, { Effect: "Deny" }], "", "denied"],
    [
      "an address of the network",
      [ip("IpAddress", ["10.0.0.0/8", "203.0.113.0/24"])],
      "ip=203.0.113.9",
      true,
    ],
    ["an address outside", [ip("IpAddress", "203.0.113.0/24")], "ip=203.0.114.9", false],
    ["one address", [ip("IpAddress", "203.0.113.9")], "ip=203.0.113.9", true],
    ["an address of the newer kind", [ip("IpAddress", "2001:db8::/32")], "ip=2001:db8::7", true],
    ["no network at all", [ip("IpAddress", "everywhere")], "ip=203.0.113.9", false],
    [
      "denied but for a network",
      [{}, { Effect: "Deny", ...ip("NotIpAddress", "10.0.0.0/8") }],
      "ip=203.0.113.9",
      "denied",
    ],
    [
      "denied but for its own",
      [{}, { Effect: "Deny", ...ip("NotIpAddress", "10.0.0.0/8") }],
      "ip=10.1.2.3",
      true,
    ],
    ["by its endpoint", [vpce("StringEquals")], "vpce=vpce-1a2b", true],
    ["by another endpoint", [vpce("StringEquals")], "vpce=vpce-9", false],
    ["by none", [vpce("StringEquals")], "", false],
    ["denied but for an endpoint", [{}, { Effect: "Deny", ...vpce("StringNotEquals") }], "", "denied"],
    ["the endpoint where it is asked for if there", [vpce("StringEqualsIfExists")], "", true],
    [
      "inside a VPC the address is another key",
      [ip("IpAddress", "10.0.0.0/8")],
      "ip=10.1.1.1; vpce=vpce-1a2b",
      false,
    ],
    ["an address inside a VPC", [inside("10.0.0.0/8")], "ip=10.1.1.1;vpce=vpce-1a2b", true],
    ["a VPC", [{ Condition: { StringEquals: { "aws:SourceVpc": ["vpc-1", "vpc-2"] } } }], "vpc=vpc-2", true],
    [
      "before a date",
      [{ Condition: { DateLessThan: { "aws:CurrentTime": "2026-11-26T12:00:01Z" } } }],
      "",
      true,
    ],
    ["after a date", [{ Condition: { DateGreaterThan: { "aws:EpochTime": "1795694401" } } }], "", false],
    ["by HTTPS", [{ Condition: { Bool: { "aws:SecureTransport": "true" } } }], "", true],
    ["by a browser", [{ Condition: { StringLike: { "AWS:UserAgent": "Mozilla/*" } } }], "", false],
    ["nobody who is somebody", [{ Condition: { Null: { "aws:PrincipalArn": "true" } } }], "", true],
    [
      "each of several conditions",
      [{ Condition: { ...vpce("StringEquals").Condition, ...ip("IpAddress", "0.0.0.0/0").Condition } }],
      "",
      false,
    ],
  ])("%s", async (_what, statements, caller, passes) => {
    await withPolicy(policy(...statements));
    const { status, text, headers } = await world.call("GET", "/open", { headers: from(caller) });
    if (passes === true) expect([status, text]).toEqual([200, expect.stringMatching(/^[\d.a-f:]+ /)]);
    else
      expect([status, text, headers["x-amzn-errortype"]]).toEqual([
        403,
        refusal("anonymous", "GET/open", passes === "denied" ? DENY : ""),
        "AccessDeniedException",
      ]);
  });
  test("is that of the deployment", async () => {
    await withPolicy(policy({}));
    const patchOperations = [{ op: "replace" as const, path: "/policy", value: policy({ Effect: "Deny" }) }];
    await world.client.send(new UpdateRestApiCommand({ restApiId: world.apiId, patchOperations }));
    expect((await world.call("GET", "/open")).status).toBe(200);
    await world.deploy();
    expect((await world.call("GET", "/open")).status).toBe(403);
  });
  test("goes by the path that was called", async () => {
    await withPolicy(policy({ Resource: "execute-api:/live/GET/signed/ann" }));
    expect((await world.call("GET", "/open")).status).toBe(403);
  });
  test("where a call says it comes from reaches the method; what cannot be is refused", async () => {
    await withPolicy("");
    expect((await world.call("GET", "/open", { headers: from("ip=203.0.113.9") })).text).toMatch(
      /^203\.0\.113\.9 /,
    );
    const { status, text } = await world.call("GET", "/open", { headers: from("ip=here") });
    expect([status, text]).toEqual([400, expect.stringContaining("is no IP address")]);
    expect((await world.call("GET", "/open", { headers: from("host=a") })).status).toBe(400);
  });
});

type Sent = Signing & { readonly changed?: Record<string, string> };

/** Calls as the SDK signs; what is changed in the headers is so after they were signed. */
async function signed(verb: string, path: string, { changed = {}, ...how }: Sent = {}, body = "") {
  const url = new URL(`${await world.url()}/restapis/${world.apiId}/live/_user_request_${path}`);
  const type = body ? { "content-type": "application/json" } : {};
  const headers = await signedHeaders(url, verb, type, body, { date: now, ...how });
  return world.call(verb, path, { headers: { ...headers, ...changed }, body });
}

describe("AWS_IAM", () => {
  beforeAll(() => withPolicy(""));
  test("says who called", async () => {
    const { status, text } = await signed("GET", "/signed/ann");
    expect([status, text]).toEqual([
      200,
      "127.0.0.1 123456789012 arn:aws:iam::123456789012:user/sandbox sandbox",
    ]);
  });
  test.each([
    ["a body", "POST", "/signed/ann", '{"a": "ä"}'],
    ["queries of all kinds", "GET", "/signed/ann?b=1&a=z&a=y&a-b=%20x%2B&c=", ""],
    ["a path with what is encoded", "GET", "/signed/a%20b%2Bc(d)'", ""],
  ])("the signature holds with %s", async (_what, verb, path, body) => {
    expect((await signed(verb, path, {}, body)).status).toBe(200);
  });
  test.each<[string, Sent, string, RegExp]>([
    [
      "another secret",
      { secret: "guess" },
      "InvalidSignatureException",
      /^The request signature we calculated does not match/,
    ],
    [
      "a header changed on its way",
      { changed: { "x-amz-content-sha256": "0".repeat(64) } },
      "InvalidSignatureException",
      /^The request signature we calculated/,
    ],
    [
      "a date more than five minutes ago",
      { date: new Date(now.getTime() - 301_000) },
      "InvalidSignatureException",
      /^Signature expired: 20261126T115459Z is now earlier than 20261126T115500Z \(20261126T120000Z - 5 min\.\)$/,
    ],
    [
      "a date more than five minutes ahead",
      { date: new Date(now.getTime() + 301_000) },
      "InvalidSignatureException",
      /^Signature not yet current: /,
    ],
    [
      "another service",
      { service: "apigateway" },
      "InvalidSignatureException",
      /^Credential should be scoped to correct service: 'execute-api'\.$/,
    ],
    [
      "another Region",
      { region: "eu-west-1" },
      "InvalidSignatureException",
      /^Credential should be scoped to a valid region, not 'eu-west-1'\.$/,
    ],
    [
      "a token instead",
      { changed: { authorization: "Bearer abc" } },
      "IncompleteSignatureException",
      /^'Bearer' not a valid key=value pair \(missing equal-sign\) in Authorization header: 'Bearer abc'\.$/,
    ],
    [
      "parts of it",
      {
        changed: {
          authorization: "AWS4-HMAC-SHA256 Credential=a/20261126/us-east-1/execute-api/aws4_request",
        },
      },
      "IncompleteSignatureException",
      /'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\./,
    ],
  ])("refused: %s", async (_what, how, type, words) => {
    const { status, text, headers } = await signed("GET", "/signed/ann", how);
    expect([status, headers["x-amzn-errortype"], JSON.parse(text).message]).toEqual([
      403,
      type,
      expect.stringMatching(words),
    ]);
  });
  test.each([299_000, -299_000])("a date may be off by %d ms", async (off) => {
    expect((await signed("GET", "/signed/ann", { date: new Date(now.getTime() + off) })).status).toBe(200);
  });
  test("not signed", async () => {
    const { status, text, headers } = await world.call("GET", "/signed/ann");
    expect([status, text, headers["x-amzn-errortype"]]).toEqual([
      403,
      '{"message":"Missing Authentication Token"}',
      "MissingAuthenticationTokenException",
    ]);
  });
  test("of a key whose secret is not known the signature is taken as it is", async () => {
    expect((await signed("GET", "/signed/ann", { key: "AKIDOTHER", secret: "whatever" })).status).toBe(200);
  });
  test("a signed address, until it expires", async () => {
    const { host } = new URL(await world.url());
    const { config } = new APIGatewayClient({
      region: "us-east-1",
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    });
    const signer = await config.signer({
      name: "sigv4",
      signingName: "execute-api",
      signingRegion: "us-east-1",
      properties: {},
    });
    const path = `/restapis/${world.apiId}/live/_user_request_/signed/ann`;
    const request = {
      method: "GET",
      protocol: "http:",
      hostname: host,
      path,
      query: { q: "1" },
      headers: { host },
    };
    const { query } = await (
      signer as unknown as { presign(of: object, how: object): Promise<{ query: Record<string, string> }> }
    ).presign(request, { signingDate: now, expiresIn: 600 });
    const call = (changed: object) =>
      world.call("GET", `/signed/ann?${new URLSearchParams({ ...query, ...changed })}`);
    const first = await call({});
    expect([first.status, first.text]).toEqual([200, expect.stringContaining("user/sandbox")]);
    expect((await call({ q: "2" })).status).toBe(403);
    const before = now;
    now = new Date(before.getTime() + 899_000);
    expect((await call({})).status).toBe(200);
    now = new Date(before.getTime() + 901_000);
    expect((await call({})).status).toBe(403);
    now = before;
  });
  const ann = { Resource: "execute-api:/live/GET/signed/ann" };
  const OTHER = "210987654321";
  test.each<[string, object[], Signing, number, string?]>([
    ["its own account, of which the policy is silent", [{ Principal: { AWS: OTHER } }], {}, 200],
    ["its own account, denied", [{ Effect: "Deny", Principal: { AWS: "123456789012" } }], {}, 403, DENY],
    ["another account, without a word", [], { key: OTHER }, 403, ""],
    ["another account, let in by its number", [{ ...ann, Principal: { AWS: OTHER } }], { key: OTHER }, 200],
    [
      "another account, let in by its root",
      [{ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }],
      { key: OTHER },
      200,
    ],
    [
      "another account, let in by its user",
      [{ Principal: { AWS: `arn:aws:iam::${OTHER}:user/sandbox` } }],
      { key: OTHER },
      200,
    ],
    [
      "another account, one of its roles",
      [{ Principal: { AWS: `arn:aws:iam::${OTHER}:role/a` } }],
      { key: OTHER },
      403,
      "",
    ],
    [
      "by what the caller is",
      [{ Condition: { StringEquals: { "aws:PrincipalAccount": OTHER } } }],
      { key: OTHER },
      200,
    ],
    [
      "by a variable",
      [{ Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/${aws:username}" } } }],
      { key: OTHER },
      200,
    ],
  ])("with the API's policy: %s", async (_what, statements, how, status, ending) => {
    await withPolicy(policy(...statements));
    const answer = await signed("GET", "/signed/ann", how);
    const who = `arn:aws:iam::${how.key ?? "123456789012"}:user/sandbox`;
    expect([answer.status, status === 403 ? answer.text : ""]).toEqual([
      status,
      status === 403 ? refusal(who, "GET/signed/ann", ending) : "",
    ]);
  });
  test("another account needs the API's policy", async () => {
    await withPolicy("");
    expect((await signed("GET", "/signed/ann", { key: OTHER })).status).toBe(403);
  });
});

describe("the API's policy beside a Lambda authorizer", () => {
  const SILENT = [{ Resource: "execute-api:/other/*" }];
  test.each<[string, object[], string, number]>([
    ["both allow", [{}], "Allow", 200],
    ["the API's is silent", SILENT, "Allow", 200],
    ["the API's denies: the authorizer is not asked", [{ Effect: "Deny" }], "Allow", 403],
    ["the authorizer's is silent, the API's allows", [{}], "silent", 200],
    ["both are silent", SILENT, "silent", 403],
    ["the authorizer's denies", [{}], "Deny", 403],
  ])("%s", async (_what, statements, said, status) => {
    await withPolicy(policy(...statements));
    expect((await world.call("GET", "/judged", { headers: { Auth: said } })).status).toBe(status);
  });
  test("conditions of the authorizer's policy count", async () => {
    await withPolicy("");
    const call = (caller: string) =>
      world.call("GET", "/judged", { headers: { Auth: "Allow", ...from(caller) } });
    expect([(await call("ip=127.0.0.9")).status, (await call("ip=10.0.0.9")).status]).toEqual([200, 403]);
  });
});

describe("a user pool", () => {
  const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  const ISS = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc";
  const seconds = () => Math.floor(now.getTime() / 1000);
  test.each<[string, string, number, string]>([
    ["a token of the pool", token({ sub: "u", iss: ISS, token_use: "id" }), 200, ""],
    ["with its word before it", `Bearer ${token({ iss: ISS })}`, 200, ""],
    ["a token of another pool", token({ iss: `${ISS}d` }), 401, '{"message":"Unauthorized"}'],
    [
      "one that has expired",
      token({ iss: ISS, exp: seconds() - 1 }),
      401,
      '{"message":"The incoming token has expired"}',
    ],
    ["a text that is no token", "letmein", 401, '{"message":"Unauthorized"}'],
    [
      "a token that says nothing",
      `h.${Buffer.from("[]").toString("base64url")}.s`,
      401,
      '{"message":"Unauthorized"}',
    ],
    ["four parts", `${token({ iss: ISS })}.x`, 401, '{"message":"Unauthorized"}'],
  ])("%s", async (_what, value, status, words) => {
    await withPolicy("");
    const answer = await world.call("GET", "/pool", { headers: { Auth: value } });
    expect([answer.status, status === 200 ? "" : answer.text]).toEqual([status, words]);
  });
  test("and then the API's policy must allow", async () => {
    await withPolicy(policy({ Resource: "execute-api:/other/*" }));
    const headers = { Auth: token({ iss: ISS }) };
    expect((await world.call("GET", "/pool", { headers })).status).toBe(403);
    expect((await world.call("GET", "/pool")).status).toBe(401);
    await withPolicy(policy({}));
    expect((await world.call("GET", "/pool", { headers })).status).toBe(200);
  });
});

test("what fails behind a VPC link is not told apart (text 17)", async () => {
  const lines: string[] = [];
  const other = new TestWorld({ log: (line) => lines.push(line) });
  await other.api();
  const { APIGatewayClient: _client, CreateVpcLinkCommand } = await import("@aws-sdk/client-api-gateway");
  const link = await other.client.send(
    new CreateVpcLinkCommand({
      name: "inside",
      targetArns: [
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/inside/1a2b3c4d5e6f7081",
      ],
    }),
  );
  await other.method({
    path: "/inside",
    verb: "GET",
    integration: {
      type: "HTTP_PROXY",
      integrationHttpMethod: "GET",
      uri: "http://nowhere.invalid/",
      connectionType: "VPC_LINK",
      connectionId: link.id,
    },
  });
  await other.deploy();
  const { status, text } = await other.call("GET", "/inside");
  expect([status, text]).toEqual([500, '{"message": "Internal server error"}']);
  expect(lines.join("\n")).toContain(
    "Execution failed due to configuration error: There was an internal error while executing your request",
  );
  await other.close();
});
