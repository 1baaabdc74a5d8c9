import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

const ECHO = "export const handler = async (event) => event;";
const PROXY = "export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });";
const VERDICT = `export const handler = async ({ wind }) => ({ statusCode: 500, word: wind > 8 ? "stormbound" : "fair" });`;
const SINK = `export const handler = async ({ how }) => {
  if (how === "409") return "409";
  throw Object.assign(new Error("it sank " + how + " off the cape"), { name: "Wreck" });
};`;

const template = (text: string) => ({ "application/json": text });
const plain = (statusCode = "200", selectionPattern?: string) => ({
  [statusCode]: {
    integration: { statusCode, ...(selectionPattern === undefined ? {} : { selectionPattern }) },
  },
});

async function permit(world: TestWorld, FunctionName: string, path = "*") {
  await world.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: "the-api",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${world.apiId}/*/*/${path}`,
    }),
  );
}

describe("a function behind an AWS integration", () => {
  const world = new TestWorld();
  beforeAll(async () => {
    await world.api();
    const echo = await world.fn("echo", ECHO);
    const verdict = await world.fn("verdict", VERDICT);
    const sink = await world.fn("sink", SINK, "python3.13");
    const aws = (uri: string) => ({ type: "AWS" as const, integrationHttpMethod: "POST", uri });
    await world.method({ path: "/echo", verb: "PUT", integration: aws(echo), responses: plain() });
    await world.method({
      path: "/wind",
      verb: "GET",
      requestParameters: { "method.request.querystring.knots": false },
      integration: { ...aws(echo), requestTemplates: template(`{"wind": "$input.params('knots')"}`) },
      responses: plain("200", ""),
    });
    await world.method({
      path: "/later",
      verb: "PUT",
      integration: {
        ...aws(echo),
        requestParameters: { "integration.request.header.X-Amz-Invocation-Type": "'Event'" },
      },
      responses: plain(),
    });
    await world.method({
      path: "/verdict",
      verb: "POST",
      integration: {
        ...aws(verdict),
        requestTemplates: template(`#set($all = $input.params())
#set($sea = $all.get('querystring'))
{"wind": $input.json('$.wind'), "sea": {#foreach($name in $sea.keySet())"$name": "$util.escapeJavaScript($sea.get($name))"#if($foreach.hasNext),#end#end}}`),
      },
      responses: {
        200: {
          integration: {
            statusCode: "200",
            selectionPattern: "",
            responseTemplates: template(`#set($it = $input.path('$'))
$input.json("$.word")
#if($it.toString().contains("storm"))
#set($context.responseOverride.status = 503)
#else
#set($context.responseOverride.status = 203)
#end`),
          },
        },
      },
    });
    await world.method({
      path: "/sink/{how}",
      verb: "GET",
      integration: { ...aws(sink), requestTemplates: template(`{"how": "$input.params('how')"}`) },
      responses: {
        ...plain("200", ""),
        ...plain("410", ".*slowly.*"),
        ...plain("503", ".+"),
        ...plain("418", "409"),
      },
    });
    for (const name of ["echo", "verdict", "sink"]) await permit(world, name);
    await world.deploy();
  });
  afterAll(() => world.close());

  test("without templates gets the body and its answer is the answer", async () => {
    const { status, text } = await world.call("PUT", "/echo", { body: '{"ship": "ahoy"}' });
    expect([status, JSON.parse(text)]).toEqual([200, { ship: "ahoy" }]);
  });

  test.each(["/wind?knots=9", "/wind?knots=9&Expires=0&Signature=zz"])(
    "gets what its template makes of the query, whatever else is there: %s",
    async (path) => {
      const { status, text } = await world.call("GET", path);
      expect([status, JSON.parse(text)]).toEqual([200, { wind: "9" }]);
    },
  );

  test("called as an event answers with nothing", async () => {
    const { status, text } = await world.call("PUT", "/later", { body: '{"ship": "ahoy"}' });
    expect([status, text]).toEqual([200, ""]);
  });

  test.each([
    [5, 203, "fair"],
    [11, 503, "stormbound"],
  ])("has the status that the answer's template sets: wind %s", async (wind, status, word) => {
    const headers = { "content-type": "application/json" };
    const given = await world.call("POST", "/verdict?tide=low&at=dawn", {
      headers,
      body: JSON.stringify({ wind }),
    });
    expect([given.status, JSON.parse(given.text)]).toEqual([status, word]);
  });

  test.each([
    ["a pattern that fits its error's message", "slowly", 410],
    ["any pattern, where the first does not fit", "fast", 503],
  ])("that fails is answered by %s", async (_, how, status) => {
    const given = await world.call("GET", `/sink/${how}`);
    expect([given.status, JSON.parse(given.text)]).toEqual([
      status,
      {
        errorMessage: `it sank ${how} off the cape`,
        errorType: "Wreck",
        requestId: expect.stringMatching(/./),
        stackTrace: expect.anything(),
      },
    ]);
  });

  test("that does not fail is answered by the default, even where its answer fits a pattern", async () => {
    const { status, text } = await world.call("GET", "/sink/409");
    expect([status, JSON.parse(text)]).toEqual([200, "409"]);
  });
});

describe("a stage's variables", () => {
  test.each([
    ["are empty in a template where they are not set", "echo", {}, { season: "" }],
    ["are filled into a template", "echo", { season: "winter" }, { season: "winter" }],
    ["name the function", "${stageVariables.who}", { who: "echo", season: "fall" }, { season: "fall" }],
  ])("%s", async (_, name, variables: Record<string, string>, answer) => {
    const world = new TestWorld();
    await world.api();
    const uri = (await world.fn("echo", ECHO)).replace("function:echo/", `function:${name}/`);
    await world.method({
      path: "/season",
      verb: "PUT",
      integration: {
        type: "AWS",
        integrationHttpMethod: "POST",
        uri,
        requestTemplates: template('{"season": "$stageVariables.season"}'),
      },
      responses: plain(),
    });
    await permit(world, "echo", "season");
    await world.deploy(variables);
    const headers = { "content-type": "application/json" };
    const { status, text } = await world.call("PUT", "/season", { headers, body: "{}" });
    expect([status, JSON.parse(text)]).toEqual([200, answer]);
    await world.close();
  });
});

test("a proxy that calls its function by another method than POST is an internal error", async () => {
  const world = new TestWorld();
  await world.api();
  const uri = await world.fn("echo", PROXY);
  await world.method({
    path: "/{all+}",
    verb: "ANY",
    integration: { type: "AWS_PROXY", integrationHttpMethod: "PATCH", uri },
  });
  await permit(world, "echo");
  await world.deploy();
  const { status, text } = await world.call("DELETE", "/anything");
  expect([status, JSON.parse(text)]).toEqual([500, { message: "Internal server error" }]);
  await world.close();
});
