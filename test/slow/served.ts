import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The Node that the built program runs on: the tests' own, or the one that APIGW_TEST_NODE names. */
export const NODE = process.env.APIGW_TEST_NODE ?? process.execPath;

export const BIN = join(import.meta.dirname, "../../bin/apigw.js");

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in this environment and no other. */
export const runProgram = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(file, args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ exit: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr }),
    );
  });

/** A served sandbox of its own, and programs run against it. */
export interface Served {
  readonly url: string;
  readonly folder: string;
  run(file: string, args: readonly string[]): Promise<Ran>;
  stop(): Promise<void>;
}

/** Starts `apigw sandbox` as a process, with a state and a home of its own. */
export async function startSandbox(...flags: readonly string[]): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), "apigw-slow-"));
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME, // version managers find their programs by it
    XDG_STATE_HOME: folder,
    AWS_CONFIG_FILE: join(folder, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_PAGER: "",
  };
  const child: ChildProcess = spawn(
    NODE,
    [BIN, "sandbox", "--port", "0", "--sandbox-state", join(folder, "state.json"), ...flags],
    { env, stdio: ["ignore", "pipe", "inherit"] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the sandbox left with ${code}`)));
    child.stdout?.once("data", (chunk) => resolve(String(chunk).split("\n")[0] ?? ""));
  });
  return {
    url,
    folder,
    run: (file, args) => runProgram(file, args, { ...env, AWS_ENDPOINT_URL: url }),
    async stop() {
      child.removeAllListeners("exit");
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
