import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { methodSettings } from "../src/settings/method.ts";
import { entriesOf } from "../src/settings/read.ts";
import { commonSettings } from "../src/settings/shared-flags.ts";
import { freshPlace } from "./cli/run.ts";
import { commands } from "./commands.ts";

const page = (name: string): string => readFileSync(join(import.meta.dirname, "..", name), "utf8");
const readme = page("README.md");
const FIELDS = page("docs/guides/console-fields.md");
const PAGES = [
  "README.md",
  ...readdirSync(join(import.meta.dirname, "../docs/guides")).map((name) => `docs/guides/${name}`),
];

describe("the README", () => {
  it("has the two commands", () => {
    expect(readme).toContain("npm ci && npx apigw create-method --sandbox ");
    expect(readme).toMatch(/^npm cit$/m);
  });

  it("has a way for a new user that works line by line, in order", async () => {
    const place = await freshPlace();
    const lines = [...readme.matchAll(/^(?:npm ci && )?(?:npx )?(apigw .*--sandbox .*)$/gm)].map(
      ([, line = ""]) => line,
    );
    expect(lines.length).toBeGreaterThan(4);
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

  it.each(commands.map(({ name }) => name))("names the command %s", (name) =>
    expect(readme).toContain(`apigw ${name}`),
  );
});

describe("the console's fields, as flags", () => {
  it.each(Object.values({ ...methodSettings, ...commonSettings }).map(({ flag }) => flag))(
    "has --%s",
    (flag) => expect(FIELDS).toMatch(new RegExp(`--(no-)?${flag}\\b`)),
  );
});

describe.each(PAGES)("%s", (name) => {
  it("names no flag that is none of ours", () => {
    const ours = new Set([
      ...commands.flatMap(({ settings }) =>
        entriesOf(settings).flatMap(([, { flag }]) => [flag, `no-${flag}`]),
      ),
      "help", // every command
      // The AWS CLI's
      "endpoint-url",
      "change-set-type",
      "template-body",
      "resource-mapping", // the CDK's
    ]);
    const named = [...page(name).matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(([, flag = ""]) => flag);
    expect(named.filter((flag) => !ours.has(flag))).toEqual([]);
  });

  it("links to pages that there are", () => {
    const links = [...page(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    const root = join(import.meta.dirname, "..", dirname(name));
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
