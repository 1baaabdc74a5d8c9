import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";
import { echoBackend } from "./backend.ts";

// runtime.md, section 2: both tables, for HTTP integrations and for functions.

const world = new TestWorld();
const backend = echoBackend();
const BYTES = Buffer.from([0xff, 0xfe, 0x00, 0x41, 0xc3]);
const TEXT = "\u00e4 plain";
const BASE64 = BYTES.toString("base64");
const LOSSY = Buffer.from(BYTES.toString("utf8"));
type Handling = undefined | "CONVERT_TO_TEXT" | "CONVERT_TO_BINARY";
const HANDLINGS: Handling[] = [undefined, "CONVERT_TO_TEXT", "CONVERT_TO_BINARY"];
const named = (handling: Handling) => handling ?? "none";

beforeAll(async () => {
  await backend.start();
  await world.api("REGIONAL", { binaryMediaTypes: ["image/webp", "audio/*"] });
  for (const handling of HANDLINGS) {
    const integration = {
      type: "HTTP" as const,
      integrationHttpMethod: "POST",
      uri: `${backend.url}/x`,
      contentHandling: handling,
    };
    const responses = { 200: { integration: { statusCode: "200" } } };
    await world.method({ path: `/in-${named(handling)}`, verb: "POST", integration, responses });
    const requestTemplates = { "image/webp": "[$input.body]", "application/json": "[$input.body]" };
    await world.method({
      path: `/template-${named(handling)}`,
      verb: "POST",
      integration: { ...integration, requestTemplates },
      responses,
    });
    const plain = { type: "HTTP" as const, integrationHttpMethod: "POST", uri: `${backend.url}/x` };
    const out = (responseTemplates?: Record<string, string>) => ({
      200: {
        integration: {
          statusCode: "200",
          contentHandling: handling,
          ...(responseTemplates ? { responseTemplates } : {}),
        },
      },
    });
    await world.method({
      path: `/out-${named(handling)}`,
      verb: "POST",
      integration: plain,
      responses: out(),
    });
    await world.method({
      path: `/out-template-${named(handling)}`,
      verb: "POST",
      integration: plain,
      responses: out({ "application/json": "[$input.body]" }),
    });
  }
  const uri = await world.fn(
    "bytes",
    `export const handler = async (event) => event.path === "/fn/echo"
      ? { statusCode: 200, body: JSON.stringify([event.isBase64Encoded, event.body]) }
      : { statusCode: 200, headers: { "Content-Type": "audio/ogg" }, body: "${BASE64}", isBase64Encoded: event.path === "/fn/encoded" };`,
  );
  const { AddPermissionCommand } = await import("@aws-sdk/client-lambda");
  await world.lambda.send(
    new AddPermissionCommand({
      FunctionName: "bytes",
      StatementId: "a",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    }),
  );
  await world.method({
    path: "/fn/{proxy+}",
    verb: "POST",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "POST", uri },
  });
  await world.deploy();
});
afterAll(async () => {
  await world.close();
  await backend.stop();
});

const FAILS = "500" as const;

describe("§2 Request: Content-Type listed?", () => {
  const cells: [listed: string, Handling, sent: Buffer, arrives: Buffer | typeof FAILS][] = [
    ["no", undefined, Buffer.from(TEXT), Buffer.from(TEXT)],
    ["no", undefined, BYTES, LOSSY],
    ["no", "CONVERT_TO_TEXT", Buffer.from(TEXT), Buffer.from(TEXT)],
    ["no", "CONVERT_TO_TEXT", BYTES, LOSSY],
    ["no", "CONVERT_TO_BINARY", Buffer.from(BASE64), BYTES],
    ["no", "CONVERT_TO_BINARY", BYTES, FAILS],
    ["yes", undefined, BYTES, BYTES],
    ["yes", "CONVERT_TO_TEXT", BYTES, Buffer.from(BASE64)],
    ["yes", "CONVERT_TO_BINARY", BYTES, BYTES],
    ["by audio/*", undefined, BYTES, BYTES],
    ["by audio/*", "CONVERT_TO_TEXT", BYTES, Buffer.from(BASE64)],
  ];
  const types: Record<string, string> = {
    no: "font/ttf",
    yes: "image/webp",
    "by audio/*": "audio/ogg; rate=1",
  };
  test.each(cells)("%s, %s", async (listed, handling, sent, arrives) => {
    backend.answers({});
    const answer = await world.call("POST", `/in-${named(handling)}`, {
      headers: { "content-type": types[listed]! },
      body: sent,
    });
    if (arrives === FAILS) expect(answer.status).toBe(500);
    else {
      expect(answer.status).toBe(200);
      expect(backend.last().body).toEqual(arrives);
    }
  });
});

describe("§2 Templates need text", () => {
  test.each([
    ["image/webp", undefined, 500, undefined],
    ["image/webp", "CONVERT_TO_TEXT", 200, `[${BASE64}]`],
    ["image/webp", "CONVERT_TO_BINARY", 500, undefined],
    ["application/json", undefined, 200, `[${TEXT}]`],
    ["application/json", "CONVERT_TO_TEXT", 200, `[${TEXT}]`],
  ] as const)("%s, %s", async (type, handling, status, arrives) => {
    backend.answers({});
    const body = type === "image/webp" ? BYTES : TEXT;
    const answer = await world.call("POST", `/template-${named(handling)}`, {
      headers: { "content-type": type },
      body,
    });
    expect(answer.status).toBe(status);
    if (arrives !== undefined) expect(backend.last().body.toString()).toBe(arrives);
  });
});

describe("§2 Response: payload/Accept listed", () => {
  const cells: [payload: string, accept: string, Handling, sent: Buffer, arrives: Buffer | typeof FAILS][] = [
    ["no", "no", undefined, Buffer.from(TEXT), Buffer.from(TEXT)],
    ["no", "no", undefined, BYTES, LOSSY],
    ["no", "no", "CONVERT_TO_TEXT", BYTES, LOSSY],
    ["no", "no", "CONVERT_TO_BINARY", Buffer.from(BASE64), BYTES],
    ["no", "no", "CONVERT_TO_BINARY", BYTES, FAILS],
    ["no", "yes", undefined, Buffer.from(BASE64), BYTES],
    ["no", "yes", undefined, BYTES, FAILS],
    ["no", "yes", "CONVERT_TO_TEXT", BYTES, LOSSY],
    ["no", "yes", "CONVERT_TO_BINARY", Buffer.from(BASE64), BYTES],
    ["no", "yes", "CONVERT_TO_BINARY", BYTES, FAILS],
    ["yes", "no", undefined, BYTES, Buffer.from(BASE64)],
    ["yes", "no", "CONVERT_TO_TEXT", BYTES, Buffer.from(BASE64)],
    ["yes", "no", "CONVERT_TO_BINARY", BYTES, BYTES],
    ["yes", "yes", undefined, BYTES, BYTES],
    ["yes", "yes", "CONVERT_TO_TEXT", BYTES, Buffer.from(BASE64)],
    ["yes", "yes", "CONVERT_TO_BINARY", BYTES, BYTES],
  ];
  test.each(cells)("%s/%s, %s", async (payload, accept, handling, sent, arrives) => {
    backend.answers({ type: payload === "yes" ? "image/webp" : "font/ttf", body: sent });
    const answer = await world.call("POST", `/out-${named(handling)}`, {
      headers: { accept: accept === "yes" ? "image/webp" : "font/ttf" },
    });
    if (arrives === FAILS) expect(answer.status).toBe(500);
    else expect([answer.status, answer.bytes]).toEqual([200, arrives]);
  });
  test.each([
    ["yes", "yes", undefined, 500],
    ["yes", "yes", "CONVERT_TO_TEXT", 200],
    ["yes", "no", undefined, 200],
    ["no", "no", undefined, 200],
  ] as const)("a template with %s/%s, %s", async (payload, accept, handling, status) => {
    backend.answers({ type: payload === "yes" ? "image/webp" : "font/ttf", body: BYTES });
    const answer = await world.call("POST", `/out-template-${named(handling)}`, {
      headers: { accept: accept === "yes" ? "image/webp" : "font/ttf" },
    });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.text).toBe(payload === "yes" ? `[${BASE64}]` : `[${LOSSY.toString()}]`);
  });
  test("only the first type that is accepted counts", async () => {
    backend.answers({ type: "image/webp", body: BYTES });
    const second = await world.call("POST", "/out-none", { headers: { accept: "text/html, image/webp" } });
    expect(second.text).toBe(BASE64);
    const first = await world.call("POST", "/out-none", { headers: { accept: "image/webp, text/html" } });
    expect(first.bytes).toEqual(BYTES);
  });
});

describe("§2 Lambda proxy", () => {
  test.each([
    ["image/webp", true, BASE64],
    ["audio/ogg", true, BASE64],
    ["font/ttf", false, LOSSY.toString()],
  ])("the event's body for %s", async (type, encoded, body) => {
    const answer = await world.call("POST", "/fn/echo", { headers: { "content-type": type }, body: BYTES });
    expect(JSON.parse(answer.text)).toEqual([encoded, body]);
  });
  test.each([
    ["/fn/encoded", "audio/ogg", BYTES],
    ["/fn/encoded", "text/plain", Buffer.from(BASE64)],
    ["/fn/plain", "audio/ogg", Buffer.from(BASE64)],
  ])("%s for Accept %s", async (at, accept, arrives) => {
    const answer = await world.call("POST", at, { headers: { accept } });
    expect([answer.status, answer.bytes]).toEqual([200, arrives]);
  });
});
