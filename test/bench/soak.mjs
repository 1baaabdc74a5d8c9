// A soak of one served sandbox: 8 clients, 10,000 mixed calls, of methods too. Prints what came of it; leaves with 1 if an update was
// lost, a call failed, the server went away, or its memory kept growing.
// Usage: npm run soak [-- calls]
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as gateway from "@aws-sdk/client-api-gateway";

const CLIENTS = 8;
const CALLS = Number(process.argv[2] ?? 10_000);
const bin = fileURLToPath(new URL("../../bin/apigw.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "apigw-soak-"));
const server = spawn(
  process.execPath,
  [bin, "sandbox", "--port", "0", "--sandbox-state", join(folder, "state.json"), "--empty", "--quiet"],
  { stdio: ["ignore", "pipe", "inherit"] },
);
let gone = false;
server.once("exit", () => {
  gone = true;
});
const url = await new Promise((resolve) =>
  server.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
);
const connect = () =>
  new gateway.APIGatewayClient({
    region: "us-east-1",
    endpoint: url,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });

/** Resident memory of the server in MiB, where the system tells. */
function memory() {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

let sent = 0;
const failures = [];
const samples = [];
const started = performance.now();

async function send(client, command) {
  sent++;
  if (sent >= (samples.length + 1) * (CALLS / 10)) samples.push(memory());
  try {
    return await client.send(command);
  } catch (error) {
    failures.push(`${command.constructor.name}: ${error.name}: ${error.message}`);
    return {};
  }
}

const first = connect();
const { id: restApiId, rootResourceId: parentId } = await first.send(
  new gateway.CreateRestApiCommand({ name: "soak" }),
);
const expected = new Map();

/** An API with a stage, to be called while all else changes. */
async function deployed() {
  const api = await first.send(new gateway.CreateRestApiCommand({ name: "called" }));
  const { id: resourceId } = await first.send(
    new gateway.CreateResourceCommand({ restApiId: api.id, parentId: api.rootResourceId, pathPart: "hello" }),
  );
  const at = { restApiId: api.id, resourceId, httpMethod: "GET" };
  await first.send(new gateway.PutMethodCommand({ ...at, authorizationType: "NONE" }));
  await first.send(new gateway.PutMethodResponseCommand({ ...at, statusCode: "200" }));
  const requestTemplates = { "application/json": '{"statusCode": 200}' };
  await first.send(new gateway.PutIntegrationCommand({ ...at, type: "MOCK", requestTemplates }));
  const responseTemplates = { "application/json": "hello $input.params('name')" };
  await first.send(
    new gateway.PutIntegrationResponseCommand({ ...at, statusCode: "200", responseTemplates }),
  );
  await first.send(new gateway.CreateDeploymentCommand({ restApiId: api.id, stageName: "live" }));
  return api.id;
}
const calledId = await deployed();

/** One client: makes, changes, reads and mostly deletes methods beside the others, on the same API. */
async function work(number) {
  const client = connect();
  for (let cycle = 0; sent + 10 <= CALLS; cycle++) {
    const pathPart = `c${number}-${cycle}`;
    const { id: resourceId } = await send(
      client,
      new gateway.CreateResourceCommand({ restApiId, parentId, pathPart }),
    );
    const at = { restApiId, resourceId, httpMethod: "GET" };
    await send(client, new gateway.PutMethodCommand({ ...at, authorizationType: "NONE" }));
    await send(client, new gateway.PutMethodResponseCommand({ ...at, statusCode: "200" }));
    await send(
      client,
      new gateway.PutIntegrationCommand({
        ...at,
        type: "MOCK",
        requestTemplates: { "application/json": '{"statusCode": 200}' },
      }),
    );
    await send(client, new gateway.PutIntegrationResponseCommand({ ...at, statusCode: "200" }));
    const tested = await send(client, new gateway.TestInvokeMethodCommand(at));
    if (tested.status !== 200) failures.push(`the test of ${pathPart} answers ${tested.status}`);
    const called = await fetch(`${url}/restapis/${calledId}/live/_user_request_/hello?name=${pathPart}`);
    const text = await called.text();
    sent++;
    if (text !== `hello ${pathPart}`) failures.push(`the stage answers ${called.status} ${text}`);
    await send(
      client,
      new gateway.UpdateMethodCommand({
        ...at,
        patchOperations: [{ op: "replace", path: "/operationName", value: pathPart }],
      }),
    );
    const read = await send(client, new gateway.GetMethodCommand(at));
    if (read.operationName !== pathPart) failures.push(`${pathPart} reads ${read.operationName}`);
    if (cycle % 10 === 0) expected.set(`/${pathPart}`, pathPart);
    else await send(client, new gateway.DeleteResourceCommand({ restApiId, resourceId }));
  }
}

await Promise.all(Array.from({ length: CLIENTS }, (_, number) => work(number)));
const seconds = (performance.now() - started) / 1000;

const found = new Map();
let position;
do {
  const page = await first.send(
    new gateway.GetResourcesCommand({ restApiId, embed: ["methods"], limit: 500, position }),
  );
  for (const { path, resourceMethods } of page.items ?? [])
    if (resourceMethods?.GET) found.set(path, resourceMethods.GET.operationName);
  position = page.position;
} while (position);
const lost = [...expected].filter(([path, name]) => found.get(path) !== name);
const extra = [...found.keys()].filter((path) => !expected.has(path));
const crashed = gone;
server.kill("SIGTERM");
rmSync(folder, { recursive: true, force: true });

const rounded = samples.map((one) => one.toFixed(0)).join(" ");
// The first samples hold the warming up; what is left must not keep growing.
const settled = samples[3] ?? samples[0];
const grew = (samples.at(-1) ?? 0) > settled * 1.5 + 32;
console.log(
  `${sent} calls by ${CLIENTS} clients in ${seconds.toFixed(1)} s (${(sent / seconds).toFixed(0)} a second)`,
);
console.log(
  `lost updates: ${lost.length}, left over: ${extra.length}, failed calls: ${failures.length}, crashed: ${crashed ? "yes" : "no"}`,
);
console.log(`memory of the server at each tenth, MiB: ${rounded}${grew ? " (growing)" : ""}`);
for (const failure of failures.slice(0, 5)) console.log(`  ${failure}`);
process.exitCode = lost.length + extra.length + failures.length > 0 || crashed || grew ? 1 : 0;
