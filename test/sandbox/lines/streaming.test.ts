import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  TestInvokeMethodCommand,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

// Streaming: §9 of the facts about running methods, §4 of those about configuring them.

const world = new TestWorld();
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => 255 - i));
let backend: Server;
let uri: string;
const streamed = (function_: string) =>
  function_.replace("2015-03-31", "2021-11-15").replace(/invocations$/, "response-streaming-invocations");

beforeAll(async () => {
  backend = createServer((_request, response) => {
    response.writeHead(201, { "content-type": "image/x-unknown", "x-kind": "bytes" });
    response.write(BYTES);
    response.end(BYTES);
  });
  await new Promise<void>((listening) => backend.listen(0, "127.0.0.1", listening));
  uri = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`;
  await world.api("REGIONAL", { minimumCompressionSize: 0 });
  const proxy = (path: string, of: string, more: object = {}) =>
    world.method({
      path,
      verb: "GET",
      integration: {
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: streamed(of),
        responseTransferMode: "STREAM",
        ...more,
      },
    });
  const streams = (body: string) =>
    `export const handler = awslambda.streamifyResponse(async (event, stream) => { ${body} });`;
  const head = (value: string) => `stream = awslambda.HttpResponseStream.from(stream, ${value});`;
  await proxy(
    "/parts",
    await world.fn(
      "parts",
      streams(
        `${head('{ statusCode: 202, headers: { "x-a": "1" }, multiValueHeaders: { "X-A": ["0"] }, cookies: ["a=b", "c=d"] }')}
     stream.write(Buffer.from([255, 0, 254])); stream.write(event.path); stream.end();`,
      ),
    ),
  );
  await proxy("/large", await world.fn("large", streams(`${head("{}")} stream.end("x".repeat(7_000_000));`)));
  await proxy("/bare", await world.fn("bare", streams(`stream.end("no head");`)));
  await proxy(
    "/more",
    await world.fn("more", streams(`${head('{ statusCode: 200, body: "b" }')} stream.end("x");`)),
  );
  await proxy(
    "/breaks",
    await world.fn("breaks", streams(`${head("{}")} stream.write("half"); throw new Error("gone");`)),
  );
  await proxy(
    "/returns",
    await world.fn("returns", `export const handler = async () => ({ statusCode: 200, body: "whole" });`),
  );
  const whole = await world.fn("whole", streams(`${head("{}")} stream.end("x");`));
  await proxy("/buffered", whole, { uri: whole, responseTransferMode: undefined });
  for (const [path, responseTransferMode] of [
    ["/http", "STREAM"],
    ["/http-buffered", "BUFFERED"],
  ] as const)
    await world.method({
      path,
      verb: "GET",
      integration: { type: "HTTP_PROXY", integrationHttpMethod: "GET", uri, responseTransferMode },
    });
  for (const FunctionName of Object.keys(world.functions))
    await world.lambda.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: "all",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
  await world.deploy();
});
afterAll(async () => {
  await world.close();
  backend.close();
});

describe("a function that streams", () => {
  test("says its head first: status, headers, cookies; then come the bytes, whatever the binary types", async () => {
    const { status, headers, bytes } = await world.call("GET", "/parts");
    expect(status).toBe(202);
    expect(headers["x-a"]).toBe("0, 1");
    expect(headers["set-cookie"]).toEqual(["a=b", "c=d"]);
    expect(bytes).toEqual(Buffer.concat([Buffer.from([255, 0, 254]), Buffer.from("/parts")]));
  });
  test("may say more than a buffered one", async () => {
    expect((await world.call("GET", "/large")).text).toHaveLength(7_000_000);
  });
  test("is not packed", async () => {
    const { headers } = await world.call("GET", "/parts", { headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBeUndefined();
  });
  test.each([
    ["/bare", "without a head"],
    ["/more", "with a member too many in its head"],
    ["/breaks", "that breaks off"],
    ["/returns", "that does not stream"],
    ["/buffered", "that is called as one that does not stream"],
  ])("%s: one %s is a malformed answer", async (path) => {
    const { status, text } = await world.call("GET", path);
    expect([status, text]).toEqual([502, '{"message": "Internal server error"}']);
  });
});

describe("an HTTP proxy", () => {
  test("hands the bytes on as they come, and a buffered one makes them text", async () => {
    const [stream, buffered] = [await world.call("GET", "/http"), await world.call("GET", "/http-buffered")];
    expect([stream.status, stream.headers["x-kind"]]).toEqual([201, "bytes"]);
    expect(stream.bytes).toEqual(Buffer.concat([BYTES, BYTES]));
    expect(buffered.bytes).not.toEqual(stream.bytes);
  });
});

test("a test of it has no log", async () => {
  const resourceId = await world.resource("/parts");
  const at = { restApiId: world.apiId, resourceId, httpMethod: "GET" };
  const answer = await world.client.send(new TestInvokeMethodCommand(at));
  expect(answer).toMatchObject({ status: 202 });
  expect(answer.log).toBeUndefined();
});

describe("what is taken", () => {
  const put = async (more: Partial<PutIntegrationCommandInput>) => {
    const at = { restApiId: world.apiId, resourceId: await world.resource("/http"), httpMethod: "GET" };
    return world.client.send(
      new PutIntegrationCommand({ ...at, type: "HTTP_PROXY", integrationHttpMethod: "GET", uri, ...more }),
    );
  };
  test("a timeout of 15 minutes", async () => {
    expect(await put({ responseTransferMode: "STREAM", timeoutInMillis: 900_000 })).toMatchObject({
      timeoutInMillis: 900_000,
    });
    await expect(put({ responseTransferMode: "STREAM", timeoutInMillis: 900_001 })).rejects.toThrow(
      "Timeout should be between 50 ms and 900000 ms",
    );
  });
  const FUNCTION =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
  test.each<[string, Partial<PutIntegrationCommandInput>, string]>([
    [
      "STREAM with Invoke",
      { type: "AWS_PROXY", uri: FUNCTION, responseTransferMode: "STREAM" },
      "Invalid ResponseTransferMode. Cannot use ResponseTransferMode STREAM for Lambda functions invoked by Invoke for AWS_PROXY integrations.",
    ],
    [
      "BUFFERED with InvokeWithResponseStream",
      { type: "AWS_PROXY", uri: streamed(FUNCTION) },
      "Invalid ResponseTransferMode. Cannot use ResponseTransferMode BUFFERED for Lambda functions invoked by InvokeWithResponseStream for AWS_PROXY integrations.",
    ],
    ["STREAM of no proxy", { type: "HTTP", responseTransferMode: "STREAM" }, "Invalid ResponseTransferMode."],
    [
      "another mode",
      { responseTransferMode: "TRICKLE" as "STREAM" },
      "Member must satisfy enum value set: [BUFFERED, STREAM]",
    ],
  ])("refused: %s", async (_what, more, words) => {
    await expect(put({ integrationHttpMethod: "POST", ...more })).rejects.toThrow(words);
  });
  test("a change of the mode is held to the same", async () => {
    await put({ type: "AWS_PROXY", uri: FUNCTION, integrationHttpMethod: "POST" });
    const at = { restApiId: world.apiId, resourceId: await world.resource("/http"), httpMethod: "GET" };
    const change = (patchOperations: { op: "replace"; path: string; value: string }[]) =>
      world.client.send(new UpdateIntegrationCommand({ ...at, patchOperations }));
    const mode = { op: "replace" as const, path: "/responseTransferMode", value: "STREAM" };
    await expect(change([mode])).rejects.toThrow("Invalid ResponseTransferMode.");
    expect(await change([mode, { op: "replace", path: "/uri", value: streamed(FUNCTION) }])).toMatchObject({
      responseTransferMode: "STREAM",
    });
  });
});
