// Where the time of a whole process goes, by V8's profiler, which itself takes about a third more.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const KINDS = [
  ["waiting for the server", ({ functionName }) => functionName === "(idle)"],
  ["garbage collection", ({ functionName }) => functionName === "(garbage collector)"],
  ["compiled code: taking it in", ({ functionName, url }) => functionName === "Script" && url === "node:vm"],
  [
    "files: reading them",
    ({ functionName, url }) => url === "" && /^(?:read|open|close|fstat)$/.test(functionName),
  ],
  ["Node's modules: loading them", ({ functionName }) => functionName === "compileForInternalLoader"],
  [
    "Node: http, net, streams",
    ({ url }) => /^node:(?:_?http|net|internal\/(?:streams|stream_base|http)|events|buffer)/.test(url),
  ],
  ["Node: the rest", ({ url, functionName }) => url.startsWith("node:") || functionName.startsWith("(")],
  ["the AWS SDK", ({ url }) => /\/dist\/(?:apigateway|lambda|client|dist-es|load)[^/]*$/.test(url)],
  ["commander", ({ url }) => /\/dist\/program[^/]*$/.test(url)],
  ["apigw", ({ url }) => url !== ""],
  ["native code", () => true],
];

/** Prints the milliseconds of each kind, of the mean of several runs. */
export async function printProfile(name, rounds, runOnce) {
  const folder = mkdtempSync(join(tmpdir(), "apigw-profile-"));
  const spent = new Map(KINDS.map(([kind]) => [kind, 0]));
  try {
    for (let round = 0; round < rounds; round++)
      await runOnce((args, env) =>
        spawnSync(
          process.execPath,
          ["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval", "50", ...args],
          { env },
        ),
      );
    const files = readdirSync(folder).filter((file) => file.endsWith(".cpuprofile"));
    for (const file of files) {
      const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
      samples.forEach((id, i) => {
        const [kind] = KINDS.find(([, fits]) => fits(frames.get(id)));
        spent.set(kind, spent.get(kind) + timeDeltas[i] / 1000 / files.length);
      });
    }
    const total = [...spent.values()].reduce((sum, one) => sum + one, 0);
    console.log(`\n${name}: where ${total.toFixed(0)} ms go under the profiler`);
    for (const [kind, milliseconds] of [...spent].sort(([, a], [, b]) => b - a))
      if (milliseconds >= 0.05)
        console.log(
          `  ${kind.padEnd(34)}${milliseconds.toFixed(1).padStart(6)} ms ${((100 * milliseconds) / total).toFixed(0).padStart(4)} %`,
        );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
