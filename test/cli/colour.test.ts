import { describe, expect, test } from "vitest";
import { freshPlace, type Run } from "./run.ts";

const ESCAPE = "\x1b";

const CREATE = "apigw create-method --api petstore --resource /pets";
const TEST = "apigw test-method --api petstore --resource /pets --method GET";
const MOCK = `${CREATE} --method POST --integration mock`;
const NOTED = `${MOCK} --request-validator body`;
const forced = { env: { FORCE_COLOR: "1" } };

/** Text in colours, each named in front: `<red>--method:</> "GTE" is …`. */
const named = (text: string): string =>
  text
    .replaceAll("\x1b[31m\x1b[1m", "<red>")
    .replaceAll("\x1b[22m\x1b[39m", "</>")
    .replaceAll("\x1b[32m", "<green>")
    .replaceAll("\x1b[33m", "<yellow>")
    .replaceAll("\x1b[39m", "</>");

const lines = (text: string): string[] => named(text).trimEnd().split("\n");

describe("at a terminal", () => {
  test("the flag of a problem is red", async () => {
    const place = await freshPlace();
    const run = await place.sit(`${CREATE} --method GTE`, async () => {});
    expect(lines(run.screen)).toEqual([
      expect.stringMatching(/^<red>--method:<\/> "GTE" is not one of ANY, .* Did you mean GET\?$/),
      "Nothing was changed.",
    ]);
  });

  test("a problem that no flag has is red itself", async () => {
    const run = await (await freshPlace()).sit("apigw creat-method", async () => {});
    expect(lines(run.screen)[0]).toBe('<red>"creat-method" is not a command.</> Did you mean create-method?');
  });

  test("what AWS refuses begins in red, and what it says is as it is", async () => {
    const place = await freshPlace({ faults: [{ kind: "error", operation: "GetRestApis" }] });
    const run = await place.sit(TEST, async () => {});
    expect(lines(run.screen)[0]).toMatch(
      /^<red>AWS could not answer GetRestApis \(InternalFailure\)<\/>: [^<]+$/,
    );
  });

  test("a note is yellow in front", async () => {
    const run = await (await freshPlace()).sit(`${NOTED} --dry-run`, async () => {});
    expect(named(run.screen)).toContain("<yellow>Note:</> the request validator");
  });

  test("the plan that is to be confirmed has the colours of what its calls do", async () => {
    const run = await (await freshPlace()).sit(`${CREATE} --method POST`, async (person) => {
      await person.picks("Integration type:", "Mock");
      await person.says(false, "Configure method request settings?");
      await person.says(false, "Configure integration request settings?");
      await person.says(false, "Configure responses?");
      await person.says(true, "Create method?");
    });
    expect(run.exit).toBe(0);
    expect(named(run.screen)).toContain("  1.  <green>PutMethod</>               POST /pets      – ");
  });

  test("standard output is not coloured where it is no terminal", async () => {
    const run = await (await freshPlace()).sit(MOCK, async () => {});
    expect(run.stdout).toMatch(
      /^Created POST \/pets of petstore, in us-east-1[^\n]*:\n {2}1\. {2}PutMethod {2}/,
    );
  });
});

describe("on standard output", () => {
  const printed = async (line: string, before?: string): Promise<Run> => {
    const place = await freshPlace();
    if (before !== undefined) expect((await place.run(before)).exit).toBe(0);
    return place.run(line, forced);
  };

  test("success is green, and each operation has the colour of what it does", async () => {
    const made = await printed(MOCK);
    expect(lines(made.stdout).slice(0, 2)).toEqual([
      expect.stringMatching(/^<green>Created POST \/pets of petstore, in us-east-1[^<]*:<\/>$/),
      "  1.  <green>PutMethod</>               POST /pets      – the resource does not have this method",
    ]);
    const again = await printed(MOCK, MOCK);
    expect(lines(again.screen)[0]).toMatch(/^<red>--if-exists:<\/> POST \/pets exists already/);
    const same = await printed(`${MOCK} --if-exists update`, MOCK);
    expect(named(same.stdout)).toBe("<green>Already so: POST /pets of petstore. Nothing was sent.</>\n");
    const replaced = named((await printed(`${MOCK} --if-exists replace --response 201`, MOCK)).stdout);
    expect(replaced).toContain("<red>DeleteMethodResponse</>");
    const updated = named((await printed(`${MOCK} --if-exists update --api-key-required`, MOCK)).stdout);
    expect(updated).toContain("<yellow>UpdateMethod</>");
    const dry = named((await printed(`${MOCK} --dry-run`)).stdout);
    expect(dry).toMatch(/^1\. <green>apigateway:PutMethod<\/> {2}POST \/pets$/m);
  });

  test.each([
    ["200", "green"],
    ["404", "yellow"],
    ["500", "red"],
  ])("the status %s of a test is %s", async (status, colour) => {
    const template = `--request-template application/json={"statusCode":${status}}`;
    const made = `${MOCK} --response 200 --response 404=404 --response 500=500`.split(" ");
    const place = await freshPlace();
    expect((await place.run([...made, ...template.split(" ")])).exit).toBe(0);
    const run = await place.run(`${TEST.replace("GET", "POST")} --expect-status 200`, forced);
    expect(lines(run.stdout)[0]).toBe(`Status   <${colour}>${status}</>`);
    const [expected] = lines(run.screen);
    expect(expected).toBe(
      status === "200" ? "<green>ok</>      status 200" : `<red>failed</>  status 200, got ${status}`,
    );
  });

  test("what is found in methods has the colour of how bad it is", async () => {
    const place = await freshPlace();
    expect((await place.run(NOTED)).exit).toBe(0);
    const run = await place.run("apigw check-method --api petstore --all", forced);
    expect(named(run.stdout)).toContain("POST /pets  <yellow>warning</>  validator-without-model: ");
  });
});

describe("whether there is colour at all", () => {
  test.each([
    [{}, true],
    [{ TERM: "xterm-256color" }, true],
    [{ TERM: "dumb" }, false],
    [{ TERM: "dumb", FORCE_COLOR: "1" }, true],
    [{ NO_COLOR: "1" }, false],
    [{ NO_COLOR: "" }, true],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "false" }, false],
  ])("at a terminal with %j: %s", async (env, coloured) => {
    const run = await (await freshPlace()).sit("apigw nothing", async () => {}, { env });
    expect(run.screen.includes(ESCAPE)).toBe(coloured);
  });

  test.each([
    [{}, false],
    [{ TERM: "xterm-256color" }, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "3", NO_COLOR: "1" }, false],
  ])("in a pipe with %j: %s", async (env, coloured) => {
    const run = await (await freshPlace()).run("apigw nothing", { env });
    expect(run.screen.includes(ESCAPE)).toBe(coloured);
  });

  test.each([
    `${MOCK} --output json`,
    `${MOCK} --output yaml`,
    `${MOCK} --query outcome`,
    `${MOCK} --dry-run --query calls`,
    `${TEST} --output json`,
    "apigw check-method --api petstore --all --output sarif",
    "apigw --help",
    "apigw create-method --help",
    "apigw completion bash",
  ])("never in what programs read: %s", async (line) => {
    const run = await (await freshPlace()).run(line, forced);
    expect(run.exit).toBe(0);
    expect(run.stdout).not.toContain(ESCAPE);
  });

  test("colours add nothing to the text", async () => {
    const bare = await (await freshPlace()).run(`${NOTED} --test`);
    const { stdout } = await (await freshPlace()).run(`${NOTED} --test`, forced);
    // What two runs at two places do not share.
    const same = (text: string) => text.replaceAll(/\d+ ms|127\.0\.0\.1:\d+|Id \w+/g, "…");
    expect(same(stdout.replaceAll(/\x1b\[\d+m/g, ""))).toBe(same(bare.stdout));
  });

  test("a name from AWS brings none of its own", async () => {
    const place = await freshPlace();
    await place.account.gateway.createRestApi({ name: "red\x1b[31mname" });
    const { items = [] } = await place.account.gateway.getRestApis({});
    const id = items.find(({ name }) => name?.startsWith("red"))?.id;
    const line = `apigw create-method --api ${id} --resource / --method GET --integration mock`;
    const run = await place.run(line, forced);
    expect(lines(run.stdout)[0]).toEqual(
      expect.stringMatching(/^<green>Created GET \/ of red \[31mname, in us-east-1[^<]*:<\/>$/),
    );
  });

  test("nor does anything else that others wrote: a colour could hide what stands behind it", async () => {
    const hidden = "\x1b[8mHIDDEN\x1b[0m";
    const place = await freshPlace();
    const { gateway, dump } = place.account;
    const restApiId = place.apiId;
    const resourceId = (await dump()).apis.petstore?.resources["/pets"]?.id ?? "";
    const at = { restApiId, resourceId, httpMethod: "GET" };
    await gateway.createModel({
      restApiId,
      name: "Other",
      contentType: "application/json",
      schema: "{}",
      description: hidden,
    });
    const text = `{"statusCode": 200} ## ${hidden}\n## two`;
    await gateway.putIntegration({ ...at, type: "MOCK", requestTemplates: { "application/json": text } });
    const responseTemplates = { "application/json": hidden };
    await gateway.putIntegrationResponse({ ...at, statusCode: "200", responseTemplates });
    await gateway.updateRestApi({
      restApiId,
      patchOperations: [{ op: "replace", path: "/description", value: hidden }],
    });
    const method = "--api petstore --resource /pets --method GET";
    const formats = ["openapi", "terraform", "cloudformation", "cdk", "aws-cli", "apigw"];
    for (const line of [
      ...["table", "text", "json", "yaml", "ndjson"].flatMap((output) => [
        `list-apis --output ${output}`,
        `show-method ${method} --output ${output}`,
        `test-method ${method} --log --output ${output}`,
      ]),
      ...formats.map((format) => `export --api petstore --format ${format}`),
    ]) {
      const run = await place.run(`apigw ${line}`, forced);
      expect(run.stdout, line).toContain("HIDDEN");
      expect(run.stdout, line).not.toContain("\x1b[8m");
    }
  });
});
