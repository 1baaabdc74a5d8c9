import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../src/cli/describe/endings.ts";
import { methodSettings } from "../src/settings/method.ts";
import { entriesOf } from "../src/settings/read.ts";
import { commonSettings } from "../src/settings/shared-flags.ts";
import { testSettings } from "../src/settings/test-method.ts";
import { freshPlace } from "./cli/run.ts";
import { commands } from "./commands.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

describe("the README", () => {
  it("has the two commands", () => {
    expect(readme).toContain("npm ci && npx apigw create-method --sandbox ");
    expect(readme).toMatch(/^npm cit$/m);
  });

  it.each(Object.values({ ...methodSettings, ...commonSettings, ...testSettings }).map(({ flag }) => flag))(
    "names --%s",
    (flag) => {
      expect(readme).toMatch(new RegExp(`--(no-)?${flag}\\b`));
    },
  );

  it("names no flag that is none of ours", () => {
    const ours = new Set([
      ...commands.flatMap(({ settings }) =>
        entriesOf(settings).flatMap(([, { flag }]) => [flag, `no-${flag}`]),
      ),
      "help", // every command
      "endpoint-url", // the AWS CLI's
    ]);
    const named = [...readme.matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, flag = ""]) => flag);
    expect(named.filter((flag) => !ours.has(flag))).toEqual([]);
  });

  it("has a way for a new user that works line by line, in order", async () => {
    const place = await freshPlace();
    const lines = [...readme.matchAll(/^(?:npm ci && )?(?:npx )?(apigw .*--sandbox .*)$/gm)].map(
      ([, line = ""]) => line,
    );
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      const run = await place.run(`${line} --sandbox-state ${place.folder}/own.json`);
      expect(run.exit, `${line}\n${run.stderr}`).toBe(0);
      // What is shown of the first is what it says.
      if (line === lines[0]) expect(readme).toContain(`\`\`\`\n${run.stdout}\`\`\``);
    }
  });

  it("shows the form as it was recorded", () => {
    const recorded = readFileSync(join(import.meta.dirname, "slow/screens/create-lambda-120.txt"), "utf8");
    expect(readme).toContain(`\`\`\`\n${recorded.split("\n\n-----")[0]}\n\`\`\``);
  });

  it("has the exit codes of the program, with what they mean", () => {
    const rows = [...readme.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, means]) => [
      Number(code),
      means,
    ]);
    expect(rows).toEqual(exitCodes.map(({ exitCode, means }) => [exitCode, means]));
  });

  it.each(commands.map(({ name }) => name))("names the command %s", (name) =>
    expect(readme).toContain(`apigw ${name}`),
  );
});
