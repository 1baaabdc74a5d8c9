import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APIGatewayClient, CreateRestApiCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sandboxRequestHandler } from "../../src/sandbox/in-process.ts";
import { FAULT_HEADER, type Fault, openSandbox } from "../../src/sandbox/sandbox.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-faults-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function clientWith(faults: readonly Fault[], maxAttempts = 1): APIGatewayClient {
  const sandbox = openSandbox({ file: join(folder, "state.json"), empty: true, faults });
  return new APIGatewayClient({
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: sandboxRequestHandler(sandbox),
    maxAttempts,
  });
}

const create = new CreateRestApiCommand({ name: "pets" });
const names = async (client: APIGatewayClient) =>
  (await client.send(new GetRestApisCommand({}))).items?.map((api) => api.name);

test("a throttled call tells when to come back, and has no effect", async () => {
  const client = clientWith([{ kind: "throttle", operation: "CreateRestApi", retryAfterSeconds: 7 }]);
  await expect(client.send(create)).rejects.toMatchObject({
    name: "TooManyRequestsException",
    retryAfterSeconds: "7",
    $metadata: { httpStatusCode: 429 },
  });
  expect(await names(client)).toEqual([]);
});

test("only the nth call meets its fault, and the SDK's own retry gets past it", async () => {
  const client = clientWith([{ kind: "error", operation: "CreateRestApi", nth: 1 }], 2);
  await client.send(create);
  expect(await names(client)).toEqual(["pets"]);
});

test("a connection cut before has no effect, one cut after has", async () => {
  const cutBefore = clientWith([{ kind: "reset-before", operation: "CreateRestApi" }]);
  await expect(cutBefore.send(create)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await names(cutBefore)).toEqual([]);
  const cutAfter = clientWith([{ kind: "reset-after", operation: "apigateway:CreateRestApi" }]);
  await expect(cutAfter.send(create)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await names(cutAfter)).toEqual(["pets"]);
});

test("concurrent modification is answered as API Gateway words it", async () => {
  const client = clientWith([{ kind: "conflict", operation: "CreateRestApi" }]);
  await expect(client.send(create)).rejects.toMatchObject({
    name: "ConflictException",
    message: "Unable to complete operation due to concurrent modification. Please try again later.",
  });
});

test("a header asks for a fault on its own call, and one nobody knows is refused", async () => {
  const sandbox = openSandbox({ file: join(folder, "state.json") });
  const get = (fault: string) =>
    sandbox.handle({
      method: "GET",
      path: "/restapis",
      query: {},
      headers: { [FAULT_HEADER]: fault },
      body: new Uint8Array(),
    });
  expect((await get("throttle; retryAfterSeconds=3")).headers["retry-after"]).toBe("3");
  expect((await get("slow; milliseconds=1")).status).toBe(200);
  expect((await get("earthquake")).status).toBe(400);
});
