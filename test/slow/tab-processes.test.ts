import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { SHELLS } from "../../src/completion/shells/shell.ts";
import { entriesOf } from "../../src/settings/read.ts";
import { commands } from "../commands.ts";
import { BIN } from "./served.ts";

const folder = mkdtempSync(join(tmpdir(), "apigw-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = [
  ...commands.flatMap(({ name, settings }) => [
    name,
    ...entriesOf(settings).map(([, { flag }]) => `--${flag}`),
  ]),
  ...[
    "--sandbox",
    "petstore",
    "/pets",
    "'",
    '"',
    "$(touch PWNED)",
    "`touch PWNED`",
    "@",
    "-",
    "\n",
    "🎉",
    "\u202e",
    "=",
    ":",
  ],
];

describe("TAB as a process", () => {
  it("ends with 0 and says nothing but candidates, 400 times", () => {
    const lines = fc.sample(
      fc.tuple(
        fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })), { maxLength: 8 }),
        fc.constantFrom(...SHELLS, "nonsense"),
        fc.nat(200),
      ),
      400,
    );
    for (const [words, shell, cursor] of lines) {
      const line = `apigw ${words.join(" ")}`.replaceAll("\0", "");
      const args = [line.slice(0, cursor), line.slice(cursor)];
      const { status, stderr, signal } = spawnSync(process.execPath, [BIN, "__complete", shell, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, APIGW_SANDBOX: "1", COLUMNS: "80" },
        encoding: "utf8",
        timeout: 30_000,
      });
      expect({ status, stderr, signal }, JSON.stringify([shell, ...args])).toEqual({
        status: 0,
        stderr: "",
        signal: null,
      });
    }
  });
});
