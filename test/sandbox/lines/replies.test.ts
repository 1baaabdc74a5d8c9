import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";
import { echoBackend } from "./backend.ts";

// runtime.md: section 3 "Lambda proxy reply", section 4 (selection), section 7 (the event, paths).

const world = new TestWorld();
const backend = echoBackend();

beforeAll(async () => {
  await backend.start();
  await world.api();
  const permit = (name: string) =>
    world.lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: "a",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
  const proxy = async (name: string, text: string) => {
    const uri = await world.fn(name, text);
    await permit(name);
    return { type: "AWS_PROXY" as const, integrationHttpMethod: "POST", uri };
  };
  const says = await proxy("says", "export const handler = async (event) => JSON.parse(event.body);");
  await world.method({ path: "/says", verb: "POST", integration: says });
  const told = await proxy(
    "told",
    "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });",
  );
  for (const path of ["/told/{proxy+}", "/told/fixed", "/one/{id}"])
    await world.method({ path, verb: "ANY", integration: told });
  const uri = await world.fn(
    "fails",
    "export const handler = async (event) => { if (event.fail) throw new Error(event.fail); return event.say; };",
    "python3.13",
  );
  await permit("fails");
  const chosen = (...responses: [status: string, pattern: string | undefined][]) =>
    Object.fromEntries(
      responses.map(([statusCode, selectionPattern]) => [
        statusCode,
        { integration: { statusCode, ...(selectionPattern === undefined ? {} : { selectionPattern }) } },
      ]),
    );
  const fails = { type: "AWS" as const, integrationHttpMethod: "POST", uri };
  await world.method({
    path: "/fails",
    verb: "POST",
    integration: fails,
    responses: chosen(["200", undefined], ["400", "bad: .*"], ["422", ".*gone"]),
  });
  await world.method({
    path: "/fails-any",
    verb: "POST",
    integration: fails,
    responses: chosen(["200", undefined], ["500", ".+"]),
  });
  await world.method({
    path: "/fails-all",
    verb: "POST",
    integration: fails,
    responses: chosen(["299", ".*"]),
  });
  await world.method({
    path: "/fails-only",
    verb: "POST",
    integration: fails,
    responses: chosen(["400", "bad.*"]),
  });
  const http = { type: "HTTP" as const, integrationHttpMethod: "POST", uri: `${backend.url}/x` };
  await world.method({
    path: "/http",
    verb: "POST",
    integration: http,
    responses: chosen(["201", undefined], ["404", "4\\d\\d"], ["502", "5.."]),
  });
  const mock = {
    type: "MOCK" as const,
    requestTemplates: { "application/json": "{statusCode: $input.params('status')}" },
  };
  await world.method({
    path: "/mock",
    verb: "POST",
    integration: mock,
    responses: chosen(["200", "2\\d\\d"], ["202", "\\d+"], ["404", undefined]),
  });
  await world.deploy();
});
afterAll(async () => {
  await world.close();
  await backend.stop();
});

const say = (reply: unknown) => world.call("POST", "/says", { body: JSON.stringify(reply) });

describe("§3 Lambda proxy reply: refused with 502", () => {
  test.each([
    ["another key", { statusCode: 200, status: 200 }],
    ["cookies", { statusCode: 200, cookies: [] }],
    ["nothing in it", {}],
    ["a bare string", "text"],
    ["a list", []],
    ["a number", 7],
    ["null", null],
    ["statusCode a word", { statusCode: "ok" }],
    ["statusCode an object", { statusCode: {} }],
    ["a multiValueHeaders value that is no list", { multiValueHeaders: { a: "b" } }],
    ["headers a list", { headers: ["a"] }],
    ["a header's value an object", { headers: { a: {} } }],
    ["body an object", { statusCode: 200, body: { a: 1 } }],
    ["status 99", { statusCode: 99 }],
    ["status 1000", { statusCode: 1000 }],
    ["a name with a blank", { headers: { "a b": "c" } }],
    ["a value of two lines", { headers: { a: "b\nc" } }],
    ["two lengths", { headers: { "Content-Length": "1" }, multiValueHeaders: { "content-length": ["2"] } }],
  ])("%s", async (_what, reply) => {
    const { status, text, headers } = await say(reply);
    expect([status, text]).toEqual([502, '{"message": "Internal server error"}']);
    expect(headers["x-amzn-errortype"]).toBe("InternalServerErrorException");
  });
});

describe("§3 Lambda proxy reply: fine", () => {
  test.each([
    ["only headers", { headers: { a: "b" } }, 200, ""],
    ["statusCode a text", { statusCode: "207" }, 207, ""],
    ["headers null", { statusCode: 200, headers: null, multiValueHeaders: null, body: null }, 200, ""],
    ["a values list null", { multiValueHeaders: { a: null } }, 200, ""],
    ["body a number", { body: 12 }, 200, "12"],
  ])("%s", async (_what, reply, status, text) => {
    const answer = await say(reply);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });
  test("header true becomes its text", async () => {
    expect((await say({ headers: { Flag: true, Other: false } })).headers).toMatchObject({
      flag: "true",
      other: "false",
    });
  });
  test("the same name in both maps: both are sent, multi first", async () => {
    const { headers } = await say({
      headers: { "set-cookie": "c=3" },
      multiValueHeaders: { "Set-Cookie": ["a=1", "b=2"] },
    });
    expect(headers["set-cookie"]).toEqual(["a=1", "b=2", "c=3"]);
  });
  test("Content-Type defaults to JSON", async () => {
    expect((await say({ body: "x" })).headers["content-type"]).toBe("application/json");
  });
});

describe('§4 Lambda: the error\'s message, "" on success, never the status', () => {
  test.each([
    ["/fails", { say: { statusCode: 400 } }, 200],
    ["/fails", { say: "bad: in what it says" }, 200],
    ["/fails", { fail: "bad: thing" }, 400],
    ["/fails", { fail: "all is gone" }, 422],
    ["/fails", { fail: "bad: two\nlines" }, 200],
    ["/fails", { fail: "very bad: thing" }, 200],
    ["/fails-any", { say: 1 }, 200],
    ["/fails-any", { fail: "x" }, 500],
    ["/fails-all", { say: 1 }, 299],
    ["/fails-all", { fail: "y" }, 299],
    ["/fails-only", { fail: "bad" }, 400],
  ])("%s %o", async (path, event, status) => {
    expect((await world.call("POST", path, { body: JSON.stringify(event) })).status).toBe(status);
  });
  test("no match, no default", async () => {
    const answer = await world.call("POST", "/fails-only", { body: '{"say": 1}' });
    expect([answer.status, answer.text]).toEqual([500, '{"message": "Internal server error"}']);
  });
});

describe("§4 HTTP: the status as text", () => {
  test.each([
    [200, 201],
    [204, 201],
    [301, 201],
    [404, 404],
    [409, 404],
    [503, 502],
  ])("%i becomes %i", async (backendStatus, status) => {
    backend.answers({ status: backendStatus });
    expect((await world.call("POST", "/http")).status).toBe(status);
  });
});

describe("§4 MOCK: of several matches the one whose status it is", () => {
  test.each([
    ["200", 200],
    ["202", 202],
    ["201", 200],
    ["404", 202],
  ])("%s gives %i", async (asked, status) => {
    expect((await world.call("POST", `/mock?status=${asked}`)).status).toBe(status);
  });
});

describe("§7 Lambda event", () => {
  const event = async (path: string, headers = {}) =>
    JSON.parse((await world.call("GET", path, { headers })).text);
  test.each([
    ["/told/a/b", { path: "/told/a/b", pathParameters: { proxy: "a/b" } }],
    ["/told/a/", { path: "/told/a/", pathParameters: { proxy: "a" } }],
    ["/told/x%2By", { path: "/told/x%2By", pathParameters: { proxy: "x%2By" } }],
    ["/told/a+b", { path: "/told/a+b", pathParameters: { proxy: "a+b" } }],
    ["/told/a%20b/c%2Fd", { path: "/told/a%20b/c%2Fd", pathParameters: { proxy: "a%20b/c%2Fd" } }],
    ["/told/fixed", { resource: "/told/fixed", pathParameters: null }],
    ["/one/7", { resource: "/one/{id}", pathParameters: { id: "7" } }],
    ["//told/fixed", { path: "/told/fixed" }],
  ])("%s", async (path, parts) => {
    expect(await event(path)).toMatchObject(parts);
  });
  test.each([
    ["a=1&a=2", { a: "2" }, { a: ["1", "2"] }],
    ["a=x+y", { a: "x y" }, { a: ["x y"] }],
    ["a=x%2By", { a: "x+y" }, { a: ["x+y"] }],
    ["a", { a: "" }, { a: [""] }],
    ["", null, null],
    ["__proto__=1", { ["__proto__"]: "1" }, { ["__proto__"]: ["1"] }],
  ])("query %s", async (query, single, multi) => {
    const got = await event(`/told/q?${query}`);
    expect(JSON.stringify(got.queryStringParameters)).toBe(JSON.stringify(single));
    expect(JSON.stringify(got.multiValueQueryStringParameters)).toBe(JSON.stringify(multi));
  });
  test("duplicate headers: single map last, multi all", async () => {
    const got = await event("/told/h", { "X-Many": ["1", "2"] });
    expect([got.headers["X-Many"], got.multiValueHeaders["X-Many"]]).toEqual(["2", ["1", "2"]]);
  });
  test("requestContext.path has the stage, and a slash too many", async () => {
    expect((await event("//told/fixed")).requestContext.path).toBe("/live//told/fixed");
  });
  test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("§7 ANY takes %s", async (verb) => {
    expect(JSON.parse((await world.call(verb, "/told/any")).text).httpMethod).toBe(verb);
  });
  test.each(["TRACE", "PURGE", "PROPFIND"])("§7 ANY does not take %s", async (verb) => {
    const { status, text } = await world.call(verb, "/told/any");
    expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });
  test("§7 ; splits queries", async () => {
    const answer = await world.call("GET", "/told/any?a=1;b=2&c=3%3B4");
    expect(JSON.parse(answer.text).queryStringParameters).toEqual({ a: "1", b: "2", c: "3;4" });
  });
  test("§7 HEAD: the body is discarded", async () => {
    expect(await world.call("HEAD", "/told/any")).toMatchObject({ status: 200, text: "" });
  });
  test("§7 {proxy+} misses its parent", async () => {
    const { status, text } = await world.call("GET", "/told");
    expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });
  test("§7 X-HTTP-Method-Override replaces the verb", async () => {
    const answer = await world.call("POST", "/told/any", { headers: { "X-HTTP-Method-Override": "PATCH" } });
    expect(JSON.parse(answer.text).httpMethod).toBe("PATCH");
  });
});

describe("§7 Request > 10 MB", () => {
  test("413 in plain text", async () => {
    const answer = await world.call("POST", "/says", { body: Buffer.alloc(10_485_761, 32) });
    expect([answer.status, answer.text]).toEqual([413, "HTTP content length exceeded 10485760 bytes."]);
  });
});
