import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeUnfitRoles } from "../catalog/account-roles.ts";
import { freshPlace, type Place } from "./run.ts";

// For each message a method that is broken for real: its log, handed to explain, names the cause, and the command that is
// printed mends it.

const ROLE = "arn:aws:iam::123456789012:role";
const AT = "--api petstore --resource /broken --method POST";

let backend: Server;
let url: string;
beforeAll(async () => {
  backend = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "";
    if (path.includes("reset")) {
      incoming.socket.destroy();
      return;
    }
    incoming.resume();
    incoming.on("end", () =>
      setTimeout(
        () => {
          outgoing.writeHead(Number(/status=(\d+)/.exec(path)?.[1] ?? 200), {
            "content-type": "application/json",
          });
          outgoing.end(path.includes("large") ? "x".repeat(11 * 1024 * 1024) : '{"ok":true}');
        },
        path.includes("slow") ? 300 : 0,
      ),
    );
  });
  await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
});
afterAll(() => {
  backend.closeAllConnections();
  backend.close();
});

interface Broken {
  /** Flags of create-method; `URL` is a backend that answers. */
  readonly make: string;
  /** What is done to the method afterwards, with a client. */
  spoil?(place: Place, resourceId: string): Promise<unknown>;
  /** Flags of test-method. */
  readonly call?: string;
  readonly status: number;
  readonly id: string;
  /** Which of the printed commands, and what stands for what is in angle brackets. */
  readonly command?: number;
  readonly fill?: Readonly<Record<string, string>>;
  /** The command is not ours: what is done in its stead. */
  mend?(place: Place): Promise<unknown>;
  /** By the check of the method. */
  readonly holds?: "yes" | "no" | "not checked";
  /** What the method answers when it is mended; 200. */
  readonly mended?: number;
}

const HTTP = "--integration http --integration-method POST";
const JSON_BODY = `--body '{"a":1}' --header Content-Type=application/json`;

const LOGS: Readonly<Record<string, Broken>> = {
  "no permission": {
    make: "--integration lambda --function hello --no-permission",
    status: 500,
    id: "lambda-permission",
    holds: "yes",
  },
  "the permission of an alias is missing": {
    make: "--integration lambda --function hello:live --no-permission",
    status: 500,
    id: "lambda-permission",
    holds: "yes",
  },
  "a function that answers a proxy with plain JSON": {
    make: "--integration lambda --proxy --function plain",
    status: 502,
    id: "lambda-proxy-reply",
  },
  "a function that answers a proxy with a number of a body": {
    make: "--integration lambda --proxy --function wrong-body",
    status: 502,
    id: "lambda-proxy-reply",
  },
  "a function that throws": {
    make: "--integration lambda --proxy --function throws",
    status: 502,
    id: "lambda-failed",
    mend: (place) => place.run(`apigw update-method ${AT} --function hello`),
  },
  "a function whose concurrency is used up": {
    make: "--integration lambda --function hello",
    spoil: ({ account }) =>
      account.functions.putFunctionConcurrency({ FunctionName: "hello", ReservedConcurrentExecutions: 0 }),
    status: 500,
    id: "lambda-throttled",
    mend: ({ account }) => account.functions.deleteFunctionConcurrency({ FunctionName: "hello" }),
  },
  "the wrong verb behind Lambda": {
    make: "--integration lambda --function hello",
    spoil: ({ account, apiId }, resourceId) =>
      account.gateway.updateIntegration({
        restApiId: apiId,
        resourceId,
        httpMethod: "POST",
        patchOperations: [{ op: "replace", path: "/httpMethod", value: "GET" }],
      }),
    status: 500,
    id: "lambda-verb",
    holds: "yes",
  },
  "a role that trusts Lambda": {
    make: `--integration lambda --function hello --role ${ROLE}/trusts-lambda --skip-check role`,
    status: 500,
    id: "role-trust",
    fill: { name: "hello-caller" },
    holds: "yes",
  },
  "a role that is not there": {
    make: `--integration lambda --function hello --role ${ROLE}/nobody --skip-check role`,
    status: 500,
    id: "role-trust",
    fill: { name: "another-caller" },
    holds: "yes",
  },
  "no default response": {
    make: `${HTTP} --endpoint URL/?status=404 --content-handling text --response '200=2\\d{2}' --skip-check response`,
    status: 500,
    id: "no-default-response",
    fill: { "status without a pattern": "404" },
    mended: 404,
  },
  "a method response that is gone": {
    make: `${HTTP} --endpoint URL/ --content-handling text`,
    spoil: ({ account, apiId: restApiId }, resourceId) =>
      account.gateway.deleteMethodResponse({ restApiId, resourceId, httpMethod: "POST", statusCode: "200" }),
    status: 500,
    id: "no-method-response",
    holds: "yes",
  },
  "a request template with a fault in it": {
    make: `${HTTP} --endpoint URL/ --content-handling text --request-template 'application/json=#set($x = )' --skip-check template`,
    call: JSON_BODY,
    status: 500,
    id: "request-template",
    command: 1,
    holds: "yes",
  },
  "a response template with a fault in it": {
    make: `${HTTP} --endpoint URL/ --content-handling text --response-template '200:application/json=#if($x)' --skip-check template`,
    status: 500,
    id: "response-template",
    command: 1,
    holds: "yes",
  },
  "a mock without an integer": {
    make: `--integration mock --request-template 'application/json={"statusCode": "ok"}' --skip-check template`,
    status: 500,
    id: "mock-status",
  },
  "a mock without a status": {
    make: "--integration mock --request-template 'application/json={}' --skip-check template",
    status: 500,
    id: "mock-status",
  },
  "a stage variable that is not set": {
    make: `${HTTP} --endpoint 'http://\${stageVariables.host}/' --content-handling text --skip-check stage-variable`,
    status: 500,
    id: "endpoint-address",
    command: 1,
    fill: { url: "URL/" },
  },
  "a placeholder that nothing fills": {
    make: `${HTTP} --endpoint URL/ --content-handling text`,
    spoil: ({ account, apiId: restApiId }, resourceId) =>
      account.gateway.updateIntegration({
        restApiId,
        resourceId,
        httpMethod: "POST",
        patchOperations: [{ op: "replace", path: "/uri", value: `${url}/pets/{petId}` }],
      }),
    status: 500,
    id: "path-placeholder",
    holds: "yes",
    // The resource has no parameter that could fill it.
    mend: (place) => place.run(`apigw update-method ${AT} --endpoint ${url}/pets`),
  },
  "a slow backend": {
    make: `${HTTP} --endpoint URL/slow --content-handling text --timeout 60`,
    status: 504,
    id: "timeout",
  },
  "a backend that breaks off": {
    make: `${HTTP} --endpoint URL/reset --content-handling text`,
    status: 504,
    id: "network",
    fill: { url: "URL/" },
  },
  "a backend whose answer is too large": {
    make: "--integration http --proxy --integration-method POST --endpoint URL/large",
    status: 500,
    id: "reply-too-large",
    mend: (place) => place.run(`apigw update-method ${AT} --endpoint ${url}/small`),
  },
  "a header that API Gateway sets itself": {
    make: `${HTTP} --endpoint URL/ --content-handling text --request-parameter "integration.request.header.Content-Length='3'" --skip-check mapping`,
    status: 500,
    id: "header-twice",
  },
  "a header that an AWS service may not be sent": {
    make: `--integration lambda --function hello --request-parameter "integration.request.header.Authorization='x'" --skip-check mapping`,
    status: 500,
    id: "header-twice",
  },
  "a body that does not fit its model": {
    make: `--integration mock --request-validator body --request-model application/json=Pet`,
    call: JSON_BODY,
    status: 400,
    id: "body-model",
  },
};

const FUNCTIONS = [
  ...["plain", "wrong-body", "throws"],
  ...["throwing", "unauthorized", "denying", "other", "list-context"].map((name) => `${name}-authorizer`),
];

/** A place with those of the functions that a text names. */
async function placeWithFunctions(named: string): Promise<Place> {
  const place = await freshPlace({
    functions: Object.fromEntries(
      FUNCTIONS.map((name) => [name, join(import.meta.dirname, "functions", `${name}.mjs`)]),
    ),
  });
  for (const name of FUNCTIONS.filter((one) => named.includes(one))) await makeFunction(place, name);
  if (named.includes("trusts-lambda")) await makeUnfitRoles(place);
  return place;
}

const makeFunction = ({ account }: Place, FunctionName: string) =>
  account.functions.createFunction({
    FunctionName,
    Role: `${ROLE}/lambda-basic`,
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Code: { ZipFile: Buffer.from("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", "base64") },
  });

/** What somebody puts in for what stands in angle brackets. */
const filled = (command: string, fill: Readonly<Record<string, string>> = {}): string =>
  Object.entries(fill).reduce((text, [name, value]) => text.replaceAll(`<${name}>`, value), command);

describe("a log of a method that is broken", () => {
  test.each(Object.entries(LOGS))("%s", async (_, row) => {
    const place = await placeWithFunctions(row.make);
    const here = (text: string) => text.replaceAll("URL", url);
    const made = await place.run(`apigw create-method ${AT} --create-resource ${here(row.make)}`);
    expect(made.exit, made.stderr).toBe(0);
    const { resources } = Object.values((await place.account.dump()).apis)[0] ?? {};
    await row.spoil?.(place, resources?.["/broken"]?.id ?? "");
    const call = `apigw test-method ${AT} ${row.call ?? ""} --log`;
    const failed = await place.run(`${call} --output json`);
    expect(JSON.parse(failed.stdout).status, failed.stdout).toBe(row.status);

    // As it is printed for people, and handed over.
    const log = (await place.run(call)).stdout;
    const ran = await place.run(`apigw explain --log - --api petstore --output json`, { input: log });
    expect(ran.exit, ran.stderr).toBe(0);
    expect(ran.writes).toEqual([]);
    const { explanations } = JSON.parse(ran.stdout);
    expect(explanations.map(({ id }: { id: string }) => id)).toEqual([row.id]);
    const [{ commands, holds }] = explanations;
    expect(commands.length).toBeGreaterThan(0);
    if (row.holds) expect(holds).toMatchObject({ is: row.holds });

    if (row.mend) await row.mend(place);
    else {
      const command = here(filled(commands[row.command ?? 0], row.fill));
      expect(command).not.toMatch(/[<>]/);
      const mended = await place.run(command);
      expect(mended.exit, `${command}\n${mended.stderr}`).toBe(0);
    }
    const { stdout } = await place.run(`${call} --output json`);
    expect(JSON.parse(stdout).status, stdout).toBe(row.mended ?? 200);
  });
});

/** The API, deployed, and called as its users do. */
async function callStage(place: Place, init: RequestInit = {}): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${place.url}/_aws/execute-api/${place.apiId}/live/broken`, {
    method: "POST",
    ...init,
  });
  return { status: answer.status, body: await answer.text() };
}
const deploy = ({ account, apiId }: Place) =>
  account.gateway.createDeployment({ restApiId: apiId, stageName: "live" });

/** A method whose authorizer is this function. */
async function guarded(place: Place, name: string): Promise<void> {
  const functionArn = `arn:aws:lambda:us-east-1:123456789012:function:${name}-authorizer`;
  await makeFunction(place, `${name}-authorizer`);
  await place.account.functions.addPermission({
    FunctionName: `${name}-authorizer`,
    StatementId: "gateway",
    Action: "lambda:InvokeFunction",
    Principal: "apigateway.amazonaws.com",
  });
  await place.account.gateway.createAuthorizer({
    restApiId: place.apiId,
    name,
    type: "TOKEN",
    authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    identitySource: "method.request.header.Authorization",
    authorizerResultTtlInSeconds: 0,
  });
  await mock(place, `--authorization lambda --authorizer ${name}`);
  await deploy(place);
}

async function mock(place: Place, flags = ""): Promise<void> {
  const made = await place.run(`apigw create-method ${AT} --create-resource --integration mock ${flags}`);
  expect(made.exit, made.stderr).toBe(0);
}

const TOKEN = { headers: { Authorization: "Bearer x" } };

interface Refused {
  make(place: Place): Promise<unknown>;
  readonly request?: RequestInit;
  /** How often it is called before the call that is refused. */
  readonly before?: number;
  readonly status: number;
  readonly id: string;
}

/** A key of a plan that has the stage. */
async function keyed(place: Place, plan: object): Promise<void> {
  const { gateway } = place.account;
  await mock(place, "--api-key-required");
  await deploy(place);
  const { id: keyId } = await gateway.createApiKey({ name: "k", enabled: true, value: "x".repeat(24) });
  const { id: usagePlanId } = await gateway.createUsagePlan({
    name: "p",
    apiStages: [{ apiId: place.apiId, stage: "live" }],
    ...plan,
  });
  await gateway.createUsagePlanKey({ usagePlanId, keyId, keyType: "API_KEY" });
}
const KEY = { headers: { "x-api-key": "x".repeat(24) } };

const BODIES: Readonly<Record<string, Refused>> = {
  "a method that was not deployed": {
    async make(place) {
      await deploy(place);
      await mock(place);
    },
    status: 403,
    id: "missing-authentication-token",
  },
  "no API key": {
    make: (place) => keyed(place, {}),
    status: 403,
    id: "forbidden",
  },
  "a key of no plan": {
    async make(place) {
      await mock(place, "--api-key-required");
      await deploy(place);
      await place.account.gateway.createApiKey({ name: "k", enabled: true, value: "x".repeat(24) });
    },
    request: KEY,
    status: 403,
    id: "forbidden",
  },
  "a quota that is used up": {
    make: (place) => keyed(place, { quota: { limit: 1, period: "DAY" } }),
    request: KEY,
    before: 1,
    status: 429,
    id: "quota",
  },
  "more calls than the plan takes": {
    make: (place) => keyed(place, { throttle: { rateLimit: 0.001, burstLimit: 1 } }),
    request: KEY,
    before: 1,
    status: 429,
    id: "throttled",
  },
  "no token": { make: (place) => guarded(place, "denying"), status: 401, id: "unauthorized" },
  "a token that is refused": {
    make: (place) => guarded(place, "unauthorized"),
    request: TOKEN,
    status: 401,
    id: "unauthorized",
  },
  "a policy that denies": {
    make: (place) => guarded(place, "denying"),
    request: TOKEN,
    status: 403,
    id: "explicit-deny",
  },
  "a policy for another API": {
    make: (place) => guarded(place, "other"),
    request: TOKEN,
    status: 403,
    id: "not-allowed",
  },
  "an authorizer that fails": {
    make: (place) => guarded(place, "throwing"),
    request: TOKEN,
    status: 500,
    id: "authorizer-error",
  },
  "a list in the authorizer's context": {
    make: (place) => guarded(place, "list-context"),
    request: TOKEN,
    status: 500,
    id: "authorizer-error",
  },
  "a body that does not fit": {
    async make(place) {
      await mock(place, "--request-validator body --request-model application/json=Pet");
      await deploy(place);
    },
    request: { body: '{"a":1}', headers: { "Content-Type": "application/json" } },
    status: 400,
    id: "invalid-body",
  },
  "a parameter that is missing": {
    async make(place) {
      await mock(place, "--request-validator parameters --query-param limit:required");
      await deploy(place);
    },
    status: 400,
    id: "missing-parameters",
  },
  "a Content-Type that nothing is for": {
    async make(place) {
      await mock(place, "--passthrough never");
      await deploy(place);
    },
    request: { body: "a,b", headers: { "Content-Type": "text/csv" } },
    status: 415,
    id: "media-type",
  },
  "an integration that fails": {
    async make(place) {
      await mock(place, "--request-template 'application/json={}' --skip-check template");
      await deploy(place);
    },
    status: 500,
    id: "internal",
  },
};

describe("the body that a caller got", () => {
  test.each(Object.entries(BODIES))("%s", async (_, row) => {
    const place = await placeWithFunctions("");
    await row.make(place);
    for (let i = 0; i < (row.before ?? 0); i++)
      expect((await callStage(place, row.request)).status).toBe(200);
    const { status, body } = await callStage(place, row.request);
    expect({ status, body }).toMatchObject({ status: row.status });
    const ran = await place.run(["explain", body, "--output", "json"]);
    expect(ran.exit, `${body}\n${ran.stderr}`).toBe(0);
    const { explanations } = JSON.parse(ran.stdout);
    expect(explanations).toMatchObject([{ id: row.id }]);
    expect(explanations[0].commands.length).toBeGreaterThan(0);
  });
});

describe("an address", () => {
  const explained = async (place: Place, ...words: readonly string[]) => {
    const ran = await place.run(["explain", ...words, "--output", "json"]);
    expect(ran.exit, ran.stderr).toBe(0);
    expect(ran.writes).toEqual([]);
    return JSON.parse(ran.stdout);
  };
  const address = ({ apiId }: Place, path: string) =>
    `https://${apiId}.execute-api.us-east-1.amazonaws.com/live${path}`;

  test("names the method that answers, and whether it is live", async () => {
    const place = await freshPlace();
    await deploy(place);
    await place.run(
      "apigw create-method --api petstore --resource /pets/{petId} --method ANY --integration mock",
    );
    const { methods, notes } = await explained(place, `DELETE ${address(place, "/pets/7")}`);
    expect(methods).toMatchObject([
      { resource: "/pets/{petId}", method: "ANY", stages: { live: "not there" } },
    ]);
    expect(notes.join()).toContain("apigw deploy --api petstore --stage live");
    await deploy(place);
    const now = await explained(
      place,
      `${place.url}/_aws/execute-api/${place.apiId}/live/pets/7`,
      "--method",
      "GET",
    );
    expect(now).toMatchObject({ methods: [{ method: "ANY", stages: { live: "as configured" } }], notes: [] });
  });

  test("says what is not there", async () => {
    const place = await freshPlace();
    await deploy(place);
    expect((await explained(place, `GET ${address(place, "/cats")}`)).notes.join()).toContain(
      "no resource for /cats",
    );
    expect((await explained(place, `PATCH ${address(place, "/pets")}`)).notes.join()).toContain(
      "no method PATCH",
    );
    const other = address(place, "/pets").replace("/live/", "/prod/");
    expect((await explained(place, `GET ${other}`)).notes.join()).toContain('no stage "prod"; it has');
  });

  test("of a custom domain name is not guessed at", async () => {
    const ran = await (await freshPlace()).run(["explain", "https://api.example.com/pets"]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain("get-base-path-mappings");
  });
});

describe("a function", () => {
  test("every method that calls it, and whether it may", async () => {
    const place = await freshPlace();
    for (const flags of [
      "--method POST --integration lambda --function hello",
      "--method PUT --integration lambda --proxy --function hello:live --no-permission",
    ]) {
      const made = await place.run(`apigw create-method --api petstore --resource /pets ${flags}`);
      expect(made.exit, made.stderr).toBe(0);
    }
    const ran = await place.run("apigw explain --function hello --output json");
    expect(JSON.parse(ran.stdout).methods).toMatchObject([
      { resource: "/pets", method: "POST", allowed: "yes" },
      { resource: "/pets", method: "PUT", allowed: "no" },
    ]);
    expect(
      JSON.parse((await place.run("apigw explain --function hello:live --output json")).stdout).methods,
    ).toHaveLength(1);
    expect(await place.run("apigw explain --function create-pet")).toMatchObject({
      exit: 0,
      stdout: "No method calls it.\n",
    });
  });
});

describe("a function whose policy has a statement for each stage", () => {
  test.each([
    ["its stage and the test, as CDK writes them", ["live", "test-invoke-stage"], "yes"],
    ["the test alone", ["test-invoke-stage"], "no"],
  ])("%s", async (_, stages, allowed) => {
    const place = await freshPlace();
    const { gateway, functions } = place.account;
    for (const { stageName } of (await gateway.getStages({ restApiId: place.apiId })).item ?? [])
      await gateway.deleteStage({ restApiId: place.apiId, stageName });
    const made = await place.run(
      "apigw create-method --api petstore --resource /pets/{petId} --method GET --integration lambda --function hello --no-permission",
    );
    expect(made.exit, made.stderr).toBe(0);
    await deploy(place);
    for (const stage of stages)
      await functions.addPermission({
        FunctionName: "hello",
        StatementId: stage,
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}/${stage}/GET/pets/{petId}`,
      });
    const ran = await place.run("apigw explain --function hello --output json");
    expect(JSON.parse(ran.stdout).methods).toMatchObject([{ resource: "/pets/{petId}", allowed }]);
  });
});

describe("what nobody knows", () => {
  test.each(["the cat sat on the mat", "500", "{}", "Internal", "https"])(
    "%s: is said to be unknown",
    async (text) => {
      const ran = await (await freshPlace()).run(["explain", text]);
      expect(ran).toMatchObject({ exit: 5, calls: [] });
      expect(ran.stdout).toContain("nothing is guessed");
    },
  );

  test("a rule of check-method, and a check with its rules, are known by name", async () => {
    const place = await freshPlace();
    const told = async (name: string) =>
      JSON.parse((await place.run(["explain", name, "--output", "json"])).stdout);
    expect(await told("pattern-same")).toMatchObject({
      what: "check",
      explanations: [{ id: "pattern-same" }],
    });
    expect((await told("binary")).explanations.length).toBeGreaterThan(2);
  });

  test("a log of a call that was answered well", async () => {
    const place = await freshPlace();
    const { stdout } = await place.run(
      "apigw test-method --api petstore --resource /pets --method GET --log",
    );
    const ran = await place.run("apigw explain --log -", { input: stdout });
    expect(ran).toMatchObject({ exit: 0, calls: [] });
    expect(ran.stdout).toContain("answered with 200: nothing went wrong");
  });

  test("a message in the caller's own body explains nothing", async () => {
    const place = await freshPlace();
    const log = "Method request body before transformations: Invalid permissions on Lambda function";
    expect((await place.run(["explain", "--log", log])).exit).toBe(5);
  });

  test("nothing at all, or two things", async () => {
    const place = await freshPlace();
    for (const words of [["explain"], ["explain", "Forbidden", "--function", "hello"]])
      expect(await place.run(words)).toMatchObject({ exit: 2, stdout: "" });
  });

  test("without an account, what a text alone says", async () => {
    const place = await freshPlace();
    const ran = await place.run(
      [
        "explain",
        "HTTP Method: GET, Resource Path: /pets\nx-amzn-apigateway-api-id=abcde12345\nExecution failed due to a timeout error",
      ],
      {
        env: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
      },
    );
    expect(ran.exit, ran.stderr).toBe(0);
    expect(ran.stdout).toContain(
      "apigw update-method --api abcde12345 --resource /pets --method GET --timeout 29000",
    );
    expect(ran.stdout).toContain("Not checked here");
  });
});

describe("what AWS refused", () => {
  type Try = (
    place: Place,
    ids: { restApiId: string; resourceId: string; httpMethod: string },
  ) => Promise<unknown>;
  const put: (more: object) => Try =
    (more) =>
    ({ account }, ids) =>
      account.gateway.putIntegration({
        ...ids,
        type: "HTTP",
        integrationHttpMethod: "GET",
        uri: "https://example.com/",
        ...more,
      } as never);
  const REFUSALS: Readonly<Record<string, readonly [Try, string]>> = {
    "an API that is not there": [
      ({ account }, ids) => account.gateway.getResources({ ...ids, restApiId: "abcdefghij" }),
      "no such API",
    ],
    "a resource that is not there": [
      ({ account }, ids) => account.gateway.getMethod({ ...ids, resourceId: "abcdef" }),
      "does not have this resource",
    ],
    "a method that is there already": [
      ({ account }, ids) =>
        account.gateway.putMethod({ ...ids, httpMethod: "GET", authorizationType: "NONE" }),
      "has this method already",
    ],
    "an address that is none": [put({ uri: "example" }), "not a full URL"],
    "a mapping that is none": [
      put({ requestParameters: { "integration.request.header.X": "yes" } }),
      "not a mapping expression",
    ],
    "a mapping from what is not declared": [
      put({ requestParameters: { "integration.request.header.X": "method.request.header.X" } }),
      "not declared",
    ],
    "an AWS integration without a role": [
      put({
        type: "AWS",
        integrationHttpMethod: "POST",
        uri: "arn:aws:apigateway:us-east-1:sqs:action/SendMessage",
      }),
      "needs an execution role",
    ],
    "a timeout that is too long": [put({ timeoutInMillis: 999_999 }), "takes timeouts of"],
    "no backend method": [put({ integrationHttpMethod: undefined }), "HTTP method is missing"],
    "a model that is not there": [
      ({ account }, ids) =>
        account.gateway.putMethod({
          ...ids,
          httpMethod: "PUT",
          authorizationType: "NONE",
          requestModels: { "application/json": "Nope" },
        }),
      "no model",
    ],
    "a resource twice": [
      async ({ account }, { restApiId }) => {
        const { items = [] } = await account.gateway.getResources({ restApiId });
        const parentId = items.find(({ path }) => path === "/")?.id;
        return account.gateway.createResource({ restApiId, parentId, pathPart: "pets" });
      },
      "this resource already",
    ],
    "a function that is not there": [
      ({ account }) =>
        account.functions.getPolicy({
          FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:nobody",
        }),
      "function",
    ],
  };
  test.each(Object.entries(REFUSALS))("%s", async (_, [attempt, means]) => {
    const place = await freshPlace();
    const { items = [] } = await place.account.gateway.getResources({ restApiId: place.apiId });
    const resourceId = items.find(({ path }) => path === "/pets")?.id ?? "";
    await place.account.gateway.putMethod({
      restApiId: place.apiId,
      resourceId,
      httpMethod: "POST",
      authorizationType: "NONE",
    });
    const error = await attempt(place, { restApiId: place.apiId, resourceId, httpMethod: "POST" }).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toBeDefined();
    // As the AWS CLI prints it.
    const said = `\nAn error occurred (${error?.name}) when calling the Some operation: ${error?.message}\n`;
    const ran = await place.run(["explain", said, "--output", "json"]);
    expect(ran.exit, said).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ what: "refusal" });
    expect(JSON.parse(ran.stdout).explanations[0].cause, said).toContain(means);
  });
});
