import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BIN, type Served, startSandbox } from "./served.ts";

const PATIENCE_MS = 30_000;
const CREATE = ["create-method", "--api", "petstore", "--resource", "/a/b", "--create-resource"];
const MOCK = ["--method", "GET", "--integration", "mock"];

let served: Served;
beforeEach(async () => {
  served = await startSandbox("--fault", "slow:PutIntegration:1", "--fault", "slow:PutIntegrationResponse:1");
});
afterEach(() => served.stop());

/** The program as a process, and what it has said so far. */
function start(): { child: ChildProcess; said(): string; left: Promise<number | string | null> } {
  const child = spawn(process.execPath, [BIN, ...CREATE, ...MOCK, "--verbose"], {
    env: {
      PATH: process.env.PATH,
      HOME: served.folder,
      XDG_STATE_HOME: served.folder,
      AWS_ENDPOINT_URL: served.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "sandbox",
      AWS_SECRET_ACCESS_KEY: "sandbox",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  const left = new Promise<number | string | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? code)),
  );
  return { child, said: () => text, left };
}

async function until(said: () => string, words: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!said().includes(words)) {
    if (Date.now() > deadline) throw new Error(`"${words}" was never said:\n${said()}`);
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

const resources = async () => {
  const { stdout } = await served.run(process.execPath, [
    BIN,
    ...CREATE,
    ...MOCK,
    "--dry-run",
    "--query",
    "calls[].operation",
    "--output",
    "json",
  ]);
  return (JSON.parse(stdout) as string[]).filter((operation) => operation.endsWith("CreateResource"));
};

describe("a signal while the calls are under way", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s: the call is finished, all is taken back, 130",
    async (signal) => {
      const { child, said, left } = start();
      await until(said, "apigateway:PutMethodResponse");
      child.kill(signal);
      expect(await left, said()).toBe(130);
      expect(said()).toContain("All that had been done was taken back: nothing is left changed.");
      expect(await resources()).toHaveLength(2);
    },
  );

  test("a second one stops at once", async () => {
    const { child, said, left } = start();
    await until(said, "apigateway:PutMethodResponse");
    child.kill("SIGINT");
    await until(said, "Stopping after this call");
    child.kill("SIGINT");
    expect(await left).toBe(130);
    expect(said()).toContain("Stopped at once");
    const [, run] = /apigw resume (\S+) --back/.exec(said()) ?? [];
    // What it left is taken back by the command that it printed.
    const back = await served.run(process.execPath, [BIN, "resume", run ?? "", "--back"]);
    expect(back.stdout, back.stderr).toContain("Undone run");
    expect(await resources()).toHaveLength(2);
  });
});
