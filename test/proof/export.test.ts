import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { APIGateway } from "@aws-sdk/client-api-gateway";
import { Validator } from "@seriousme/openapi-schema-validator";
import { buildSync } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readApi } from "../../src/account/read-api.ts";
import { readingOf } from "../../src/account/reading.ts";
import { openAccount, type TestAccount } from "../change/account.ts";
import { apiWith, contents, described, withCompany } from "../export/apis.ts";
import { BIN, NODE, type Served, startSandbox } from "../slow/served.ts";
import { runs } from "../slow/shell.ts";
import { chosen } from "./sample.ts";

// Each format is read back by its own tool, for generated methods of every type: five an API.

const hasAwsCli = runs("aws", "--version", "the exported AWS CLI scripts");
const hasTerraform = runs("terraform", "version", "the exported Terraform configurations");
// No dependency: `.ci/run` installs it in a folder of its own.
const CDK = [process.env.APIGW_TEST_CDK].find(
  (one) => one !== undefined && existsSync(join(one, "node_modules/aws-cdk-lib")),
);
if (CDK === undefined) console.warn("The CDK is not there: exported stacks did NOT synthesize.");
const hasCfnLint = runs("cfn-lint", "--version", "the check of exported templates");
const PLUGINS = [process.env.APIGW_TERRAFORM_PLUGINS, "/opt/tf-plugins"].find(
  (one) => one !== undefined && existsSync(join(one, "registry.terraform.io/hashicorp/aws")),
);

let served: Served;
let account: TestAccount;
beforeAll(async () => {
  served = await startSandbox();
  account = await openAccount({ url: served.url });
  await withCompany(gateway(), account.restApiId);
}, 60_000);
afterAll(async () => {
  account.close();
  await served.stop();
});

const gateway = () => new APIGateway(account.config);
const read = (restApiId: string) => readApi({ aws: account.aws, reading: readingOf(account.aws) }, restApiId);

/** Leads the API to generated methods: the same at every run. */
async function fill(seed: number) {
  const [methods = []] = fc.sample(
    contents(account).filter((all) => all.every((one) => one?.integration)),
    { seed, numRuns: 1 },
  );
  const { outcome } = await account.lead(apiWith(account, methods));
  expect(outcome.failures).toEqual([]);
}

async function exported(...flags: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await served.run(NODE, [
    BIN,
    "export",
    "--api",
    account.restApiId,
    ...flags,
  ]);
  expect(exit, stderr).toBe(0);
  return stdout;
}

// A sample is one of them.
const isSample = Boolean(process.env.APIGW_SAMPLE);
const SEEDS = chosen([1, 2, 3, 4, 5, 6, 7, 8]).slice(0, isSample ? 1 : undefined);

describe.each(SEEDS)("generated methods of all types, %i", (seed) => {
  beforeAll(() => fill(seed));

  // Forty processes that take a second each: the dry run below has a few of them.
  test.runIf(hasAwsCli && !isSample)(
    "the AWS CLI makes the same API of them",
    async () => {
      const script = join(served.folder, "make.sh");
      writeFileSync(script, await exported("--format", "aws-cli"));
      const known = ((await gateway().getRestApis({})).items ?? []).map(({ id }) => id);
      const ran = await served.run("bash", [script]);
      expect(ran).toEqual({ exit: 0, stdout: "", stderr: "" });
      const made = ((await gateway().getRestApis({})).items ?? []).find(({ id }) => !known.includes(id));
      expect(described(await read(made?.id ?? ""))).toEqual(described(await read(account.restApiId)));
      await gateway().deleteRestApi({ restApiId: made?.id });
    },
    240_000,
  );

  test.runIf(hasTerraform && PLUGINS !== undefined)(
    "Terraform adopts all of them and changes nothing",
    async () => {
      const folder = join(served.folder, `terraform-${seed}`);
      mkdirSync(folder);
      copyFileSync(join(import.meta.dirname, "terraform/provider.tf.txt"), join(folder, "provider.tf"));
      const configuration = await exported("--format", "terraform");
      writeFileSync(join(folder, "main.tf"), configuration);
      const terraform = (...words: readonly string[]) =>
        served.run("terraform", [`-chdir=${folder}`, ...words, "-no-color"]);
      expect((await terraform("init", `-plugin-dir=${PLUGINS}`)).exit).toBe(0);
      // As Terraform itself would write it.
      expect(await terraform("fmt", "-check")).toMatchObject({ exit: 0 });
      const { stdout, stderr } = await terraform("plan", `-var=endpoint=${served.url}`);
      const things = configuration.match(/^resource /gm)?.length;
      expect(stderr).toBe("");
      expect(stdout).toContain(`Plan: ${things} to import, 0 to add, 0 to change, 0 to destroy.`);
    },
    240_000,
  );

  test.runIf(hasCfnLint)(
    "CloudFormation's linter takes the template",
    async () => {
      const template = join(served.folder, `template-${seed}.yaml`);
      writeFileSync(template, await exported("--format", "cloudformation"));
      expect(await served.run("cfn-lint", ["--regions", "us-east-1", "--", template])).toEqual({
        exit: 0,
        stdout: "",
        stderr: "",
      });
      const imports = JSON.parse(await exported("--format", "cloudformation", "--resources-to-import"));
      const names = [...readFileSync(template, "utf8").matchAll(/^ {2}(\w+):\n {4}Type: AWS::/gm)].map(
        ([, name]) => name,
      );
      // All but the gateway response, which has no identifier that one could know.
      expect(imports.map((one: { LogicalResourceId: string }) => one.LogicalResourceId).sort()).toEqual(
        names.filter((name) => name !== "GatewayResponseDefault4Xx").sort(),
      );
    },
    120_000,
  );

  test.runIf(CDK !== undefined)(
    "the CDK synthesizes its stack to the same template",
    async () => {
      const folder = CDK ?? "";
      const stack = join(folder, `stack-${seed}.ts`);
      writeFileSync(stack, await exported("--format", "cdk"));
      // Its types are checked as they would be in anybody's project.
      const types = join(import.meta.dirname, "../../node_modules/@types");
      const tsc = join(import.meta.dirname, "../../node_modules/.bin/tsc");
      const strict =
        "--ignoreConfig --noEmit --strict --skipLibCheck --noUnusedLocals --noUnusedParameters --target es2022 --module nodenext --types node";
      expect(await served.run(tsc, [...strict.split(" "), "--typeRoots", types, stack])).toEqual({
        exit: 0,
        stdout: "",
        stderr: "",
      });
      const script = join(folder, `synth-${seed}.cjs`);
      buildSync({
        entryPoints: [stack],
        outfile: join(folder, `stack-${seed}.cjs`),
        bundle: true,
        packages: "external",
        platform: "node",
        format: "cjs",
      });
      writeFileSync(
        script,
        `const { App, DefaultStackSynthesizer } = require("aws-cdk-lib");
const [Stack] = Object.values(require("./stack-${seed}.cjs"));
const app = new App({ analyticsReporting: false, outdir: ${JSON.stringify(join(served.folder, `cdk-${seed}`))} });
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
new Stack(app, "stack", { synthesizer });
process.stdout.write(JSON.stringify(app.synth().getStackByName("stack").template));`,
      );
      const synthesized = await served.run(NODE, [script]);
      expect(synthesized).toMatchObject({ exit: 0, stderr: "" });
      const { AWSTemplateFormatVersion: _, ...template } = JSON.parse(
        await exported("--format", "cloudformation", "--output", "json"),
      );
      expect(JSON.parse(synthesized.stdout)).toEqual(template);
      const imports = JSON.parse(await exported("--format", "cloudformation", "--resources-to-import"));
      expect(JSON.parse(await exported("--format", "cdk", "--resources-to-import"))).toEqual(
        Object.fromEntries(
          imports.map((one: { LogicalResourceId: string; ResourceIdentifier: object }) => [
            one.LogicalResourceId,
            one.ResourceIdentifier,
          ]),
        ),
      );
    },
    240_000,
  );

  test("an OpenAPI validator takes the document", async () => {
    const validator = new Validator();
    const { errors = [] } = await validator.validate(
      JSON.parse(await exported("--format", "openapi", "--output", "json")),
    );
    // API Gateway's own exports leave the responses of a method that declares none empty, against the standard.
    const ours = [errors]
      .flat()
      .filter(
        (one) =>
          typeof one === "string" ||
          !(one.keyword === "minProperties" && one.instancePath.endsWith("/responses")),
      );
    expect(ours).toEqual([]);
  });
});

describe("a dry run for another tool", () => {
  const LINE = [
    "--api",
    "petstore",
    "--resource",
    "/toys/{toyId}",
    "--create-resource",
    "--method",
    "POST",
    "--integration",
    "lambda",
    "--function",
    "hello:live",
    "--request-validator",
    "body",
    "--request-model",
    "application/json=Pet",
    "--request-template",
    'application/json={"it\'s": "$input.json(\'$.a\')"}',
  ];
  const method = async (served: Served) => {
    const { exit, stdout } = await served.run(NODE, [
      BIN,
      "export",
      "--api",
      "petstore",
      "--resource",
      "/toys/{toyId}",
      "--method",
      "POST",
      "--format",
      "openapi",
    ]);
    expect(exit).toBe(0);
    return stdout;
  };

  test.runIf(hasAwsCli)(
    "its AWS CLI commands make what the run makes",
    async () => {
      const [one, other] = await Promise.all([startSandbox(), startSandbox()]);
      try {
        const printed = await one.run(NODE, [
          BIN,
          "create-method",
          ...LINE,
          "--dry-run",
          "--format",
          "aws-cli",
        ]);
        expect(printed.exit, printed.stderr).toBe(0);
        const script = join(one.folder, "calls.sh");
        writeFileSync(script, printed.stdout);
        expect(await one.run("bash", [script])).toEqual({ exit: 0, stdout: "", stderr: "" });
        expect((await other.run(NODE, [BIN, "create-method", ...LINE])).exit).toBe(0);
        expect(await method(one)).toBe(await method(other));
        const tried = await one.run(NODE, [
          BIN,
          "test-method",
          "--api",
          "petstore",
          "--resource",
          "/toys/{toyId}",
          "--path",
          "/toys/1",
          "--method",
          "POST",
          "--body",
          '{"name":"x"}',
        ]);
        expect(tried.exit, tried.stdout).toBe(0);
      } finally {
        await Promise.all([one.stop(), other.stop()]);
      }
    },
    120_000,
  );

  test.runIf(hasTerraform && PLUGINS !== undefined)(
    "Terraform takes its configuration, which adds all of it",
    async () => {
      const { stdout } = await served.run(NODE, [
        BIN,
        "create-method",
        ...LINE,
        "--dry-run",
        "--format",
        "terraform",
      ]);
      const folder = join(served.folder, "terraform-dry");
      mkdirSync(folder);
      copyFileSync(join(import.meta.dirname, "terraform/provider.tf.txt"), join(folder, "provider.tf"));
      writeFileSync(join(folder, "main.tf"), stdout);
      const terraform = (...words: readonly string[]) =>
        served.run("terraform", [`-chdir=${folder}`, ...words, "-no-color"]);
      expect((await terraform("init", `-plugin-dir=${PLUGINS}`)).exit).toBe(0);
      const planned = await terraform("plan", `-var=endpoint=${served.url}`);
      expect(planned.stderr).toBe("");
      expect(planned.stdout).toContain(
        `Plan: ${stdout.match(/^resource /gm)?.length} to add, 0 to change, 0 to destroy.`,
      );
    },
    120_000,
  );
});
