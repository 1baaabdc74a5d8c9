import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  TestInvokeMethodCommand,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { TestWorld } from "../world.ts";

// Streaming: §9 of the facts about running methods, §4 of those about configuring them.

const lines: string[] = [];
const world = new TestWorld({ log: (line: string) => lines.push(line) });
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => 255 - i));
let backend: Server;
let uri: string;
const streamed = (function_: string) =>
  function_.replace("2015-03-31", "2021-11-15").replace(/invocations$/, "response-streaming-invocations");

/** Whoever waits at the gate goes on when it is opened. */
const gates: (() => void)[] = [];
const open = () => {
  for (const pass of gates.splice(0)) pass();
};

/** A backend that says one thing, waits until the gate is open, and ends as its path says. */
function trickle(path: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/plain" });
  response.write("one ");
  response.on("close", () => closed.push(path));
  gates.push(() => {
    if (path === "/cut") response.destroy();
    else response.end("two");
  });
}
const closed: string[] = [];

beforeAll(async () => {
  backend = createServer((request, response) => {
    if (request.url === "/gate") return void gates.push(() => response.end());
    if (request.url !== "/") return trickle(request.url ?? "", response);
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
  await proxy(
    "/slowly",
    await world.fn(
      "slowly",
      streams(
        `${head("{}")} stream.write("one "); await fetch("${uri}gate"); stream.write("two"); stream.end();`,
      ),
    ),
  );
  await proxy("/endless", await world.fn("endless", streams(`${head("{}")} stream.write("one ");`)), {
    timeoutInMillis: 300,
  });
  await proxy("/headless", await world.fn("headless", streams(`stream.write("x".repeat(20_000));`)));
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
  for (const [path, timeoutInMillis] of [
    ["/slow", 20_000],
    ["/cut", 20_000],
    ["/late", 300],
  ] as const)
    await world.method({
      path: `/http${path}`,
      verb: "GET",
      integration: {
        type: "HTTP_PROXY",
        integrationHttpMethod: "GET",
        uri: `${uri}${path.slice(1)}`,
        responseTransferMode: "STREAM",
        timeoutInMillis,
      },
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
    ["/returns", "that does not stream"],
    ["/buffered", "that is called as one that does not stream"],
  ])("%s: one %s is a malformed answer", async (path) => {
    const { status, text } = await world.call("GET", path);
    expect([status, text]).toEqual([502, '{"message": "Internal server error"}']);
  });
});

describe("what has come reaches the caller before the rest is there", () => {
  test.each(["/slowly", "/http/slow"])("%s", async (path) => {
    const pieces: string[] = [];
    const { status, text } = await world.call("GET", path, {
      onPiece: (piece) => {
        pieces.push(piece.toString());
        // Only now may the backend go on.
        if (pieces.length === 1) void vi.waitUntil(() => gates.length > 0).then(open);
      },
    });
    expect([status, text, pieces]).toEqual([200, "one two", ["one ", "two"]]);
  });
  test.each([
    ["/breaks", "half"],
    ["/http/cut", "one "],
    ["/endless", "one "],
    ["/http/late", "one "],
  ])("%s: what breaks off, or takes too long, is cut: nobody takes it for whole", async (path, first) => {
    const pieces: string[] = [];
    const call = world.call("GET", path, {
      onPiece: (piece) => {
        pieces.push(piece.toString());
        if (path === "/http/cut") open();
      },
    });
    await expect(call).rejects.toThrow("aborted");
    expect(pieces).toEqual([first]);
  });
  test("a caller who leaves is no fault, and the backend learns of it", async () => {
    closed.length = 0;
    const url = `${await world.url()}/restapis/${world.apiId}/live/_user_request_/http/slow`;
    const leaving = new AbortController();
    const answer = await fetch(url, { signal: leaving.signal });
    expect(await answer.body!.getReader().read()).toMatchObject({ done: false });
    leaving.abort();
    await vi.waitUntil(() => closed.includes("/slow"));
    open();
    expect((await world.call("GET", "/parts")).status).toBe(202);
  });
  test("a head that does not end within 16 KB is a malformed answer, at once", async () => {
    expect((await world.call("GET", "/headless")).status).toBe(502);
  });
  test("its line in the access log tells all that came", async () => {
    lines.length = 0;
    await world.call("GET", "/parts");
    await vi.waitUntil(() => lines.some((line) => line.includes('" 202 9 ')));
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

const tested = async (path: string) => {
  const at = { restApiId: world.apiId, resourceId: await world.resource(path), httpMethod: "GET" };
  return world.client.send(new TestInvokeMethodCommand(at));
};

test("a test of it has no log", async () => {
  const answer = await tested("/parts");
  expect(answer).toMatchObject({ status: 202 });
  expect(answer.log).toBeUndefined();
});

test.each([
  ["/large", 200, 1_048_576],
  ["/breaks", 200, 4],
  ["/endless", 200, 4],
  ["/headless", 502, 36],
])("a test of %s gives the first of it", async (path, status, length) => {
  const answer = await tested(path);
  expect([answer.status, answer.body?.length]).toEqual([status, length]);
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
