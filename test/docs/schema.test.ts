import { describe, expect, test } from "vitest";
import { RESULTS } from "../../src/cli/describe/results.ts";
import { planSchema } from "../../src/cli/describe/schemas.ts";
import { schemaFaults } from "../../src/sandbox/invoke/json-schema.ts";
import { entriesOf } from "../../src/settings/read.ts";
import { freshPlace } from "../cli/run.ts";
import { commands } from "../commands.ts";

const PETS = "--api petstore --resource /pets";

describe("apigw schema", () => {
  const schema = async (words: string) => {
    const run = await (await freshPlace()).run(`apigw schema ${words}`);
    expect(run).toMatchObject({ exit: 0, stderr: "", calls: [] });
    return JSON.parse(run.stdout);
  };

  test("lists every command and says which of them write", async () => {
    const all = await schema("");
    expect(all.commands.map(({ name }: { name: string }) => name)).toEqual(commands.map(({ name }) => name));
    const writing = all.commands.filter(({ writes }: { writes: boolean }) => writes);
    expect(writing.map(({ name }: { name: string }) => name)).toEqual([
      "create-method",
      "update-method",
      "delete-method",
      "add-response",
      "remove-response",
      "create-resource",
      "delete-resource",
      "enable-cors",
      "deploy",
      "update-stage-method",
      "create-role",
      "undo",
      "resume",
    ]);
    expect(all.exitCodes.map(({ exitCode }: { exitCode: number }) => exitCode)).toContain(130);
  });

  test.each(commands.map((one) => [one.name, one] as const))(
    "%s: each flag of its table",
    async (name, command) => {
      const described = await schema(name);
      expect(described.flags.map(({ flag }: { flag: string }) => flag)).toEqual(
        entriesOf(command.settings).map(([, { flag }]) => `--${flag}`),
      );
    },
  );

  // What hangs on something else has no one value.
  const DEPENDS = new Set([
    "--region",
    "--service-region",
    "--allow-headers",
    "--allow-methods",
    "--cache-namespace",
    "--role-action",
    "--role-resource",
    "--method",
    "--stage",
    "--input",
    "--response",
  ]);

  test.each(commands.map(({ name }) => [name] as const))(
    "%s: a default that the help tells is told to programs, but where nothing named means as it is",
    async (name) => {
      const { flags } = await schema(name);
      const told = flags.filter(
        ({ flag, summary }: { flag: string; summary: string }) =>
          /\(default\)|by default|the default\b|where nothing is said/.test(summary) && !DEPENDS.has(flag),
      );
      const without = told
        .filter((one: object) => !("default" in one))
        .map(({ flag }: { flag: string }) => flag);
      const stands = name === "update-method" || name === "update-stage-method";
      expect(without.filter((flag: string) => !stands || /^--(?:output|cli-)/.test(flag))).toEqual([]);
      if (stands)
        expect(
          flags.filter((one: { section: string }) => "default" in one && one.section !== "Common"),
        ).toEqual([]);
    },
  );

  test("flags have type, choices, range, default and where they apply", async () => {
    const { flags } = await schema("create-method");
    const of = (name: string) => flags.find(({ flag }: { flag: string }) => flag === name);
    expect(of("--timeout")).toMatchObject({ type: "integer", minimum: 50, required: "never" });
    expect(of("--method").choices).toContain("ANY");
    expect(of("--content-type") ?? of("--integration")).toMatchObject({ required: "always" });
    expect(of("--header")).toMatchObject({ repeatable: true });
    expect(of("--function").applies).toContain("--integration lambda");
    expect(of("--proxy")).toMatchObject({ type: "boolean", negation: "--no-proxy" });
  });

  test("errors, method and rules are JSON too", async () => {
    expect((await schema("errors")).failures.length).toBeGreaterThan(40);
    expect((await schema("method")).properties.timeout).toMatchObject({ type: "integer", minimum: 50 });
    expect((await schema("rules")).checks.length).toBeGreaterThan(10);
  });
});

describe("results are what the schema says", () => {
  const RUNS: readonly (readonly [string, string])[] = [
    ["create-method", `${PETS} --method POST --integration mock`],
    ["create-method", `${PETS} --method POST --integration mock --dry-run`],
    ["update-method", `${PETS} --method GET --operation-name x`],
    ["delete-method", `${PETS} --method GET --yes`],
    ["add-response", `${PETS} --method GET --response 404=.*none.*`],
    ["remove-response", `${PETS} --method GET --response 200 --skip-check response --yes`],
    ["create-resource", "--api petstore --resource /a/b"],
    ["delete-resource", `${PETS} --yes`],
    ["enable-cors", PETS],
    ["deploy", "--api petstore --stage dev"],
    ["update-stage-method", `${PETS} --method GET --stage dev --metrics`],
    [
      "create-role",
      "--name caller --service sqs --action SendMessage --role-resource arn:aws:sqs:us-east-1:123456789012:pets",
    ],
    ["test-method", `${PETS} --method GET --log --expect-status 200`],
    ["check-method", "--api petstore --all"],
    ["explain", "'Missing Authentication Token'"],
    ["export", "--api petstore --format terraform"],
    ["list-apis", ""],
    ["list-methods", "--api petstore"],
    ["show-method", `${PETS} --method GET`],
    ["status", "--api petstore"],
  ];
  test.each(RUNS)("%s %s", async (name, flags) => {
    const run = await (await freshPlace()).run(`apigw ${name} ${flags} --output json`);
    const result = JSON.parse(run.stdout);
    expect(Object.keys(result).sort()).toEqual(Object.keys(RESULTS[name] ?? {}).sort());
    if (/^(?:create|update|delete)-method$/.test(name))
      expect(schemaFaults(planSchema, result, () => undefined)).toEqual([]);
  });

  test("each command that prints one has it", () => {
    const printing = commands.filter(({ settings }) => "output" in settings && "query" in settings);
    expect(printing.map(({ name }) => name).filter((name) => !(name in RESULTS))).toEqual(["schema"]);
  });

  test("runs that were done, and taking one back", async () => {
    const place = await freshPlace();
    await place.run(`apigw create-method ${PETS} --method POST --integration mock`);
    const history = JSON.parse((await place.run("apigw history --output json")).stdout);
    expect(Object.keys(history)).toEqual(Object.keys(RESULTS.history ?? {}));
    const undone = await place.run("apigw undo --yes --output json");
    expect(undone.exit, undone.stderr).toBe(0);
    expect(Object.keys(JSON.parse(undone.stdout)).sort()).toEqual(Object.keys(RESULTS.undo ?? {}).sort());
  });

  test("text, ndjson and yaml say the same", async () => {
    const place = await freshPlace();
    const line = (output: string, query: string) =>
      place.run(
        `apigw create-method ${PETS} --method POST --integration mock --dry-run --output ${output} --query ${query}`,
      );
    expect((await line("text", "calls[].operation")).stdout.split("\t")[0]).toBe("apigateway:PutMethod");
    expect((await line("text", "'[outcome,deploy]'")).stdout).toMatch(/^planned\t/);
    const lines = (await line("ndjson", "calls")).stdout.trim().split("\n");
    expect(lines.map((one) => JSON.parse(one).operation)).toContain("apigateway:PutIntegration");
    expect((await line("yaml", "outcome")).stdout).toBe("planned\n");
    expect((await line("text", "api")).stdout).toMatch(/^\w+\tpetstore\n$/);
    expect((await line("text", "'{api: api, m: method}'")).stdout).toMatch(/^POST\nAPI\t\w+\tpetstore\n$/);
  });
});
