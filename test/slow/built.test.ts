import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { APIGateway } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN, NODE, type Ran, type Served, startSandbox } from "./served.ts";

// What is loaded when first used is another file in the bundle: each such place is gone through once as built.

let served: Served;
beforeAll(async () => {
  served = await startSandbox();
});
afterAll(() => served.stop());

const apigw = (...words: string[]): Promise<Ran> => served.run(NODE, [BIN, ...words]);
const create = (...words: string[]) =>
  apigw(
    "create-method",
    "--api",
    "petstore",
    "--resource",
    "/pets",
    "--integration",
    "mock",
    "--dry-run",
    ...words,
  );

const CREATE = [
  ...["create-method", "--api", "petstore", "--resource", "/pets", "--method", "PATCH"],
  ...["--integration", "mock"],
];

describe("the built program", () => {
  test("prints YAML", async () => {
    const ran = await create("--method", "POST", "--output", "yaml");
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    expect(ran.stdout).toMatch(/^schemaVersion: 1\noutcome: planned\n/);
  });

  test("picks an object for people", async () => {
    const ran = await create("--method", "POST", "--query", "calls[0].input");
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    expect(ran.stdout).toContain("httpMethod: POST\n");
  });

  test("its sandbox reads YAML", async () => {
    const gateway = new APIGateway({
      region: "us-east-1",
      endpoint: served.url,
      credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
      maxAttempts: 1,
    });
    const body = Buffer.from("openapi: 3.0.1\ninfo:\n  title: from-yaml\n  version: '1'\npaths: {}\n");
    expect(await gateway.importRestApi({ body })).toMatchObject({ name: "from-yaml" });
  });

  test("takes the Region of a profile", async () => {
    writeFileSync(join(served.folder, "config"), "[profile far]\nregion = ap-south-1\n");
    writeFileSync(
      join(served.folder, "credentials"),
      "[far]\naws_access_key_id = sandbox\naws_secret_access_key = sandbox\n",
    );
    const words = ["--method", "POST", "--profile", "far", "--query", "region"];
    const bare = ["env", "-u", "AWS_REGION", "-u", "AWS_DEFAULT_REGION", NODE, BIN];
    const line = [
      ...bare,
      "create-method",
      "--api",
      "petstore",
      "--resource",
      "/pets",
      "--integration",
      "mock",
    ];
    const ran = await served.run(line[0] ?? "", [...line.slice(1), "--dry-run", ...words]);
    expect(ran, ran.stderr).toMatchObject({ exit: 0, stdout: "ap-south-1\n" });
  });

  test.each([["--help"], ["create-method", "--help"], ["--version"]])("%s %s", async (...words) => {
    const ran = await apigw(...words);
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).not.toContain("-source");
  });

  test.each([
    ["lambda", ["--integration", "lambda", "--function", "hello"]],
    [
      "vpc-link",
      [
        "--integration",
        "vpc-link",
        "--vpc-link",
        "backend",
        "--integration-method",
        "GET",
        "--endpoint",
        "http://x",
      ],
    ],
    [
      "aws",
      [
        "--integration",
        "aws",
        "--service",
        "sqs",
        "--integration-method",
        "POST",
        "--action",
        "SendMessage",
        "--role",
        "arn:aws:iam::123456789012:role/apigw-sample-role",
      ],
    ],
  ])("reaches every service that it needs: %s", async (_, words) => {
    const ran = await apigw(
      "create-method",
      "--api",
      "petstore",
      "--resource",
      "/pets",
      "--method",
      "PUT",
      "--dry-run",
      "--query",
      "outcome",
      ...words,
    );
    expect(ran, ran.stderr).toMatchObject({ exit: 0, stdout: "planned\n" });
  });

  // What a start takes grows with what it loads; what it loaded stands in the code that is kept of it.
  test.each([
    { kind: "help", words: ["create-method", "--help"], loads: 1 },
    { kind: "complete", words: ["__complete", "zsh", "apigw create-method --integr", ""], loads: 2 },
    { kind: "help", words: ["deploy", "--help"], loads: 2 },
    { kind: "create-method", words: CREATE, loads: 6 },
  ])("$words opens no more than $loads of its files", async ({ kind, words, loads }) => {
    const cache = mkdtempSync(join(served.folder, "cache-"));
    const start = (more: readonly string[]) =>
      served.run("env", [`XDG_CACHE_HOME=${cache}`, NODE, BIN, ...more]);
    // Whose account it is, is asked once and then kept.
    await start([...CREATE, "--dry-run"]);
    const ran = await start(words);
    expect(ran, ran.stderr).toMatchObject({ exit: 0 });
    const [build = ""] = readdirSync(join(cache, "apigw/code"));
    const kept = readFileSync(join(cache, "apigw/code", build, `${kind}.bin`));
    expect(kept.readUInt32LE(0)).toBeLessThanOrEqual(loads);
    expect(kept.readUInt32LE(0)).toBeGreaterThan(0);
  });
});
