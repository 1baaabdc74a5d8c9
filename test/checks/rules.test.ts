import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as apigateway from "@aws-sdk/client-api-gateway";
import { describe, expect, test } from "vitest";
import { PAGES } from "../../src/gateway/checks/pages/index.ts";
import type { Example } from "../../src/gateway/checks/pages/page.ts";
import { RULES, type RuleId } from "../../src/gateway/checks/rule-ids.ts";
import { freshPlace, type Place } from "../cli/run.ts";
import { words } from "../cli/words.ts";
import type { Found } from "./planted.ts";

// Each rule's example, as its page prints it, produces what the rule finds.

const camel = (kebab: string) => kebab.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (kebab: string) => camel(`-${kebab}`);
const TEXTS = new Set([
  "uri",
  "selectionPattern",
  "assumeRolePolicyDocument",
  "policyDocument",
  "statusCode",
]);

/** The value of a flag of the AWS CLI: JSON, `a=b,c=d`, or a text. */
function flagValue(name: string, value: string): unknown {
  if (name === "patchOperations")
    return [
      Object.fromEntries(
        value.split(",").map((part) => [part.split("=")[0], part.split("=").slice(1).join("=")]),
      ),
    ];
  return /^[[{]/.test(value) && !TEXTS.has(name) ? JSON.parse(value) : value;
}

/** Runs a line of the AWS CLI with the SDK. */
async function aws({ account }: Place, line: string, ids: Readonly<Record<string, string>>): Promise<void> {
  const filled = line.replaceAll(/\$([A-Z_0-9]+)/g, (_, name: string) => ids[name] ?? "");
  const [service = "", operation = "", ...rest] = filled.split(" ");
  const flags = rest.reduce<[string, string][]>((all, word) => {
    if (word.startsWith("--")) all.push([camel(word.slice(2)), ""]);
    else {
      const last = all.at(-1);
      if (last) last[1] = last[1] === "" ? word : `${last[1]} ${word}`;
    }
    return all;
  }, []);
  const upper = service === "apigateway" ? (name: string) => name : (name: string) => pascal(name);
  const input = Object.fromEntries(
    flags.map(([name, value]) => [
      upper(name.replace(/Arns$/, service === "apigateway" ? "ARNs" : "Arns")),
      flagValue(name, value),
    ]),
  );
  if (service === "apigateway") {
    const make = (apigateway as unknown as Record<string, new (input: object) => never>)[
      `${pascal(operation)}Command`
    ];
    if (!make) throw new Error(`no operation ${operation}`);
    await account.gateway.send(new make(input));
  } else if (service === "iam") {
    if (operation === "create-role") await account.iam.createRole(input as never);
    else await account.iam.putRolePolicy(input as never);
  } else await account.functions.addPermission(input as never);
}

async function produce(
  place: Place,
  {
    flags,
    before = [],
    after = [],
    commands = [],
    edits = [],
    all,
    method = "POST",
    resource = "/example",
  }: Example,
  check: string,
) {
  const { gateway } = place.account;
  const restApiId = place.apiId;
  const ids: Record<string, string> = { API: restApiId };
  const find = async () => {
    const { items = [] } = await gateway.getResources({ restApiId, limit: 500 });
    ids.RESOURCE = items.find(({ path }) => path === resource)?.id ?? "";
    ids.AUTHORIZER =
      (await gateway.getAuthorizers({ restApiId })).items?.find(({ name }) => name === "gone")?.id ?? "";
    ids.LINK = (await gateway.getVpcLinks({})).items?.[0]?.id ?? "";
    return items.find(({ path }) => path === "/")?.id ?? "";
  };
  const root = await find();
  if (flags === undefined)
    ids.RESOURCE =
      (await gateway.createResource({ restApiId, parentId: root, pathPart: "example" })).id ?? "";
  for (const line of before) await aws(place, line, ids);
  for (const line of commands) {
    const run = await place.run(`apigw ${line.replace("--sandbox ", "")}`);
    expect(run.exit, run.stderr).toBe(0);
  }
  if (flags !== undefined) {
    const at = `--api petstore --resource ${resource} --method ${method} --create-resource`;
    const run = await place.run([
      "apigw",
      "create-method",
      ...words(`${at} ${flags}`),
      "--skip-check",
      check,
    ]);
    expect(run.exit, run.stderr).toBe(0);
    await find();
  }
  for (const line of after) await aws(place, line, ids);
  // As sed does it: in each line the first.
  const state = join(place.folder, "state.json");
  for (const [from, to] of edits) {
    const lines = readFileSync(state, "utf8").split("\n");
    expect(
      lines.some((line) => line.includes(from)),
      from,
    ).toBe(true);
    writeFileSync(state, lines.map((line) => line.replace(from, () => to)).join("\n"));
  }
  const at = all ? "--all" : `--resource ${resource} --method ${method}`;
  const run = await place.run(`apigw check-method --api petstore ${at} --output json`);
  return JSON.parse(run.stdout).findings as readonly Found[];
}

describe("a rule's example", () => {
  test.each(Object.keys(RULES) as RuleId[])("of %s produces it", async (id) => {
    const { example } = PAGES[id];
    const place = await freshPlace();
    const found = await produce(place, example, RULES[id][0]);
    expect(
      found.map(({ rule }) => rule),
      JSON.stringify(found),
    ).toContain(id);
    expect(found.find(({ rule }) => rule === id)?.level).toBe(RULES[id][1]);
  });
});

describe("check-method as a linter", () => {
  const two = async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --api petstore --resource /pets --method PUT --integration aws --service sqs --integration-method POST --path-override 123456789012/pets --role arn:aws:iam::123456789012:role/nobody --request-template 'application/json=Action=SendMessage&MessageBody=$input.body' --skip-check role",
    );
    expect(run.exit, run.stderr).toBe(0);
    const look = (more: string, around = {}) =>
      place.run(`apigw check-method --api petstore --resource /pets --method PUT ${more}`, around);
    return { place, look };
  };
  const rules = (run: { stdout: string }) =>
    (JSON.parse(run.stdout).findings as Found[]).map(({ rule }) => rule).sort();

  test("--rule reports one alone, --ignore leaves one out", async () => {
    const { look } = await two();
    expect(rules(await look("--output json"))).toEqual(["form-unencoded", "role-missing"]);
    expect(rules(await look("--output json --rule role-missing"))).toEqual(["role-missing"]);
    const run = await look("--output json --ignore role-missing");
    expect(rules(run)).toEqual(["form-unencoded"]);
    expect(run.exit).toBe(1);
    expect(await look("--rule no-such-rule")).toMatchObject({ exit: 2, stdout: "" });
  });

  test.each([
    ["error", 1],
    ["warning", 1],
    ["never", 0],
  ])("--fail-on %s leaves with %d", async (level, exit) => {
    const { look } = await two();
    expect((await look(`--fail-on ${level}`)).exit).toBe(exit);
  });

  test("--fail-on error is content with a warning, warning not", async () => {
    const { look } = await two();
    expect((await look("--rule form-unencoded --fail-on error")).exit).toBe(0);
    expect((await look("--rule form-unencoded")).exit).toBe(1);
  });

  test("an ignore file has reasons; a line that finds nothing any more is named", async () => {
    const { place, look } = await two();
    const files = {
      ".apigw-ignore":
        "# ours\nrole-missing PUT /pets # made by another team\nform-unencoded # encoded by callers\n",
    };
    const run = await look("--ignore-file .apigw-ignore --output json", { files });
    expect(run.exit, run.stderr).toBe(0);
    const { findings, ignored } = JSON.parse(run.stdout);
    expect(findings).toEqual([]);
    expect(ignored.map((one: { rule: string; reason: string }) => [one.rule, one.reason])).toEqual([
      ["role-missing", "made by another team"],
      ["form-unencoded", "encoded by callers"],
    ]);
    const people = await look("--ignore-file .apigw-ignore", { files });
    expect(people.stdout).toContain("2 ignored.");
    const stale = await place.run("apigw check-method --api petstore --all --ignore-file stale", {
      files: { stale: "function-missing # gone\n" },
    });
    expect(stale.stderr).toContain("line 1 of stale ignores function-missing, which is not found any more");
  });

  test.each([
    ["no-such-rule # why", 'line 1: there is no rule "no-such-rule"'],
    ["role-missing", "line 1: role-missing has no reason"],
    ["role-missing pets # x", 'line 1: "pets" is no method'],
  ])("an ignore file with %s is refused", async (text, says) => {
    const { look } = await two();
    const run = await look("--ignore-file f", { files: { f: text } });
    expect(run).toMatchObject({ exit: 2, stdout: "" });
    expect(run.stderr).toContain(says);
  });

  test("an ignore file that is not there is said", async () => {
    const { look } = await two();
    expect((await look("--ignore-file nowhere")).stderr).toContain("nowhere cannot be read");
  });

  test("a value of JSON in a page is one word of the shell", () => {
    for (const { example } of Object.values(PAGES))
      for (const line of [...(example.before ?? []), ...(example.after ?? [])])
        for (const word of line.split(" "))
          if (word.startsWith("{")) expect(() => JSON.parse(word), line).not.toThrow();
  });

  test("SARIF has the rules with their words, and what is ignored as suppressed", async () => {
    const { look } = await two();
    const run = await look("--ignore-file f --output sarif", { files: { f: "role-missing # theirs" } });
    const [log] = JSON.parse(run.stdout).runs;
    const { rules: described } = log.tool.driver;
    expect(described.map(({ id }: { id: string }) => id)).toEqual(["form-unencoded", "role-missing"]);
    for (const one of described) {
      expect(one.shortDescription.text).toMatch(/\.$/);
      expect(one.help.text).toMatch(/\w/);
      expect(one.defaultConfiguration.level).toMatch(/^(?:error|warning|note)$/);
    }
    for (const one of log.results) expect(described[one.ruleIndex].id).toBe(one.ruleId);
    expect(
      log.results.find(({ ruleId }: { ruleId: string }) => ruleId === "role-missing").suppressions,
    ).toEqual([{ kind: "external", justification: "theirs" }]);
  });
});
