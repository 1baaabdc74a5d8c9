import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateAuthorizerCommand, TestInvokeMethodCommand } from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TestWorld } from "./world.ts";

let world: TestWorld;
let backend: Server;
let backendUrl: string;
beforeEach(async () => {
  world = new TestWorld();
  await world.api();
  backend = createServer((incoming, outgoing) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    incoming.on("end", () => {
      const status = Number(/status=(\d+)/.exec(incoming.url ?? "")?.[1] ?? 200);
      outgoing.writeHead(status, { "content-type": "application/json", "x-backend": "yes" });
      outgoing.end(
        JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.headers, body }),
      );
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
});
afterEach(async () => {
  backend.closeAllConnections();
  await new Promise((resolve) => backend.close(resolve));
  await world.close();
});

const OK = { 200: { integration: { statusCode: "200" } } };
const permit = (name: string) =>
  world.lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${world.apiId}/*`,
    }),
  );

test("an HTTP proxy hands on path, query, headers and body, and gives back what came", async () => {
  await world.method({
    path: "/files/{proxy+}",
    verb: "ANY",
    requestParameters: { "method.request.path.proxy": true },
    integration: {
      type: "HTTP_PROXY",
      integrationHttpMethod: "ANY",
      uri: `${backendUrl}/store/{proxy}`,
      requestParameters: { "integration.request.path.proxy": "method.request.path.proxy" },
    },
  });
  await world.deploy();
  const answer = await world.call("PUT", "/files/a/b%20c?status=418&x=1", {
    headers: { "x-mine": "1" },
    body: "text",
  });
  expect(answer.status).toBe(418);
  expect(answer.headers["x-backend"]).toBe("yes");
  const seen = JSON.parse(answer.text);
  expect(seen).toMatchObject({ method: "PUT", url: "/store/a/b%20c?status=418&x=1", body: "text" });
  expect(seen.headers).toMatchObject({ "x-mine": "1", "x-amzn-apigateway-api-id": world.apiId });
});

test("without proxy only what is mapped goes out, and a status without its own response gets the default one", async () => {
  await world.method({
    path: "/plain",
    verb: "GET",
    requestParameters: { "method.request.querystring.q": false },
    integration: {
      type: "HTTP",
      integrationHttpMethod: "POST",
      uri: `${backendUrl}/?status=404`,
      requestParameters: { "integration.request.header.x-q": "method.request.querystring.q" },
      requestTemplates: { "application/json": '{"q": "$input.params(\'q\')"}' },
    },
    responses: {
      200: {
        parameters: { "method.response.header.x-seen": false },
        integration: {
          statusCode: "200",
          responseParameters: { "method.response.header.x-seen": "integration.response.header.x-backend" },
          responseTemplates: { "application/json": "{\"got\": $input.json('$.body')}" },
        },
      },
      500: { integration: { statusCode: "500", selectionPattern: "5\\d{2}" } },
    },
  });
  await world.deploy();
  const answer = await world.call("GET", "/plain?q=cat&other=1", { headers: { "x-mine": "1" } });
  expect(answer).toMatchObject({
    status: 200,
    headers: { "x-seen": "yes", "content-type": "application/json" },
  });
  expect(JSON.parse(answer.text)).toEqual({ got: '{"q": "cat"}' });
});

test("a preflight is answered by its OPTIONS mock", async () => {
  const header = (name: string) => `method.response.header.Access-Control-Allow-${name}`;
  await world.method({
    path: "/cors",
    verb: "OPTIONS",
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
    responses: {
      200: {
        parameters: { [header("Origin")]: false, [header("Methods")]: false },
        integration: {
          statusCode: "200",
          responseParameters: { [header("Origin")]: "'*'", [header("Methods")]: "'GET,OPTIONS'" },
        },
      },
    },
  });
  await world.deploy();
  const answer = await world.call("OPTIONS", "/cors", {
    headers: { origin: "https://page.example", "access-control-request-method": "GET" },
  });
  expect(answer).toMatchObject({
    status: 200,
    headers: { "access-control-allow-origin": "*", "access-control-allow-methods": "GET,OPTIONS" },
  });
});

test("a content type without a template is refused where passing through is not allowed", async () => {
  await world.method({
    path: "/strict",
    verb: "POST",
    integration: {
      type: "MOCK",
      passthroughBehavior: "NEVER",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    },
    responses: OK,
  });
  await world.deploy();
  const answer = await world.call("POST", "/strict", {
    headers: { "content-type": "text/xml" },
    body: "<a/>",
  });
  expect(answer).toMatchObject({ status: 415, text: '{"message":"Unsupported Media Type"}' });
});

test("a function needs a permission, and what goes wrong inside it stays there", async () => {
  const uri = await world.fn(
    "worker",
    `export const handler = async (event) => {
      const what = event.queryStringParameters?.do;
      if (what === "throw") throw new TypeError("broken");
      if (what === "exit") process.exit(3);
      if (what === "block") for (;;);
      return { statusCode: 201, multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] }, body: JSON.stringify({ path: event.path, secret: process.env.HOME ?? null }) };
    };`,
  );
  await world.method({
    path: "/work",
    verb: "GET",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri },
  });
  await world.deploy();
  expect((await world.call("GET", "/work")).status).toBe(500);
  await permit("worker");
  for (const what of ["throw", "exit", "block"]) {
    const failed = await world.call("GET", `/work?do=${what}`);
    expect(failed).toMatchObject({
      status: 502,
      text: '{"message": "Internal server error"}',
    });
  }
  const answer = await world.call("GET", "/work");
  expect(answer).toMatchObject({ status: 201, headers: { "set-cookie": ["a=1", "b=2"] } });
  expect(JSON.parse(answer.text)).toEqual({ path: "/work", secret: null });
});

test("the log of a test tells why a function may not be called", async () => {
  const uri = await world.fn("secret", "export const handler = async () => ({ statusCode: 200 });");
  await world.method({
    path: "/secret",
    verb: "GET",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri },
  });
  const answer = await world.client.send(
    new TestInvokeMethodCommand({
      restApiId: world.apiId,
      resourceId: await world.resource("/secret"),
      httpMethod: "GET",
    }),
  );
  expect(answer.status).toBe(500);
  expect(answer.log).toContain(
    "Execution failed due to configuration error: Invalid permissions on Lambda function\n",
  );
});

test("another AWS service is not called but described", async () => {
  await world.method({
    path: "/queue",
    verb: "POST",
    integration: {
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders",
      credentials: "arn:aws:iam::*:user/*",
      requestParameters: { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" },
      requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" },
    },
    responses: OK,
  });
  await world.deploy();
  const answer = await world.call("POST", "/queue", {
    body: '{"a": 1}',
    headers: { "content-type": "application/json" },
  });
  const { sandbox, request } = JSON.parse(answer.text);
  expect(sandbox).toContain("Nothing was called");
  expect(request).toMatchObject({
    method: "POST",
    host: "sqs.us-east-1.amazonaws.com",
    path: "/123456789012/orders",
    headers: { "Content-Type": ["application/x-www-form-urlencoded"] },
    body: "Action=SendMessage&MessageBody=%7B%22a%22%3A+1%7D",
  });
});

test("a Lambda authorizer lets in and keeps out", async () => {
  const uri = await world.fn(
    "guard",
    `export const handler = async ({ authorizationToken, methodArn }) => {
      if (authorizationToken === "nobody") throw new Error("Unauthorized");
      const Effect = authorizationToken === "friend" ? "Allow" : "Deny";
      return { principalId: "p", policyDocument: { Statement: [{ Action: "execute-api:Invoke", Effect, Resource: methodArn }] }, context: { name: "Ann" } };
    };`,
  );
  await permit("guard");
  const authorizer = await world.client.send(
    new CreateAuthorizerCommand({
      restApiId: world.apiId,
      name: "guard",
      type: "TOKEN",
      authorizerUri: uri,
      identitySource: "method.request.header.Authorization",
    }),
  );
  await world.method({
    path: "/guarded",
    verb: "GET",
    authorizationType: "CUSTOM",
    authorizerId: authorizer.id,
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
    responses: {
      200: {
        integration: {
          statusCode: "200",
          responseTemplates: { "application/json": "$context.authorizer.name" },
        },
      },
    },
  });
  await world.deploy();
  const as = (authorization?: string) =>
    world.call("GET", "/guarded", authorization ? { headers: { authorization } } : {});
  expect(await as()).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
  expect((await as("nobody")).status).toBe(401);
  expect((await as("enemy")).status).toBe(403);
  expect(await as("friend")).toMatchObject({ status: 200, text: "Ann" });
});

test("templates have Velocity's loops, maps, lists and text methods", async () => {
  const template = `#set($root = $input.path('$'))
#set($names = [])
#foreach($pet in $root.pets)#if($pet.age >= 2 && $pet.name != "")#set($x = $names.add($pet.name.toUpperCase()))#end#end
{"names": "$names.size() $names.get(0)", "first": $input.json('$.pets[0]'), "deep": $input.json('$..name'), "half": #set($n = 7 / 2)$n,
 "kind": "#if($root.kind)set#{else}unset#end", "escaped": "$util.escapeJavaScript('a"b')", "parsed": "$util.parseJson('{"k": [1, 2]}').k.get(1)",
 "nothing": "$root.nope.deeper$!{root.nope}", "entries": "#foreach($e in $root.map.entrySet())$e.key=$e.value#if($foreach.hasNext),#end#end"}`;
  await world.method({
    path: "/echo",
    verb: "POST",
    integration: {
      type: "HTTP",
      integrationHttpMethod: "POST",
      uri: backendUrl,
      requestTemplates: { "application/json": template },
    },
    responses: {
      200: {
        integration: {
          statusCode: "200",
          responseTemplates: { "application/json": "$input.path('$.body')" },
        },
      },
    },
  });
  await world.deploy();
  const body = JSON.stringify({
    pets: [
      { name: "Rex", age: 1 },
      { name: "Mia", age: 3 },
    ],
    map: { a: 1, b: "c" },
  });
  const answer = await world.call("POST", "/echo", { body, headers: { "content-type": "application/json" } });
  expect(JSON.parse(answer.text)).toEqual({
    names: "1 MIA",
    first: { name: "Rex", age: 1 },
    deep: ["Rex", "Mia"],
    half: 3,
    kind: "unset",
    escaped: 'a"b',
    parsed: "2",
    nothing: "",
    entries: "a=1,b=c",
  });
});
