import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROJECT = join(import.meta.dirname, "../..");
const OWN_SETTINGS = /^(VITEST|APIGW_|NODE_ENV$|FORCE_COLOR$|GITHUB_ACTIONS$)/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-reporter-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of a run of a few test files, a report in JSON beside them as the project's checks ask for. */
function linesOf(recorded: string, ...files: string[]): Promise<string[]> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name)));
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/vitest.config.ts", ...files],
    {
      cwd: PROJECT,
      env: {
        ...env,
        NO_COLOR: "1",
        APIGW_RECORDED_DIR: recorded,
        APIGW_TEST_REPORT: join(folder, `${files.length}.json`),
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(text.trimEnd().split("\n")) : reject(new Error(`exit ${code}: ${text}`)),
    );
  });
}

test("a run without the recorded answers ends with where they were looked for and what that left out", async () => {
  const lines = await linesOf(
    "/nowhere/recorded",
    "test/recorded/control-plane.test.ts",
    "test/recorded/explained.test.ts",
    "test/sandbox/learned/vpc-links.test.ts",
  );
  expect(lines.slice(-3)).toEqual([
    "The recorded answers of AWS were not there: they were looked for in /nowhere/recorded (APIGW_RECORDED_DIR).",
    "Test files not run because of that: 2 (control-plane.test.ts, explained.test.ts).",
    "The rules learned from them ran as 7 of the project's own tests (test/sandbox/learned).",
  ]);
});

test("a run that does not reach the learned rules does not say that they ran", async () => {
  const lines = await linesOf("/nowhere/recorded", "test/gateway/patch.test.ts");
  expect(lines.slice(-2)).toEqual([
    "Test files not run because of that: 0 (none was asked for).",
    "The rules learned from them are the project's own tests in test/sandbox/learned: not part of this run.",
  ]);
});

test("a run with the recorded answers says nothing of them", async () => {
  writeFileSync(join(folder, "match.mjs"), "");
  const lines = await linesOf(
    folder,
    "test/gateway/patch.test.ts",
    "test/sandbox/learned/authorizers.test.ts",
  );
  expect(lines.filter((line) => /recorded answers/.test(line))).toEqual([]);
  expect(lines.at(-1)).toMatch(/^JSON report written to /);
});
