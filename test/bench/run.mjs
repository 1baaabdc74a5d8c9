// Times whole processes as ratios to `node -e 0`, run in turn within this run: absolute times drift, ratios do not.
// Usage: npm run bench [-- rounds]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { awsCommands, fourWrites } from "./aws-cli.mjs";
import { largeDocument } from "./large.mjs";
import { printProfile } from "./profile.mjs";
import { serve } from "./served.mjs";

const rounds = Number(process.argv[2] ?? 21);
const bin = fileURLToPath(new URL("../../bin/apigw.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "apigw-bench-"));

// What stands in the way to AWS here is no measure of anything, and Node 20 parses NODE_EXTRA_CA_CERTS at every start.
const OF_THE_WAY = /^(?:https?_proxy|no_proxy|(?:aws|requests)_ca_bundle|node_extra_ca_certs)$/i;
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_THE_WAY.test(name)));
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

function time(
  args,
  extra = {},
  run = (words, around) => spawnSync(process.execPath, words, { env: around }),
) {
  const start = process.hrtime.bigint();
  const { status, stderr } = run(args, { ...env, ...extra });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(" ")} left with ${status}: ${stderr}`);
  return milliseconds;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

let serial = 0;
const server = await serve(bin, join(folder, "served.json"), env);
const overHttp = { AWS_ENDPOINT_URL: server.url };
const create = (path, ...rest) => [
  bin,
  ...["create-method", "--api", "petstore", "--resource", path, "--method", "GET", ...rest],
];
const line = (args, extra) => (run) => time([bin, ...args], extra, run);
const tab = (text, extra) => line(["__complete", "zsh", text, ""], extra);
/** Four writes to a server on loopback, on a resource that goes again. */
const served =
  (...integration) =>
  async (run) => {
    const part = `part${serial++}`;
    const id = await server.resource(part);
    const taken = time(create(`/${part}`, ...integration), overHttp, run);
    await server.forget(id);
    return taken;
  };
await server.importLarge(largeDocument(300), 10);
const looks = (...words) => line([...words, "--api", "large", "--output", "json"], overHttp);
const lambda = served("--integration", "lambda", "--proxy", "--function", "hello");

// Each with the ratio that it is held to.
const cases = [
  ["apigw --version", line(["--version"]), 1.2],
  ["apigw --help", line(["--help"]), 1.5],
  ["apigw create-method --help", line(["create-method", "--help"]), 1.5],
  ["TAB, a flag", tab("apigw create-method --integr"), 1.3],
  ["TAB, an enum value", tab("apigw create-method --integration v"), 1.3],
  ["TAB, an API from the cache", tab("apigw create-method --api pet", overHttp), 1.5],
  ["TAB, a path from the cache", tab("apigw create-method --api petstore --resource /p", overHttp), 1.5],
  ["TAB, an API of the sandbox", tab("apigw create-method --sandbox --api pet")],
  [
    "create-method --sandbox (mock, 4 writes)",
    (run) => {
      const state = ["--sandbox", "--sandbox-state", join(folder, `own${serial++}.json`)];
      return time(create("/pets/{petId}", "--integration", "mock", ...state), {}, run);
    },
  ],
  ["create-method over HTTP (mock, 4 writes)", served("--integration", "mock"), 3.2],
  ["create-method over HTTP (lambda, 4 writes)", lambda, 3.2],
  ["list-methods, 900 methods", looks("list-methods")],
  ["list-methods --stages, 900 methods in 10", looks("list-methods", "--stages")],
  ["status, 900 methods in 10 stages", looks("status")],
];

console.log(`Node ${process.version}, ${rounds} rounds; each round runs every case next to \`node -e 0\`.\n`);
console.log(`${"case".padEnd(46)}${"ms".padStart(8)}${"x node -e 0".padStart(14)}${"at most".padStart(10)}`);
try {
  const base = [];
  const missed = [];
  for (const [name, run, most] of cases) {
    const times = [];
    const ratios = [];
    // Caches warm, as for every run but a machine's first; what TAB fetched apart has come by the second.
    await run();
    await run();
    for (let round = 0; round < rounds; round++) {
      const floor = time(["-e", "0"]);
      const taken = await run();
      base.push(floor);
      times.push(taken);
      ratios.push(taken / floor);
    }
    const tooMuch = most !== undefined && median(ratios) > most;
    if (tooMuch) missed.push([name, run]);
    console.log(
      `${name.padEnd(46)}${median(times).toFixed(0).padStart(8)}${median(ratios).toFixed(2).padStart(14)}${(most?.toFixed(1) ?? "").padStart(10)}${tooMuch ? "  missed" : ""}`,
    );
  }
  console.log(`${"node -e 0".padEnd(46)}${median(base).toFixed(0).padStart(8)}${"1.00".padStart(14)}`);
  await compareWithAws();
  for (const [name, run] of missed) await printProfile(name, 5, run);
} finally {
  await server.stop();
  // What TAB started apart may still write there.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function compareWithAws() {
  const commands = awsCommands(env);
  if (commands.size === 0) console.log("\nThe AWS CLI is not there: not compared.");
  for (const [command, version] of commands) {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < 3; round++) {
      const id = await server.resource(`aws${serial}`);
      theirs.push(fourWrites(command, server, id, serial++, env));
      await server.forget(id);
      ours.push(await lambda());
    }
    console.log(
      `\nThe same four writes as four commands of ${version}: ${median(theirs).toFixed(0)} ms, ${(median(theirs) / median(ours)).toFixed(1)} times as long as apigw (${median(ours).toFixed(0)} ms; at least 25 is wanted).`,
    );
  }
}
