import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandPage, errorsPage, indexPage, topicPage } from "../../src/cli/describe/markdown.ts";
import { commandMan, programMan } from "../../src/cli/describe/roff.ts";
import { rulePage, rulesIndex } from "../../src/cli/describe/rules.ts";
import { topics } from "../../src/cli/describe/topics.ts";
import { TOPICS } from "../../src/cli/help.ts";
import { RULES, type RuleId } from "../../src/gateway/checks/rule-ids.ts";
import { commands } from "../commands.ts";

// The reference and the man pages are what the declarations generate, no more and no less: `--update` writes them.

const root = join(import.meta.dirname, "../..");

const PAGES: Readonly<Record<string, string>> = {
  "docs/reference/README.md": indexPage(commands, TOPICS),
  "docs/errors.md": errorsPage(),
  ...Object.fromEntries(commands.map((one) => [`docs/reference/${one.name}.md`, commandPage(one)])),
  ...Object.fromEntries(
    TOPICS.map(({ value, description }) => [
      `docs/topics/${value}.md`,
      topicPage(value, description, topics[value]),
    ]),
  ),
  "docs/rules/README.md": rulesIndex(),
  ...Object.fromEntries((Object.keys(RULES) as RuleId[]).map((id) => [`docs/rules/${id}.md`, rulePage(id)])),
  "man/apigw.1": programMan(commands),
  ...Object.fromEntries(commands.map((one) => [`man/apigw-${one.name}.1`, commandMan(one)])),
};

describe("what is generated is what is checked in", () => {
  it.each(Object.entries(PAGES))("%s", async (file, text) => {
    await expect(text).toMatchFileSnapshot(join(root, file));
  });

  it.each(["docs/reference", "docs/rules", "docs/topics", "man"])("%s holds nothing else", (folder) => {
    const there = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    expect(there.filter((file) => !(file in PAGES))).toEqual([]);
  });
});
