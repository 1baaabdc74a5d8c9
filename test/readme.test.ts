import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.ts";
import { methodSettings } from "../src/settings/method.ts";
import { entriesOf } from "../src/settings/read.ts";
import { commonSettings } from "../src/settings/shared-flags.ts";
import { testSettings } from "../src/settings/test-method.ts";

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

  it.each(commands.map(({ name }) => name))("names the command %s", (name) =>
    expect(readme).toContain(`apigw ${name}`),
  );
});
