// API Gateway's limit on its control plane, 10 calls a second after 40 at once: how near to it runs come that keep below
// it, one process after the other and two at once. Nothing may fail.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/apigw.js", import.meta.url));
const RATE = 10;
const BURST = 40;
const RUNS = 50;

/** Starts the sandbox; its answers are counted by what it says of each call. */
async function served(folder) {
  const child = spawn(
    process.execPath,
    [
      BIN,
      "sandbox",
      "--port",
      "0",
      "--sandbox-state",
      join(folder, "state.json"),
      "--throttle",
      `${RATE}:${BURST}`,
      "--verbose",
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let answered = 0;
  child.stderr.on("data", (chunk) => {
    answered += String(chunk)
      .split("\n")
      .filter((line) => /^apigateway:\S+ 2\d\d$/.test(line)).length;
  });
  const url = await new Promise((resolve) =>
    child.stdout.once("data", (chunk) => resolve(String(chunk).split("\n")[0])),
  );
  return { url, answered: () => answered, stop: () => child.kill() };
}

const run = (env, path) =>
  new Promise((resolve, reject) => {
    const words = [
      "create-method",
      "--api",
      "petstore",
      "--resource",
      path,
      "--create-resource",
      "--method",
      "GET",
    ];
    const child = spawn(process.execPath, [BIN, ...words, "--integration", "mock"], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}: ${said}`))));
  });

async function measure(processes) {
  const folder = mkdtempSync(join(tmpdir(), "apigw-throttle-"));
  const sandbox = await served(folder);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ENDPOINT_URL: sandbox.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "none",
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: processes }, async (_, n) => {
      for (let i = 0; i < RUNS / processes; i++) await run(env, `/p${n}x${i}`);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const calls = sandbox.answered();
  sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
  const least = (calls - BURST) / RATE;
  console.log(
    `${processes} at once: ${calls} calls in ${seconds.toFixed(1)} s, ${((least / seconds) * 100).toFixed(1)} % of what the limit allows; none failed`,
  );
}

await measure(1);
await measure(2);
