import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGateway } from "@aws-sdk/client-api-gateway";
import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { type Served, serveSandbox } from "../../src/sandbox/serve.ts";

// Where things are kept and found: the file, accounts, URLs, names, logs.

let folder: string;
let file: string;
let served: Served | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-places-"));
  file = join(folder, "state.json");
});
afterEach(async () => {
  await served?.close();
  served = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const open = (options: Partial<SandboxOptions> = {}) => openSandbox({ file, empty: true, ...options });
const config = (sandbox = open(), accessKeyId = "a") => ({
  region: "us-east-1",
  credentials: { accessKeyId, secretAccessKey: "b" },
  requestHandler: sandboxRequestHandler(sandbox),
  maxAttempts: 1,
});
const gateway = (sandbox = open(), accessKeyId = "a") => new APIGateway(config(sandbox, accessKeyId));
const namesOf = async (client: APIGateway) =>
  ((await client.getRestApis({})).items ?? []).map(({ name }) => name).sort();

describe("the state file", () => {
  test("grows by its changes, is read by others, and is made whole again", async () => {
    const writer = gateway();
    const reader = gateway();
    const { id: restApiId } = await writer.createRestApi({ name: "grows" });
    const inode = statSync(file).ino;
    let rewritten = 0;
    for (let index = 0; index < 400; index++) {
      const value = `${index}`.padEnd(400, ".");
      await writer.updateRestApi({
        restApiId,
        patchOperations: [{ op: "replace", path: "/description", value }],
      });
      if (index % 50 === 0) expect((await reader.getRestApi({ restApiId })).description).toBe(value);
      if (statSync(file).ino !== inode) rewritten = index;
    }
    expect(rewritten).toBeGreaterThan(0);
    expect(statSync(file).size).toBeLessThan(200_000);
    expect((await gateway().getRestApi({ restApiId })).description).toMatch(/^399\./);
  });

  test("what a killed writer left half written is nobody's", async () => {
    const client = gateway();
    await client.createRestApi({ name: "one" });
    await client.createRestApi({ name: "two" });
    appendFileSync(file, '{"revision":3,"changes":[[["regi');
    expect(await namesOf(gateway())).toEqual(["one", "two"]);
    await gateway().createRestApi({ name: "three" });
    expect(await namesOf(gateway())).toEqual(["one", "three", "two"]);
    expect(await namesOf(client)).toEqual(["one", "three", "two"]);
  });

  test("what is cut off behind the last whole change is as if it had not been", async () => {
    await gateway().createRestApi({ name: "one" });
    const before = statSync(file).size;
    await gateway().createRestApi({ name: "two" });
    truncateSync(file, before + 5);
    expect(await namesOf(gateway())).toEqual(["one"]);
  });

  test("a change that does not follow is no state, and is left as it is", async () => {
    await gateway().createRestApi({ name: "one" });
    appendFileSync(file, '{"revision":9,"changes":[]}\n');
    const text = readFileSync(file, "utf8");
    await expect(gateway().getRestApis({})).rejects.toThrow(/is not valid JSON behind its first line/);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("a state that somebody wrote over several lines is read, and written anew", async () => {
    const client = gateway();
    await client.createRestApi({ name: "one" });
    writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, "utf8").split("\n")[0]!), null, 2));
    await client.createRestApi({ name: "two" });
    expect(await namesOf(gateway())).toEqual(["one", "two"]);
  });

  test("a refused write changes nothing, not even half", async () => {
    const client = gateway();
    const { id: restApiId } = await client.createRestApi({ name: "whole", description: "before" });
    const size = statSync(file).size;
    const patchOperations = [
      { op: "replace", path: "/description", value: "after" },
      { op: "replace", path: "/nonsense", value: "x" },
    ] as const;
    await expect(
      client.updateRestApi({ restApiId, patchOperations: [...patchOperations] }),
    ).rejects.toThrow();
    expect((await client.getRestApi({ restApiId })).description).toBe("before");
    expect(statSync(file).size).toBe(size);
  });

  test("an empty lock of a writer that died is taken over", async () => {
    writeFileSync(`${file}.lock`, "");
    await gateway().createRestApi({ name: "after" });
    expect(await namesOf(gateway())).toEqual(["after"]);
  });
});

describe("names like others", () => {
  test.each(["__proto__", "constructor", "toString"])("%s", async (name) => {
    const client = gateway();
    const { id: restApiId } = await client.createRestApi({ name });
    const { rootResourceId: resourceId } = await client.getRestApi({ restApiId });
    const at = { restApiId, resourceId, httpMethod: "GET" };
    await client.putMethod({
      ...at,
      authorizationType: "NONE",
      requestParameters: Object.fromEntries([[`method.request.header.${name}`, true]]),
    });
    await client.putMethodResponse({ ...at, statusCode: "200" });
    await client.putIntegration({
      ...at,
      type: "MOCK",
      requestTemplates: { "application/json": "{statusCode: 200}" },
    });
    await client.putIntegrationResponse({
      ...at,
      statusCode: "200",
      responseTemplates: { "application/json": `[$stageVariables.get('${name}')][$input.params('${name}')]` },
    });
    await client.createDeployment({
      restApiId,
      stageName: "live",
      variables: Object.fromEntries([[name, "value"]]),
    });
    served = await serveSandbox(open(), { port: 0 });
    const url = `${served.url}/restapis/${restApiId}/live/_user_request_/?${name}=asked`;
    expect(await (await fetch(url)).text()).toBe("[value][asked]");
    const iam = new IAM(config());
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
      ],
    };
    await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
    const again = new IAM(config());
    expect((await again.getRole({ RoleName: name })).Role?.RoleName).toBe(name);
    expect((await again.listRoles({})).Roles?.map(({ RoleName }) => RoleName)).toEqual([name]);
    const { variables } = await gateway().getStage({ restApiId, stageName: "live" });
    expect(Object.entries(variables ?? {})).toEqual([[name, "value"]]);
  });
});

describe("accounts", () => {
  test("two keys of twelve digits are two accounts, any other is the own one", async () => {
    const [own, other] = [gateway(), gateway(open(), "111122223333")];
    await own.createRestApi({ name: "own" });
    await other.createRestApi({ name: "other" });
    expect([
      await namesOf(own),
      await namesOf(other),
      await namesOf(gateway(open(), "123456789012")),
    ]).toEqual([["own"], ["other"], ["own"]]);
    const { Account, Arn } = await new STS(config(open(), "111122223333")).getCallerIdentity({});
    expect([Account, Arn]).toEqual(["111122223333", "arn:aws:iam::111122223333:user/sandbox"]);
  });
});

const raw = (
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) =>
  new Promise<{ status: number; text: string; type: string }>((resolve, reject) => {
    const outgoing = request(
      url,
      { method: options.method ?? "GET", headers: options.headers ?? {} },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () =>
          resolve({ status: incoming.statusCode ?? 0, text, type: String(incoming.headers["content-type"]) }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(options.body);
  });

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${service}/aws4_request, Signature=b`,
});

describe("what is not here", () => {
  test.each([
    ["apigateway", "GET", "/domainnames", undefined, "json", /does not have apigateway:GetDomainNames/],
    [
      "lambda",
      "GET",
      "/2015-03-31/event-source-mappings",
      undefined,
      "json",
      /does not have lambda:ListEventSourceMappings/,
    ],
    ["iam", "POST", "/", "Action=ListUsers&Version=2010-05-08", "xml", /does not have iam:ListUsers/],
    ["sns", "POST", "/", "Action=Publish&Version=2010-03-31", "xml", /it has no sns \(asked for Publish\)/],
    ["dynamodb", "POST", "/", "{}", "json", /it has no dynamodb/],
  ])("%s %s %s", async (service, method, path, body, protocol, words) => {
    served = await serveSandbox(open(), { port: 0 });
    const form = body?.startsWith("Action") ? { "content-type": "application/x-www-form-urlencoded" } : {};
    const answer = await raw(served.url + path, {
      method,
      headers: { ...signed(service), ...form },
      ...(body ? { body } : {}),
    });
    expect([answer.status, answer.type.includes(protocol)]).toEqual([501, true]);
    expect(answer.text).toMatch(words);
  });
});

describe("a stage's URLs and logs", () => {
  test("three forms, and a line for each call", async () => {
    const lines: string[] = [];
    const sandbox = open({ log: (line) => lines.push(line) });
    const client = gateway(sandbox);
    const { id: restApiId, rootResourceId: resourceId } = await client.createRestApi({ name: "urls" });
    const at = { restApiId, resourceId, httpMethod: "GET" };
    await client.putMethod({ ...at, authorizationType: "NONE" });
    await client.putMethodResponse({ ...at, statusCode: "200" });
    await client.putIntegration({
      ...at,
      type: "MOCK",
      requestTemplates: { "application/json": "{statusCode: 200}" },
    });
    await client.putIntegrationResponse({
      ...at,
      statusCode: "200",
      responseTemplates: { "application/json": "here" },
    });
    await client.createDeployment({ restApiId, stageName: "live" });
    await client.updateStage({
      restApiId,
      stageName: "live",
      patchOperations: [
        {
          op: "add",
          path: "/accessLogSettings/format",
          value: "$context.httpMethod $context.status $context.nothing $context.requestId",
        },
      ],
    });
    served = await serveSandbox(sandbox, { port: 0 });
    const { port } = new URL(served.url);
    const host = { host: `${restApiId}.execute-api.localhost:${port}` };
    expect((await raw(`${served.url}/restapis/${restApiId}/live/_user_request_/`)).text).toBe("here");
    expect((await raw(`${served.url}/_aws/execute-api/${restApiId}/live/`)).text).toBe("here");
    expect((await raw(`${served.url}/live/`, { headers: host })).text).toBe("here");
    // Without the last slash it is another URL.
    expect((await raw(`${served.url}/live`, { headers: host })).text).toBe(
      '{"message":"Missing Authentication Token"}',
    );
    const access = lines.flatMap((line) => /^(GET .*) [0-9a-f-]{36}$/.exec(line)?.[1] ?? []);
    expect(access.sort()).toEqual(["GET 200 -", "GET 200 -", "GET 200 -", "GET 403 -"]);
    expect(lines.join("\n")).toMatch(/^\([0-9a-f-]{36}\) Method completed with status: 200$/m);
  });
});

describe("a value of another type names its class in Java", () => {
  test.each([
    ["true", "class java.lang.Boolean can not be converted to an String"],
    ["12", "class java.lang.Integer can not be converted to an String"],
    ["-2147483649", "class java.lang.Long can not be converted to an String"],
    ["1e19", "class java.math.BigInteger can not be converted to an String"],
    ["1.5", "class java.lang.Double can not be converted to an String"],
  ])("%s", async (value, message) => {
    served = await serveSandbox(open(), { port: 0 });
    const answer = await raw(`${served.url}/restapis`, {
      method: "POST",
      headers: { ...signed("apigateway"), "content-type": "application/json" },
      body: `{"name": ${value}}`,
    });
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([400, message]);
  });
});
