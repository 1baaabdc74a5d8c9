import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { freshPlace, type Place } from "./run.ts";

const MISSING = ["--api", "--resource", "--method", "--integration"];

describe("without anybody to ask", () => {
  test("all that is missing is named at once, and nothing is sent", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw create-method");
    expect(run).toMatchObject({ exit: 2, calls: [], stdout: "" });
    expect(run.stderr).toMatchInlineSnapshot(`
      "--api: is missing (REST API). Write --api <name|id>.
      --resource: is missing (Resource). Write --resource <path|id>.
      --method: is missing (Method type). Give one of ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT.
      --integration: is missing (Integration type). Give one of lambda, http, mock, aws, vpc-link.
      Nothing was changed.
      "
    `);
  });

  test.each([
    ["lambda", ["--function"]],
    ["http", ["--integration-method", "--endpoint"]],
    [
      "aws",
      [
        "--service, --recipe or --uri",
        "--integration-method",
        "--action or --path-override",
        "--role, --create-role or --caller-credentials",
      ],
    ],
    ["vpc-link", ["--vpc-link", "--integration-method", "--endpoint"]],
    ["mock", []],
  ])("what --integration %s needs is named with the rest", async (type, flags) => {
    const place = await freshPlace();
    const run = await place.run(`apigw create-method --integration ${type}`);
    expect(run).toMatchObject({ exit: 2, calls: [], stdout: "" });
    const named = [...run.stderr.matchAll(/^(--.*?): is missing/gm)].map(([, flag]) => flag);
    expect(named.toSorted()).toEqual([...MISSING.slice(0, 3), ...flags].toSorted());
  });

  test("what is wrong and what is missing are named together", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw create-method --method FETCH --timeout 49");
    expect(run).toMatchObject({ exit: 2, calls: [] });
    for (const flag of ["--api", "--resource", "--method", "--integration", "--timeout"])
      expect(run.stderr).toMatch(new RegExp(`^${flag}: `, "m"));
    expect(run.stderr.match(/^--method/gm)).toHaveLength(1);
  });

  test.each([
    ["--no-input", "--no-input", {}],
    ["CI=true", "", { CI: "true" }],
    ["CI=1", "", { CI: "1" }],
  ])("at a terminal with %s nothing is asked", async (_, flag, env) => {
    const place = await freshPlace();
    const run = await place.sit(`apigw create-method ${flag}`, async () => {}, { env });
    expect(run).toMatchObject({ exit: 2, calls: [], stdout: "" });
    for (const one of MISSING) expect(run.stderr).toContain(`${one}: is missing`);
    expect(run.stderr).not.toContain("? ");
  });

  test("CI=false is no CI: the first question is asked", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method",
      async (person) => {
        await person.sees("? REST API:");
        person.interrupts();
      },
      { env: { CI: "false" } },
    );
    expect(run.exit).toBe(130);
  });

  test("a Region that nothing names is missing too", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw create-method", { env: { AWS_REGION: undefined } });
    expect(run).toMatchObject({ exit: 2, calls: [] });
    expect(run.stderr).toContain(
      "--region: is missing, and neither AWS_REGION nor the profile names one. Write --region us-east-1.",
    );
  });
});

describe("the Region", () => {
  const line =
    "apigw create-method --api petstore --resource /pets --method POST --integration mock --query region";
  const regionOf = async (place: Place, flags: string, env: Record<string, string | undefined>) => {
    const run = await place.run(`${line} ${flags} --dry-run`, { env });
    expect(run.exit, run.stderr).toBe(0);
    return run.stdout.trim();
  };

  test("by flag before AWS_REGION before AWS_DEFAULT_REGION", async () => {
    const place = await freshPlace();
    const all = { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-2" };
    expect(await regionOf(place, "--region eu-west-3", all)).toBe("eu-west-3");
    expect(await regionOf(place, "", all)).toBe("eu-west-1");
    expect(await regionOf(place, "", { ...all, AWS_REGION: undefined })).toBe("eu-west-2");
    expect(await regionOf(place, "", { ...all, AWS_REGION: "" })).toBe("eu-west-2");
  });

  test("by the profile's configuration", async () => {
    const place = await freshPlace();
    mkdirSync(join(place.folder, ".aws"));
    writeFileSync(
      join(place.folder, ".aws/config"),
      "[default]\nregion = eu-north-1\n[profile far]\nregion = ap-south-1\n",
    );
    vi.stubEnv("AWS_CONFIG_FILE", join(place.folder, ".aws/config"));
    const none = { AWS_REGION: undefined };
    expect(await regionOf(place, "", none)).toBe("eu-north-1");
    expect(await regionOf(place, "", { ...none, AWS_PROFILE: "far" })).toBe("ap-south-1");
    vi.unstubAllEnvs();
  });

  test("of a function without partition is the API's", async () => {
    const place = await freshPlace();
    const run = await place.run(
      "apigw create-method --region cn-north-1 --api petstore --resource /pets --method POST --integration lambda --function hello --proxy",
    );
    expect(run.exit, run.stderr).toBe(0);
    const integration = run.writes.find(({ operation }) => operation === "PutIntegration");
    expect(integration?.input.uri).toBe(
      "arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/arn:aws-cn:lambda:cn-north-1:123456789012:function:hello/invocations",
    );
    const permission = run.writes.find(({ operation }) => operation === "AddPermission");
    expect(permission?.input).toMatchObject({
      Principal: "apigateway.amazonaws.com",
      SourceArn: expect.stringMatching(/^arn:aws-cn:execute-api:cn-north-1:/),
    });
  });
});
