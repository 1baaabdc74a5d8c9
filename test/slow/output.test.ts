import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN } from "./served.ts";

// A device that is always full is Linux's.
const full = existsSync("/dev/full");

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "apigw-output-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function intoFull(words: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...words], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    encoding: "utf8",
  });
  return { status, stderr };
}

describe.skipIf(!full)("standard output that cannot be written", () => {
  const MOCK = ["--sandbox", "--api", "petstore", "--resource", "/pets", "--integration", "mock"];

  test.each([
    [["--version"]],
    [["--help"]],
    [["create-method", "--help"]],
    [["history"]],
    [["create-method", ...MOCK, "--method", "PUT", "--dry-run"]],
    [["test-method", "--sandbox", "--api", "petstore", "--resource", "/pets", "--method", "GET"]],
  ])("%j: a word on standard error, and 1", (words) => {
    const { status, stderr } = intoFull(words);
    expect(status, stderr).toBe(1);
    expect(stderr).toMatch(/standard output cannot be written/i);
    expect(stderr).not.toContain("    at ");
  });

  test("a change that is done: 10, and what was done is said", () => {
    const { status, stderr } = intoFull(["create-method", ...MOCK, "--method", "PUT"]);
    expect(status, stderr).toBe(10);
    expect(stderr).toContain("Created PUT /pets of petstore");
    expect(stderr).toContain("It is done, but the answer could not be written");
  });

  test("a reader that went away is no fault", () => {
    const { status, stdout } = spawnSync(
      "sh",
      ["-c", `"${process.execPath}" "${BIN}" create-method --help | head -1`],
      { env: { PATH: process.env.PATH, HOME: home }, encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).toContain("Usage:");
  });
});

test("an endpoint that never answers: it is said what is waited for, and not for long", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await new Promise((resume) => silent.once("listening", resume));
  const { port } = silent.address() as { port: number };
  const { spawn } = await import("node:child_process");
  const child = spawn(
    process.execPath,
    [
      BIN,
      "test-method",
      "--api",
      "petstore",
      "--resource",
      "/pets",
      "--method",
      "GET",
      "--cli-read-timeout",
      "4",
    ],
    {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "none",
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resume) => child.once("exit", resume));
  silent.close();
  expect(code, said).toBe(7);
  expect(said).toContain("Waiting for the answer to apigateway:GetRestApis (3 s)");
});
