// Times whole processes as ratios to `node -e 0`, run in turn within this run: absolute times drift, ratios do not.
// Usage: npm run bench [-- rounds]
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const rounds = Number(process.argv[2] ?? 15);
const bin = fileURLToPath(new URL("../../bin/apigw.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "apigw-bench-"));

// Node 20 parses NODE_EXTRA_CA_CERTS at every start, which hides everything else.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...inherited,
  HOME: folder,
  XDG_STATE_HOME: folder,
  XDG_CACHE_HOME: join(folder, "cache"),
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1", // the AWS CLI 1 knows no other
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
};

function time(file, args, extra = {}) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(file, args, { env: { ...env, ...extra }, encoding: "utf8" });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} left with ${status}: ${stderr}`);
  return milliseconds;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function serve(state) {
  const server = spawn(process.execPath, [bin, "sandbox", "--port", "0", "--state", state, "--quiet"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve) =>
    server.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  return { url, stop: () => server.kill("SIGTERM") };
}

const create = (path, ...rest) => [
  "create-method",
  "--api",
  "petstore",
  "--resource",
  path,
  "--method",
  "GET",
  ...rest,
];
const lambda = ["--integration", "lambda", "--proxy", "--function", "hello"];

let serial = 0;
const server = await serve(join(folder, "served.json"));
let ready = 0;
for (let i = 0; i <= rounds + 8; i++) await makeResource(`ready${i}`);
const tab = (line) => [bin, "__complete", "zsh", line, ""];
// Each with the ratio that it is held to.
const cases = [
  ["apigw --version", () => [bin, "--version"], {}, 1.2],
  ["apigw --help", () => [bin, "--help"], {}, 1.5],
  ["apigw create-method --help", () => [bin, "create-method", "--help"], {}, 1.5],
  ["TAB, a flag", () => tab("apigw create-method --integr"), {}, 1.3],
  ["TAB, an enum value", () => tab("apigw create-method --integration v"), {}, 1.3],
  [
    "TAB, an API from the cache",
    () => tab("apigw create-method --api pet"),
    { AWS_ENDPOINT_URL: server.url },
    1.5,
  ],
  [
    "TAB, a path from the cache",
    () => tab("apigw create-method --api petstore --resource /p"),
    { AWS_ENDPOINT_URL: server.url },
    1.5,
  ],
  ["TAB, an API of the sandbox", () => tab("apigw create-method --sandbox --api pet")],
  [
    "create-method --sandbox (mock, 4 writes)",
    () => [
      bin,
      ...create(
        `/sandbox${serial}`,
        "--create-resource",
        "--integration",
        "mock",
        "--sandbox",
        "--sandbox-state",
        join(folder, "own.json"),
      ),
    ],
  ],
  [
    "create-method over HTTP (lambda, 4 writes)",
    () => [bin, ...create(`/ready${ready++}`, ...lambda)],
    { AWS_ENDPOINT_URL: server.url },
    3.2,
  ],
];

console.log(`Node ${process.version}, ${rounds} rounds; each round runs every case next to \`node -e 0\`.\n`);
console.log(`${"case".padEnd(46)}${"ms".padStart(8)}${"x node -e 0".padStart(14)}${"at most".padStart(10)}`);
try {
  const base = [];
  for (const [name, args, extra, most] of cases) {
    const times = [];
    const ratios = [];
    serial++;
    // Caches warm, as for every run but a machine's first; what TAB fetched apart has come by the second.
    time(process.execPath, args(), extra);
    serial++;
    time(process.execPath, args(), extra);
    for (let round = 0; round < rounds; round++) {
      serial++;
      const floor = time(process.execPath, ["-e", "0"]);
      const taken = time(process.execPath, args(), extra);
      base.push(floor);
      times.push(taken);
      ratios.push(taken / floor);
    }
    console.log(
      `${name.padEnd(46)}${median(times).toFixed(0).padStart(8)}${median(ratios).toFixed(2).padStart(14)}${(most?.toFixed(1) ?? "").padStart(10)}${most !== undefined && median(ratios) > most ? "  missed" : ""}`,
    );
  }
  console.log(`${"node -e 0".padEnd(46)}${median(base).toFixed(0).padStart(8)}${"1.00".padStart(14)}`);
  compareWithAws();
} finally {
  server.stop();
  // What TAB started apart may still write there.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** A resource for a method to be created on: four writes are what is timed. */
async function makeResource(pathPart) {
  const call = async (path, body) => {
    const answer = await fetch(server.url + path, {
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
      headers: {
        "content-type": "application/json",
        authorization:
          "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0",
      },
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const { item: apis } = await call("/restapis");
  const api = apis.find(({ name }) => name === "petstore").id;
  const { item: resources } = await call(`/restapis/${api}/resources`);
  await call(`/restapis/${api}/resources/${resources.find(({ path }) => path === "/").id}`, { pathPart });
}

/** The same four writes as `aws` commands, where the AWS CLI is there. */
function compareWithAws() {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore", env });
  } catch {
    console.log("\nThe AWS CLI is not on the PATH: not compared.");
    return;
  }
  const aws = (...args) =>
    JSON.parse(
      execFileSync("aws", ["--endpoint-url", server.url, "--output", "json", ...args], {
        env,
        encoding: "utf8",
      }) || "{}",
    );
  const { items } = aws("apigateway", "get-rest-apis");
  const api = items.find(({ name }) => name === "petstore").id;
  const root = aws("apigateway", "get-resources", "--rest-api-id", api).items.find(
    ({ path }) => path === "/",
  ).id;
  const ours = [];
  const theirs = [];
  for (let round = 0; round < 3; round++) {
    const { id } = aws(
      "apigateway",
      "create-resource",
      "--rest-api-id",
      api,
      "--parent-id",
      root,
      "--path-part",
      `aws${round}`,
    );
    const at = ["--rest-api-id", api, "--resource-id", id, "--http-method", "GET"];
    const start = process.hrtime.bigint();
    aws("apigateway", "put-method", ...at, "--authorization-type", "NONE");
    aws("apigateway", "put-method-response", ...at, "--status-code", "200");
    aws(
      "apigateway",
      "put-integration",
      ...at,
      "--type",
      "AWS_PROXY",
      "--integration-http-method",
      "POST",
      "--uri",
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:hello/invocations",
    );
    aws(
      "lambda",
      "add-permission",
      "--function-name",
      "hello",
      "--statement-id",
      `bench${round}`,
      "--action",
      "lambda:InvokeFunction",
      "--principal",
      "apigateway.amazonaws.com",
      "--source-arn",
      `arn:aws:execute-api:us-east-1:123456789012:${api}/*/GET/aws${round}`,
    );
    theirs.push(Number(process.hrtime.bigint() - start) / 1e6);
    serial++;
    ours.push(
      time(process.execPath, [bin, ...create(`/ready${ready++}`, ...lambda)], {
        AWS_ENDPOINT_URL: server.url,
      }),
    );
  }
  console.log(
    `\nThe same four writes as four \`aws\` commands: ${median(theirs).toFixed(0)} ms, ${(median(theirs) / median(ours)).toFixed(1)} times as long as apigw (${median(ours).toFixed(0)} ms).`,
  );
}
