import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Around, freshPlace, type Place, type Run } from "../cli/run.ts";

const press = (at: Place, line: string, around: Around = {}): Promise<Run> =>
  at.run(["__complete", "zsh", line, ""], around);

const operations = ({ calls }: Run) => calls.map(({ operation }) => operation);

function answers(at: Place): string[] {
  const live = join(at.folder, ".cache", "apigw", "live");
  return readdirSync(live, { recursive: true, encoding: "utf8" })
    .map((file) => join(live, file))
    .filter((file) => file.endsWith(".json"));
}

/** Makes everything that is kept so much older. */
function age(at: Place, milliseconds: number) {
  for (const file of answers(at)) {
    const kept = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...kept, at: kept.at - milliseconds }));
  }
}

const NONE = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe("live values", () => {
  it("come from the account at first, and then from what is kept", async () => {
    const at = await freshPlace();
    const first = await press(at, "apigw create-method --api pet");
    expect(first).toMatchObject({ exit: 0, stderr: "" });
    expect(first.stdout).toMatch(/^-petstore\t/);
    expect(operations(first)).toEqual(["GetRestApis"]);
    const second = await press(at, "apigw create-method --api pet");
    expect(second.stdout).toBe(first.stdout);
    expect(operations(second)).toEqual([]);
  });

  it("are a stage's name and the names of its variables; their values are not shown", async () => {
    const at = await freshPlace();
    const variables = { table: "secret-pets", region: "eu" };
    await at.account.gateway.createDeployment({ restApiId: at.apiId, stageName: "prod", variables });
    const first = await press(at, "apigw test-method --api petstore --stage ");
    expect(first.stdout).toBe("-dev\tno stage variables\n-prod\tsets table, region\n");
    expect(operations(first)).toEqual(["GetRestApis", "GetStages"]);
    const second = await press(at, "apigw test-method --api petstore --stage p");
    expect(second.stdout).toBe("-prod\tsets table, region\n");
    expect(operations(second)).toEqual([]);
  });

  it("are kept where nobody else can read them, and nothing secret is among them", async () => {
    const at = await freshPlace();
    await press(at, "apigw create-method --api petstore --resource ");
    await press(at, "apigw create-method --function ");
    const files = answers(at);
    expect(files.length).toBe(3);
    for (const file of files) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, "utf8")).not.toMatch(/wJalr|AKIA/);
    }
    expect(statSync(join(at.folder, ".cache", "apigw", "live")).mode & 0o077).toBe(0);
  });

  it("are shown while they are fetched anew, and not when they are too old", async () => {
    const at = await freshPlace();
    await press(at, "apigw create-method --function cr");
    age(at, 60_000);
    const stale = await press(at, "apigw create-method --function cr");
    expect(stale.stdout).toContain("create-pet");
    await expect
      .poll(() =>
        answers(at).every((file) => JSON.parse(readFileSync(file, "utf8")).at > Date.now() - 30_000),
      )
      .toBe(true);
    age(at, 6 * 60_000);
    const old = await press(at, "apigw create-method --function cr");
    expect(operations(old)).toEqual(["ListFunctions"]);
  });

  it("are read again where what is kept is broken", async () => {
    const at = await freshPlace();
    for (const broken of [
      "",
      "{",
      "null",
      "[]",
      '{"at":1}',
      "\0".repeat(100),
      '{"at":99999999999999,"value":[]}',
    ]) {
      await press(at, "apigw create-method --function cr");
      for (const file of answers(at)) writeFileSync(file, broken);
      const run = await press(at, "apigw create-method --function cr");
      expect(run, broken).toMatchObject({ exit: 0, stderr: "" });
      expect(run.stdout).toContain("create-pet");
    }
  });

  it("of another Region or profile are other ones", async () => {
    const at = await freshPlace();
    await press(at, "apigw create-method --api pet");
    const other = await press(at, "apigw create-method --region eu-west-1 --api pet");
    expect(operations(other)).toEqual(["GetRestApis"]);
    const third = await press(at, "apigw create-method --api pet", {
      env: { AWS_ACCESS_KEY_ID: "AKIAOTHER" },
    });
    expect(operations(third)).toEqual(["GetRestApis"]);
    // The keys are the same, but the profile may send them elsewhere. The SDK looks for it by the process.
    writeFileSync(join(at.folder, "config"), "[profile work]\nregion = us-east-1\n");
    vi.stubEnv("AWS_CONFIG_FILE", join(at.folder, "config"));
    onTestFinished(() => void vi.unstubAllEnvs());
    const fourth = await press(at, "apigw create-method --api pet", { env: { AWS_PROFILE: "work" } });
    expect(operations(fourth)).toEqual(["GetRestApis"]);
    const fifth = await press(at, "AWS_PROFILE=work apigw create-method --api pet");
    expect(fifth.stdout).toBe(fourth.stdout);
    expect(operations(fifth)).toEqual([]);
  });

  it("are not asked for without credentials; flags and enums go on", async () => {
    const at = await freshPlace();
    const run = await press(at, "apigw create-method --api pet", { env: NONE });
    expect(run).toMatchObject({ exit: 0, stdout: "", stderr: "", calls: [] });
    expect((await press(at, "apigw create-method --integration m", { env: NONE })).stdout).toContain("-mock");
  });

  it.each([
    [
      "a code",
      "[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile base]\naws_access_key_id = a\naws_secret_access_key = b\n",
    ],
    ["a program", "[default]\nregion = us-east-1\ncredential_process = touch RAN\n"],
    [
      "a program of the profile behind it",
      "[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = base\n[profile base]\ncredential_process = touch RAN\n",
    ],
  ])("are not asked for where the profile needs %s", async (_, config) => {
    const at = await freshPlace();
    writeFileSync(join(at.folder, "config"), config);
    const run = await press(at, "apigw create-method --api pet", {
      env: { ...NONE, AWS_CONFIG_FILE: join(at.folder, "config"), AWS_SHARED_CREDENTIALS_FILE: "/nowhere" },
    });
    expect(run).toMatchObject({ exit: 0, stdout: "", stderr: "", calls: [] });
    expect(readdirSync(at.folder)).not.toContain("RAN");
  });

  it("are given up where AWS does not answer, and not asked for again at once", async () => {
    const at = await freshPlace();
    const nobody = { env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" } };
    expect(await press(at, "apigw create-method --api pet", nobody)).toMatchObject({
      exit: 0,
      stdout: "",
      stderr: "",
    });
    await press(at, "apigw create-method --api pet", nobody);
    await press(at, "apigw create-method --func", nobody);
  });

  it("do without a cache folder that cannot be written", async () => {
    const at = await freshPlace();
    writeFileSync(join(at.folder, ".cache"), "in the way");
    chmodSync(join(at.folder, ".cache"), 0o400);
    expect(await press(at, "apigw create-method --api pet")).toMatchObject({ exit: 0, stderr: "" });
  });

  it("heed what stands on the line and in front of it", async () => {
    const at = await freshPlace();
    const sandbox = await press(at, "APIGW_SANDBOX=1 apigw create-method --api pet", { env: NONE });
    expect(sandbox.stdout).toContain("petstore");
    expect(sandbox.calls).toEqual([]);
    const flag = await press(at, "apigw create-method --api pet --sandbox --resource ", { env: NONE });
    expect(flag.calls).toEqual([]);
  });
});
