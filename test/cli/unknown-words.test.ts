import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, type Place } from "./run.ts";

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

const REST = "--api petstore --resource /pets --method POST --integration mock";

async function refused(line: string, exit = 2) {
  const run = await place.run(line);
  expect(run).toMatchObject({ exit, writes: [], stdout: "" });
  return run;
}

describe("words that are not known", () => {
  test.each([
    ["apigw create-metod", "did you mean create-method?"],
    ["apigw sandbx", "did you mean sandbox?"],
    ["apigw frobnicate", "commands: create-method"],
    ["apigw --sandbx create-method", "--sandbx"],
  ])("%s", async (line, words) => {
    const run = await refused(line);
    expect(run.stderr.toLowerCase()).toContain(words);
    expect(run.calls).toEqual([]);
  });

  test.each([
    ["--methd GET", "--methd: is not a flag of this command. Did you mean --method?"],
    ["--intgration=mock", "--intgration: is not a flag of this command. Did you mean --integration?"],
    ["--timout 5000", "--timout: is not a flag of this command. Did you mean --timeout?"],
    ["--qurey-param a", "Did you mean --query-param?"],
    ["-x", "-x: is not a flag of this command. See apigw create-method --help."],
    ["extra", '"extra" belongs to no flag.'],
  ])("the flag %s", async (flag, words) => {
    const run = await refused(`apigw create-method ${REST} ${flag}`);
    expect(run.stderr).toContain(words);
    expect(run.calls).toEqual([]);
  });

  test.each([
    ["enable-cors --resource /pets --origin https://a.example", "Did you mean --allow-origin?"],
    ["deploy --stage dev --endpoint-url http://127.0.0.1:1", "Did you mean --aws-endpoint-url?"],
    ["deploy --stage-name dev", "Did you mean --stage?"],
    ["status --stages dev", "Did you mean --stage?"],
    // What is a habit elsewhere is no flag of this command.
    ["deploy --stage dev --timeout-in-millis 5000", "See apigw deploy --help."],
    ["deploy --stage dev --constructor x", "See apigw deploy --help."],
  ])("%s", async (line, words) => {
    const run = await refused(`apigw ${line} --api petstore`);
    expect(run.stderr).toContain(words);
    expect(run.calls).toEqual([]);
  });

  test("--endpoint-url, a habit from aws, names both flags that may be meant", async () => {
    const run = await refused(`apigw create-method ${REST} --endpoint-url https://example.com`);
    expect(run.stderr).toBe(
      "--endpoint-url: is not a flag of this command. Use --endpoint for the backend's address, or --aws-endpoint-url to send the AWS calls elsewhere.\nNothing was changed.\n",
    );
    expect(run.calls).toEqual([]);
  });

  test.each([
    ["--rest-api-id", "--api"],
    ["--http-method", "--method"],
    ["--credentials", "--role"],
    ["--timeout-in-millis", "--timeout"],
    ["--connection-id", "--vpc-link"],
    ["--function-name", "--function"],
    ["--status-code", "--response"],
    ["--path", "--resource"],
  ])("the AWS CLI's %s names %s", async (flag, own) => {
    const run = await refused(`apigw create-method ${flag} x ${REST}`);
    const line = run.stderr.split("\n").find((one) => one.startsWith(`${flag}:`));
    expect(line).toMatch(new RegExp(` [Uu]se ${own}\\b`));
    expect(run.stderr).not.toContain('"x" belongs to no flag');
  });

  test.each([
    ["--integration lamda", "--integration", "did you mean lambda?"],
    ["--integration htp", "--integration", "did you mean http?"],
    ["--method GTE", "--method", "did you mean GET?"],
    ["--authorization congito", "--authorization", "cognito"],
    ["--request-validator bdoy", "--request-validator", "did you mean body?"],
    ["--passthrough nevr", "--passthrough", "did you mean never?"],
    ["--if-exists updte", "--if-exists", "did you mean update?"],
    ["--output jsno", "--output", "did you mean json?"],
    ["--content-handling convert_to_txt", "--content-handling", "did you mean convert_to_text?"],
    ["--region us-east1", "--region", "did you mean us-east-1?"],
  ])("the choice %s", async (words, flag, remedy) => {
    const rest = REST.replace(new RegExp(`${flag} \\S+`), "");
    const run = await refused(`apigw create-method ${rest} ${words}`);
    const line = run.stderr.split("\n").find((one) => one.startsWith(`${flag}: `)) ?? "";
    expect(line.toLowerCase()).toContain(remedy.toLowerCase());
    expect(run.calls).toEqual([]);
  });

  test.each([
    ["--api petstor", "Did you mean petstore?"],
    ["--function helo", "Did you mean hello?"],
    ["--function list-pet", "Did you mean list-pets?"],
    ["--authorizer custmers", "Did you mean customers?"],
    ["--request-model application/json=Pat", "Did you mean Pet?"],
    ["--response-model 200:application/json=Emtpy", "Did you mean Empty?"],
    ["--vpc-link bakend", "Did you mean backend?"],
    ["--resource /pet", "Did you mean /pets?"],
  ])("a name of the account: %s", async (words, remedy) => {
    const [flag = ""] = words.split(" ");
    const rest = {
      "--function": "--integration lambda",
      "--vpc-link": "--integration vpc-link --integration-method GET --endpoint http://pets.internal",
    }[flag];
    const line = ["--api petstore", "--resource /pets", "--method POST", rest ?? "--integration mock"]
      .filter((one) => !one.startsWith(`${flag} `))
      .join(" ");
    const run = await refused(
      `apigw create-method ${line} ${words}`,
      flag === "--api" || flag === "--resource" ? 5 : 2,
    );
    const said = run.stderr.split("\n").filter((one) => one.startsWith(`${flag}: `));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(remedy);
  });

  test("an alias that a function does not have", async () => {
    const run = await refused(
      "apigw create-method --api petstore --resource /pets --method POST --integration lambda --function hello:prod",
    );
    expect(run.stderr).toMatch(/^--function: hello in us-east-1 has no alias or version "prod"/);
  });
});

describe("help and version", () => {
  test.each(["apigw", "apigw --help", "apigw -h", "apigw help"])("%s", async (line) => {
    const run = await place.run(line);
    expect(run).toMatchObject({ exit: 0, stderr: "", calls: [] });
    expect(run.stdout).toContain("create-method");
    expect(run.stdout).toContain("Exit codes:");
  });

  test.each(["apigw create-method --help", "apigw create-method -h", "apigw help create-method"])(
    "%s has the examples first and every flag under the console's headings",
    async (line) => {
      const run = await place.run(line);
      expect(run).toMatchObject({ exit: 0, stderr: "", calls: [] });
      const { createMethod } = await import("../../src/commands/create-method.ts");
      for (const { flag } of Object.values(createMethod.settings)) expect(run.stdout).toContain(`--${flag}`);
      const headings = ["Examples:", "Method details:", "Method request settings:", "Common:"];
      const places = headings.map((heading) => run.stdout.indexOf(`\n${heading}`));
      expect(places.every((at) => at > 0)).toBe(true);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  );

  test.each(["--version", "-V", "version"])("apigw %s", async (word) => {
    const run = await place.run(`apigw ${word}`);
    expect(run).toMatchObject({ exit: 0, stderr: "", calls: [] });
    expect(run.stdout).toMatch(/^\d+\.\d+\.\d+(-source)?\n$/);
  });
});
