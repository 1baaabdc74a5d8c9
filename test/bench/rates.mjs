// What a served sandbox does in a second: writes with 3 and with 3,000 methods, reads and MOCK calls; reads also as a
// ratio to moto_server, where it is there, side by side in one run: a MOCK it does not run. Leaves with 1 if writes get slower by more than a
// fifth.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as gateway from "@aws-sdk/client-api-gateway";

const bin = fileURLToPath(new URL("../../bin/apigw.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "apigw-rates-"));
const MANY = 3000;
const ROUNDS = 5;
const EACH = 200;

const connect = (endpoint) =>
  new gateway.APIGatewayClient({
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });

async function startSandbox(name) {
  const words = [bin, "sandbox", "--port", "0", "--sandbox-state", join(folder, name), "--empty", "--quiet"];
  const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve) =>
    server.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return { url, server };
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function startMoto() {
  if (spawnSync("moto_server", ["--help"]).status !== 0) return undefined;
  const port = await freePort();
  const server = spawn("moto_server", ["-p", String(port), "-H", "127.0.0.1"], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(url).catch(() => undefined)) return { url, server };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  return undefined;
}

/** An API with a stage whose GET /hello is a MOCK. */
async function prepare(url) {
  const client = connect(url);
  const { id: restApiId, rootResourceId } = await client.send(
    new gateway.CreateRestApiCommand({ name: "rates" }),
  );
  const parentId =
    rootResourceId ?? (await client.send(new gateway.GetResourcesCommand({ restApiId }))).items[0].id;
  const make = async (pathPart) => {
    const { id: resourceId } = await client.send(
      new gateway.CreateResourceCommand({ restApiId, parentId, pathPart }),
    );
    const at = { restApiId, resourceId, httpMethod: "GET" };
    await client.send(new gateway.PutMethodCommand({ ...at, authorizationType: "NONE" }));
    await client.send(new gateway.PutMethodResponseCommand({ ...at, statusCode: "200" }));
    const requestTemplates = { "application/json": '{"statusCode": 200}' };
    await client.send(new gateway.PutIntegrationCommand({ ...at, type: "MOCK", requestTemplates }));
    const responseTemplates = { "application/json": '{"said": "hello"}' };
    const selectionPattern = "";
    await client.send(
      new gateway.PutIntegrationResponseCommand({
        ...at,
        statusCode: "200",
        responseTemplates,
        selectionPattern,
      }),
    );
    return at;
  };
  const hello = await make("hello");
  await client.send(new gateway.CreateDeploymentCommand({ restApiId, stageName: "live" }));
  return { client, restApiId, make, hello };
}

async function perSecond(count, work) {
  const started = performance.now();
  for (let index = 0; index < count; index++) await work(index);
  return count / ((performance.now() - started) / 1000);
}

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

const few = await startSandbox("few.json");
const many = await startSandbox("many.json");
const small = await prepare(few.url);
const large = await prepare(many.url);
for (let index = 0; index < 2; index++) await small.make(`p${index}`);
for (let index = 0; index < MANY - 1; index++) await large.make(`p${index}`);
const write = ({ client, hello }, index) =>
  client.send(
    new gateway.UpdateMethodCommand({
      ...hello,
      patchOperations: [{ op: "replace", path: "/operationName", value: `n${index}` }],
    }),
  );
// Turn by turn: what else the machine does falls on both.
const writes = { few: [], many: [] };
await perSecond(EACH, (index) => write(small, index));
await perSecond(EACH, (index) => write(large, index));
for (let round = 0; round < ROUNDS; round++) {
  writes.few.push(await perSecond(EACH, (index) => write(small, index)));
  writes.many.push(await perSecond(EACH, (index) => write(large, index)));
}
const [slow, quick] = [median(writes.many), median(writes.few)];
console.log(
  `writes a second: ${quick.toFixed(0)} with 3 methods, ${slow.toFixed(0)} with ${MANY.toLocaleString("en")} (${((slow / quick) * 100).toFixed(0)} %)`,
);

const moto = await startMoto();
const beside = moto && (await prepare(moto.url).catch(() => undefined));
const read = ({ client, hello }) => client.send(new gateway.GetMethodCommand(hello));
const mock =
  (url, { restApiId }) =>
  async () => {
    const answer = await fetch(`${url}/restapis/${restApiId}/live/_user_request_/hello`);
    await answer.text();
    return answer.status;
  };
const test = ({ client, hello }) => client.send(new gateway.TestInvokeMethodCommand(hello));
for (const [name, here, there] of [
  ["reads", () => read(small), beside && (() => read(beside))],
  ["MOCK calls of a stage", mock(few.url, small), undefined],
  ["MOCK calls by TestInvokeMethod", () => test(small), undefined],
]) {
  const ours = [];
  const theirs = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await perSecond(EACH, here));
    if (there) theirs.push(await perSecond(EACH, there));
  }
  const ratio =
    theirs.length > 0
      ? `, ${(median(ours) / median(theirs)).toFixed(1)} times as many as moto_server`
      : beside
        ? "; moto_server runs no such call"
        : "";
  console.log(`${name} a second: ${median(ours).toFixed(0)}${ratio}`);
}
if (!moto) console.log("moto_server is not here: no ratio to it");
for (const one of [few, many, moto]) one?.server.kill("SIGTERM");
rmSync(folder, { recursive: true, force: true });
process.exitCode = slow < quick * 0.8 ? 1 : 0;
