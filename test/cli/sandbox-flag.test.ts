import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountIn } from "./account.ts";
import { freshPlace, type Place } from "./run.ts";

const LINE = "apigw create-method --api petstore --resource /pets --method POST --integration mock";
const NOTHING = {
  AWS_ENDPOINT_URL: undefined,
  AWS_REGION: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
};

const methodsIn = async (file: string) => {
  expect(existsSync(file), file).toBe(true);
  const { apis } = await accountIn(file).dump();
  return Object.keys(apis.petstore?.resources["/pets"]?.methods ?? {}).sort();
};

/** A run in the sandbox sends nothing to where AWS is said to be. */
async function inSandbox(place: Place, line: string, env: Record<string, string | undefined> = {}) {
  const run = await place.run(line, { env });
  expect(run, run.stderr).toMatchObject({ exit: 0, calls: [] });
  expect(run.stdout).toContain("POST /pets of petstore");
  return run;
}

describe("--sandbox", () => {
  test("needs no account, no Region and no network; its state stands in the home folder", async () => {
    const place = await freshPlace();
    const run = await inSandbox(place, `${LINE} --sandbox`, NOTHING);
    expect(run.stderr).toMatch(
      /^\nNot live until it is deployed: apigw deploy --api \S+ --stage STAGE --region us-east-1 --sandbox\n$/,
    );
    expect(await methodsIn(join(place.folder, ".local/state/apigw/sandbox.json"))).toEqual(["GET", "POST"]);
  });

  test("goes before an endpoint and credentials in the environment", async () => {
    await inSandbox(await freshPlace(), `${LINE} --sandbox`);
  });

  test("may stand before the command", async () => {
    await inSandbox(await freshPlace(), LINE.replace("apigw", "apigw --sandbox"), NOTHING);
  });

  // A word that nobody foresaw leads to no account.
  test.each(["1", "true", "yes", "on", "please"])("is said by APIGW_SANDBOX=%s", async (value) => {
    await inSandbox(await freshPlace(), LINE, { APIGW_SANDBOX: value });
  });

  test.each(["", "0", "false", "No", "off", undefined])("is not said by APIGW_SANDBOX=%s", async (value) => {
    const place = await freshPlace();
    const run = await place.run(LINE, { env: { APIGW_SANDBOX: value } });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes).toHaveLength(4);
    expect(existsSync(join(place.folder, ".local/state/apigw/sandbox.json"))).toBe(false);
  });

  test("keeps its state where it is told: by flag, APIGW_SANDBOX_STATE, XDG_STATE_HOME", async () => {
    const place = await freshPlace();
    const [flag, own, xdg] = ["flag.json", "own.json", "xdg"].map((name) => join(place.folder, name)) as [
      string,
      string,
      string,
    ];
    const env = { APIGW_SANDBOX_STATE: own, XDG_STATE_HOME: xdg };
    await inSandbox(place, `${LINE} --sandbox --sandbox-state ${flag}`, env);
    expect(await methodsIn(flag)).toEqual(["GET", "POST"]);
    expect(existsSync(own)).toBe(false);
    await inSandbox(place, `${LINE} --sandbox`, env);
    expect(await methodsIn(own)).toEqual(["GET", "POST"]);
    expect(existsSync(join(xdg, "apigw/sandbox.json"))).toBe(false);
    await inSandbox(place, `${LINE} --sandbox`, { XDG_STATE_HOME: xdg });
    expect(await methodsIn(join(xdg, "apigw/sandbox.json"))).toEqual(["GET", "POST"]);
    await inSandbox(place, `${LINE} --sandbox`, { XDG_STATE_HOME: "not/absolute" });
    expect(await methodsIn(join(place.folder, ".local/state/apigw/sandbox.json"))).toEqual(["GET", "POST"]);
  });

  test("remembers: the same command a second time finds the method", async () => {
    const place = await freshPlace();
    await inSandbox(place, `${LINE} --sandbox`);
    const again = await place.run(`${LINE} --sandbox`);
    expect(again).toMatchObject({ exit: 1, stdout: "" });
    expect(again.stderr).toContain("POST /pets exists already");
  });

  test("two at once do not lose each other's method", async () => {
    const place = await freshPlace();
    const verbs = ["POST", "PUT", "DELETE", "PATCH"];
    const runs = await Promise.all(verbs.map((verb) => place.run(`${LINE.replace("POST", verb)} --sandbox`)));
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0, 0, 0]);
    expect(await methodsIn(join(place.folder, ".local/state/apigw/sandbox.json"))).toEqual(
      ["GET", ...verbs].sort(),
    );
  });

  test.each([
    ["no JSON", "{", "is not valid JSON"],
    ["no state", "[]", "is not a state of the sandbox"],
    ["a state of another version", '{"version": 99, "revision": 1, "regions": {}}', "has version 99"],
  ])("says what is wrong with a state file: %s", async (_, text, words) => {
    const place = await freshPlace();
    const file = join(place.folder, "own.json");
    writeFileSync(file, text);
    const run = await place.run(`${LINE} --sandbox --sandbox-state ${file}`);
    expect(run).toMatchObject({ exit: 1, stdout: "", calls: [] });
    expect(run.stderr).toContain(file);
    expect(run.stderr).toContain(words);
    expect(run.stderr).not.toMatch(/ at .*\.ts:\d|undefined/);
  });

  test.each(["--sandbox-state", "--state"])("%s is the sandbox's file in every command", async (flag) => {
    const place = await freshPlace();
    const file = join(place.folder, "own.json");
    for (const form of [`${flag} ${file}`, `${flag}=${file}`]) {
      const run = await place.run(`${LINE} --if-exists update --sandbox ${form}`);
      expect(run.exit, run.stderr).toBe(0);
      expect(existsSync(file)).toBe(true);
    }
    const help = await place.run("sandbox --help");
    expect(help.stdout).toContain("--sandbox-state <file>");
    expect(help.stdout).not.toContain("--state ");
  });

  test("says that a state file is a folder", async () => {
    const place = await freshPlace();
    const file = join(place.folder, "folder.json");
    mkdirSync(file);
    const run = await place.run(`${LINE} --sandbox --sandbox-state ${file}`);
    expect(run).toMatchObject({ exit: 1, stdout: "" });
    expect(run.stderr).toContain(file);
    expect(run.stderr).not.toMatch(/ at .*\.ts:\d|undefined/);
  });

  test("the commands that a look prints lead to the same sandbox", async () => {
    const place = await freshPlace();
    const own = join(place.folder, "own.json");
    await inSandbox(place, `${LINE} --sandbox --sandbox-state ${own}`, NOTHING);
    const looks = [
      "status --api petstore",
      "explain 'POST https://ID.execute-api.us-east-1.amazonaws.com/dev/pets'",
    ];
    const { stdout } = await place.run(`apigw list-apis --sandbox --sandbox-state ${own} --output json`, {
      env: NOTHING,
    });
    const [{ id }] = JSON.parse(stdout).apis;
    for (const look of looks) {
      const ran = await place.run(`apigw ${look.replace("ID", id)} --sandbox --sandbox-state ${own}`, {
        env: NOTHING,
      });
      expect(ran.exit, ran.stderr).toBe(0);
      expect(ran.stdout).toMatch(/apigw deploy .*--sandbox --sandbox-state \S*own\.json/);
    }
  });
});
