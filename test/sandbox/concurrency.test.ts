import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  APIGatewayClient,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  paginateGetResources,
} from "@aws-sdk/client-api-gateway";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { openSandbox, SandboxStateError } from "../../src/sandbox/sandbox.ts";
import { bundled, type ServedProcess, serveInProcess } from "./processes.ts";

let script: string;
let folder: string;
let file: string;
const running: ServedProcess[] = [];

beforeAll(async () => {
  script = await bundled("serve-process");
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-processes-"));
  file = join(folder, "state.json");
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.kill()));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<ServedProcess> {
  const served = await serveInProcess(script, file, "--empty");
  running.push(served);
  return served;
}

const credentials = { accessKeyId: "a", secretAccessKey: "b" };
const over = (url: string) =>
  new APIGatewayClient({ region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 });
const inProcess = () => {
  const requestHandler = sandboxRequestHandler(openSandbox({ file, empty: true }));
  return new APIGatewayClient({ region: "us-east-1", requestHandler, credentials, maxAttempts: 1 });
};

async function pathsOf(client: APIGatewayClient, restApiId: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const page of paginateGetResources({ client, pageSize: 100 }, { restApiId })) {
    paths.push(...(page.items ?? []).map((item) => item.path ?? ""));
  }
  return paths.sort();
}

test("several processes write to one file at once, and no update is lost", async () => {
  const served = await Promise.all([serve(), serve(), serve()]);
  const clients = [...served.map(({ url }) => over(url)), inProcess()];
  const api = await clients[0]!.send(new CreateRestApiCommand({ name: "shared" }));
  const each = 25;
  await Promise.all(
    clients.flatMap((client, writer) =>
      Array.from({ length: each }, (_, index) =>
        client.send(
          new CreateResourceCommand({
            restApiId: api.id,
            parentId: api.rootResourceId,
            pathPart: `from-${writer}-${index}`,
          }),
        ),
      ),
    ),
  );
  const paths = await pathsOf(clients.at(-1)!, api.id!);
  expect(paths).toHaveLength(clients.length * each + 1);
  expect(new Set(paths).size).toBe(paths.length);
});

test("a process killed while it writes leaves a whole state, and the next writer goes on", async () => {
  const client = inProcess();
  const api = await client.send(new CreateRestApiCommand({ name: "survivor" }));
  for (let round = 0; round < 5; round++) {
    const served = await serve();
    const writer = over(served.url);
    const answered: string[] = [];
    let stopped = false;
    const writing = (async () => {
      for (let index = 0; !stopped; index++) {
        const pathPart = `round-${round}-${index}`;
        await writer.send(
          new CreateResourceCommand({ restApiId: api.id, parentId: api.rootResourceId, pathPart }),
        );
        answered.push(`/${pathPart}`);
        if (answered.length === 5) void served.kill();
      }
    })().catch(() => undefined);
    await writing;
    stopped = true;
    const paths = await pathsOf(client, api.id!);
    // What was answered is there; what was under way may be.
    expect(paths).toEqual(expect.arrayContaining(answered));
    await client.send(
      new CreateResourceCommand({
        restApiId: api.id,
        parentId: api.rootResourceId,
        pathPart: `after-${round}`,
      }),
    );
  }
});

test("the lock of a process that is gone is taken over", async () => {
  const client = new APIGatewayClient({
    region: "us-east-1",
    credentials,
    requestHandler: sandboxRequestHandler(
      openSandbox({ file, empty: true, process: { id: 1, isAlive: (id) => id === 1 } }),
    ),
  });
  writeFileSync(`${file}.lock`, "999999 left-by-a-killed-process\n");
  writeFileSync(`${file}.tmp`, "half a sta");
  await client.send(new CreateRestApiCommand({ name: "after" }));
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test("a broken state file is named with the way out, and left as it is", async () => {
  for (const [text, complaint] of [
    ["{ not json", /is not valid JSON/],
    ['{"version":99,"regions":{}}', /has version 99/],
    ["[]", /is not a state of the sandbox/],
  ] as const) {
    writeFileSync(file, text);
    const sandbox = openSandbox({ file });
    const request = {
      path: "/restapis",
      query: {},
      headers: {},
      body: new Uint8Array(Buffer.from('{"name":"x"}')),
    };
    for (const method of ["GET", "POST"]) {
      const failure = await sandbox.handle({ ...request, method }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SandboxStateError);
      expect((failure as Error).message).toMatch(complaint);
      expect((failure as Error).message).toContain(file);
      expect((failure as Error).message).toMatch(/Move it away or delete it/);
    }
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("reading writes nothing; the first change makes the file", async () => {
  const requestHandler = sandboxRequestHandler(openSandbox({ file }));
  const client = new APIGatewayClient({ region: "eu-west-1", requestHandler, credentials });
  const before = await client.send(new GetResourcesCommand({ restApiId: await petstoreId(client) }));
  expect(readdirSync(folder)).toEqual([]);
  await client.send(new CreateRestApiCommand({ name: "mine" }));
  expect(readdirSync(folder)).toEqual(["state.json"]);
  const after = await client.send(new GetResourcesCommand({ restApiId: await petstoreId(client) }));
  expect(after.items).toEqual(before.items);
});

async function petstoreId(client: APIGatewayClient): Promise<string> {
  const { GetRestApisCommand } = await import("@aws-sdk/client-api-gateway");
  const { items } = await client.send(new GetRestApisCommand({}));
  return items?.find(({ name }) => name === "petstore")?.id ?? "";
}
