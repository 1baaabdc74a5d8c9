import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const ROOT = resolve(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "node_modules/.cache/apigw-test");

/** Bundles a TypeScript entry of the tests so that plain Node runs it in a process of its own. */
export async function bundled(entry: string): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `${entry}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${entry}.ts`)],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

export interface ServedProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** Starts a served sandbox in a process of its own; resolves once it printed its URL. */
export function serveInProcess(
  script: string,
  stateFile: string,
  ...flags: string[]
): Promise<ServedProcess> {
  const child = spawn(process.execPath, [script, stateFile, "0", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  return new Promise((started, failed) => {
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once("exit", (code) => failed(new Error(`the sandbox ended with ${code}: ${errors}`)));
    child.stdout.once("data", (chunk: Buffer) => {
      const kill = async () => {
        child.kill("SIGKILL");
        await ended;
      };
      started({ url: chunk.toString().trim(), child, kill });
    });
  });
}
