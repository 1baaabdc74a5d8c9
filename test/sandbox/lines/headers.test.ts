import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ServiceRequest } from "../../../src/sandbox/state/service-stubs.ts";
import { TestWorld } from "../world.ts";
import { echoBackend } from "./backend.ts";

// runtime.md, section 3, line by line. Each name is tried with a spelling that nobody recorded.

let sent: ServiceRequest | undefined;
const services = {
  "events:PutEvents": (request: ServiceRequest) => {
    sent = request;
    return { status: 200, headers: { "X-Amz-Id": "7" }, body: { FailedEntryCount: 0 } };
  },
};
const world = new TestWorld({ services });
const backend = echoBackend();
const EVENTS = "arn:aws:apigateway:us-east-1:events:action/PutEvents";
const ROLE = "arn:aws:iam::*:user/*";
const INTEGRATIONS = {
  HTTP: () => ({ type: "HTTP" as const, integrationHttpMethod: "POST", uri: `${backend.url}/x` }),
  HTTP_PROXY: () => ({ type: "HTTP_PROXY" as const, integrationHttpMethod: "POST", uri: `${backend.url}/x` }),
  AWS: () => ({ type: "AWS" as const, integrationHttpMethod: "POST", uri: EVENTS, credentials: ROLE }),
};
type Kind = keyof typeof INTEGRATIONS;

const NOT_SEEN = [
  ...["Connection", "Content-MD5", "Expect", "Max-Forwards", "Proxy-Authenticate", "Server", "TE"],
  ...["Trailer", "Upgrade", "WWW-Authenticate"],
];
const ILLEGAL: [Kind, string][] = [
  ...(["HTTP", "HTTP_PROXY", "AWS"] as const).flatMap((kind) =>
    ["Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id"].map(
      (name): [Kind, string] => [kind, name],
    ),
  ),
  ...["Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE"].map((name): [Kind, string] => [
    "AWS",
    name,
  ]),
];
const DROPPED: [Kind, string][] = [
  ...(["HTTP", "HTTP_PROXY"] as const).flatMap((kind) =>
    ["Expect", "Proxy-Authenticate", "TE", "Via"].map((name): [Kind, string] => [kind, name]),
  ),
  ["AWS", "Referer"],
];
const PASSED: [Kind, string][] = (["HTTP", "HTTP_PROXY", "AWS"] as const).flatMap((kind) =>
  ["Content-MD5", "Server", "Upgrade", "Trailer", "Max-Forwards", "WWW-Authenticate", "X-Own"].map(
    (name): [Kind, string] => [kind, name],
  ),
);
const REMAPPED_EVERYWHERE = ["Connection", "Content-Length", "Date", "Server"];
const REMAPPED_WITHOUT_PROXY = [
  ...[
    "Authorization",
    "Content-MD5",
    "Expect",
    "Host",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Trailer",
    "Upgrade",
  ],
  ...["User-Agent", "WWW-Authenticate"],
];

const path = (kind: string, what: string, name = "") => `/${kind}-${what}-${name}`;

beforeAll(async () => {
  await backend.start();
  await world.api();
  for (const [kind, name] of [...ILLEGAL, ...DROPPED, ...PASSED])
    await world.method({
      path: path(kind, "maps", name),
      verb: "POST",
      integration: {
        ...INTEGRATIONS[kind](),
        requestParameters: { [`integration.request.header.${name}`]: "'mapped'" },
      },
      responses: { 200: { integration: { statusCode: "200" } } },
    });
  for (const kind of ["HTTP", "HTTP_PROXY", "AWS"] as const)
    await world.method({
      path: path(kind, "plain"),
      verb: "ANY",
      integration: INTEGRATIONS[kind](),
      responses: { 200: { integration: { statusCode: "200" } } },
    });
  const answering = (names: string[]) => ({
    200: {
      parameters: Object.fromEntries(names.map((name) => [`method.response.header.${name}`, true])),
      integration: {
        statusCode: "200",
        responseParameters: Object.fromEntries(
          names.map((name) => [`method.response.header.${name}`, `'of ${name}'`]),
        ),
      },
    },
  });
  const all = [...REMAPPED_EVERYWHERE, ...REMAPPED_WITHOUT_PROXY, "Transfer-Encoding", "X-Own"];
  for (const kind of ["HTTP", "AWS"] as const)
    await world.method({
      path: path(kind, "answers"),
      verb: "POST",
      integration: INTEGRATIONS[kind](),
      responses: answering(all),
    });
  await world.method({
    path: "/mock-answers",
    verb: "POST",
    integration: { type: "MOCK", requestTemplates: { "application/json": "{statusCode: 200}" } },
    responses: answering(all),
  });
  await world.method({
    path: "/params",
    verb: "POST",
    integration: {
      ...INTEGRATIONS.AWS(),
      requestTemplates: {
        "application/json": NOT_SEEN.map((name) => `${name}=[$input.params('${name}')]`).join(";"),
      },
    },
    responses: { 200: { integration: { statusCode: "200" } } },
  });
  await world.deploy();
});
afterAll(async () => {
  await world.close();
  await backend.stop();
});

/** The headers that arrived behind the method, in small letters. */
async function arrived(kind: Kind, verb: string, at: string, headers: Record<string, string> = {}) {
  sent = undefined;
  const answer = await world.call(verb, at, { headers });
  expect(answer.status).toBe(200);
  const raw = kind === "AWS" ? sent!.headers : backend.last().headers;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

describe("§3 Mapped → 500 at run time", () => {
  test.each(ILLEGAL)("%s: %s", async (kind, name) => {
    const { status, text, headers } = await world.call("POST", path(kind, "maps", name));
    expect({ status, text }).toEqual({ status: 500, text: '{"message": "Internal server error"}' });
    expect(headers["x-amzn-errortype"]).toBe("InternalServerErrorException");
  });
});

describe("§3 Even if mapped", () => {
  test.each(DROPPED)("%s: %s is not sent", async (kind, name) => {
    expect(await arrived(kind, "POST", path(kind, "maps", name))).not.toHaveProperty(name.toLowerCase());
  });
});

describe("§3 the rest pass when mapped", () => {
  test.each(PASSED)("%s: %s", async (kind, name) => {
    expect(await arrived(kind, "POST", path(kind, "maps", name))).toMatchObject({
      [name.toLowerCase()]: "mapped",
    });
  });
});

describe("§3 Not sent to backend", () => {
  const callers = {
    "Content-MD5": "m",
    "Max-Forwards": "3",
    Server: "s",
    "WWW-Authenticate": "w",
    Via: "v",
    "X-Own": "o",
  };
  test.each(Object.keys(callers))("HTTP_PROXY: the caller's %s", async (name) => {
    const got = await arrived("HTTP_PROXY", "POST", path("HTTP_PROXY", "plain"), callers);
    if (name === "X-Own") expect(got).toMatchObject({ "x-own": "o" });
    else expect(got).not.toHaveProperty(name.toLowerCase());
  });
  test.each(["HTTP", "AWS"] as const)("%s: none of the caller's headers", async (kind) => {
    const got = await arrived(kind, "POST", path(kind, "plain"), {
      ...callers,
      Authorization: "a",
      Cookie: "c",
    });
    for (const name of ["x-own", "authorization", "cookie"]) expect(got).not.toHaveProperty(name);
  });
});

describe("§3 Added to backend, AWS/HTTP", () => {
  test.each([
    ["HTTP", "accept", "application/json"],
    ["AWS", "accept", "application/json"],
    ["HTTP", "user-agent", "AmazonAPIGateway_"],
    ["AWS", "user-agent", "AmazonAPIGateway_"],
    ["HTTP", "x-amzn-trace-id", "Root=1-"],
    ["AWS", "x-amzn-trace-id", "Root=1-"],
    ["HTTP", "content-type", "application/json"],
    ["HTTP", "x-amzn-apigateway-api-id", ""],
    ["HTTP_PROXY", "x-amzn-apigateway-api-id", ""],
  ] as const)("%s: %s", async (kind, name, start) => {
    const value = (await arrived(kind, "POST", path(kind, "plain")))[name];
    expect(value?.startsWith(start)).toBe(true);
    if (name.endsWith("api-id")) expect(value).toBe(world.apiId);
  });
  test("AWS: not the API's id", async () => {
    expect(await arrived("AWS", "POST", path("AWS", "plain"))).not.toHaveProperty("x-amzn-apigateway-api-id");
  });
  test.each(["GET", "OPTIONS"])("no Content-Type for %s", async (verb) => {
    expect(await arrived("HTTP", verb, path("HTTP", "plain"))).not.toHaveProperty("content-type");
  });
});

describe("§3 Response → x-amzn-Remapped-H", () => {
  const remapped = (name: string) => `x-amzn-remapped-${name.toLowerCase()}`;
  test.each(["HTTP", "AWS"] as const)("%s: all of both lists", async (kind) => {
    const { headers } = await world.call("POST", path(kind, "answers"));
    for (const name of [...REMAPPED_EVERYWHERE, ...REMAPPED_WITHOUT_PROXY])
      expect(headers[remapped(name)], name).toBe(`of ${name}`);
    expect(headers["x-own"]).toBe("of X-Own");
  });
  test.each(REMAPPED_EVERYWHERE)("MOCK: %s", async (name) => {
    expect((await world.call("POST", "/mock-answers")).headers[remapped(name)]).toBe(`of ${name}`);
  });
  test.each(REMAPPED_WITHOUT_PROXY.filter((name) => name !== "Trailer"))("MOCK: not %s", async (name) => {
    const { headers } = await world.call("POST", "/mock-answers");
    expect(headers[name.toLowerCase()]).toBe(`of ${name}`);
  });
  test.each(["HTTP", "AWS"] as const)("§3 Response dropped: Transfer-Encoding of %s", async (kind) => {
    const { headers } = await world.call("POST", path(kind, "answers"));
    expect(headers[remapped("Transfer-Encoding")]).toBeUndefined();
    expect(headers["transfer-encoding"]).toBeUndefined();
  });
  test.each([
    ["Server", "x-amzn-remapped-server"],
    ["X-Amzn-RequestId", "x-amzn-remapped-x-amzn-requestid"],
    ["Date", "x-amzn-remapped-date"],
    ["Content-Length", "x-amzn-remapped-content-length"],
  ])("HTTP_PROXY: %s of the backend", async (_name, under) => {
    expect((await world.call("POST", path("HTTP_PROXY", "plain"))).headers[under]).toBeDefined();
  });
  test.each(["content-encoding", "via"])("HTTP_PROXY: %s of the backend is dropped", async (name) => {
    expect((await world.call("POST", path("HTTP_PROXY", "plain"))).headers[name]).toBeUndefined();
  });
});

describe("§3 Added for caller", () => {
  test.each([
    "/mock-answers",
    path("HTTP", "plain"),
    path("AWS", "plain"),
    path("HTTP_PROXY", "plain"),
    "/none",
  ])("x-amzn-RequestId and x-amz-apigw-id: %s", async (at) => {
    const { headers } = await world.call("POST", at);
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-amz-apigw-id"]).toMatch(/=$/);
  });
  test.each([
    [path("HTTP", "plain"), true],
    [path("AWS", "plain"), true],
    ["/mock-answers", false],
    [path("HTTP_PROXY", "plain"), false],
    ["/none", false],
  ])("X-Amzn-Trace-Id: %s %s", async (at, traced) => {
    expect((await world.call("POST", at)).headers["x-amzn-trace-id"] !== undefined).toBe(traced);
  });
});

describe("§1 Always empty to $input.params", () => {
  test.each(NOT_SEEN)("%s", async (name) => {
    const headers = Object.fromEntries(NOT_SEEN.map((one) => [one, one === "Expect" ? "x" : "given"]));
    delete headers.Connection;
    delete headers.Upgrade;
    delete headers.Trailer;
    await world.call("POST", "/params", { headers });
    expect(Buffer.from(sent!.body).toString()).toContain(`${name}=[]`);
  });
});
