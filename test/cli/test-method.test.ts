import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";

const CREATE = "apigw create-method --api petstore";
const TEST = "apigw test-method --api petstore";

/** A place with a mock on /pets/{petId} that answers with what it was called with. */
async function withEcho(): Promise<Place> {
  const place = await freshPlace();
  const made = await place.run([
    ...`${CREATE} --resource /pets/{petId} --method POST --integration mock --query-param limit --header X-Trace`.split(
      " ",
    ),
    "--response-header",
    "200:X-Trace='none'",
    "--response-template",
    `200:application/json={"id":"$input.params('petId')","limit":"$input.params('limit')","trace":"$input.params('X-Trace')","table":"$stageVariables.table"}`,
    "--response",
    "500=broken",
  ]);
  expect(made.exit).toBe(0);
  return place;
}

test("--client-certificate is shown to the backend", async () => {
  const place = await withEcho();
  const line = `${TEST} --resource /pets/{petId} --method POST --path petId=1 --client-certificate`;
  const run = await place.run(`${line} a1b2c3`);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.calls.find(({ operation }) => operation === "TestInvokeMethod")?.input).toMatchObject({
    clientCertificateId: "a1b2c3",
  });
  expect(await place.run(`${line} not/an/id`)).toMatchObject({ exit: 2, calls: [] });
});

/** A place with two stages: `dev`, without variables, and `prod`, with two. */
async function withStage(): Promise<Place> {
  const place = await freshPlace();
  await place.account.gateway.createDeployment({
    restApiId: place.apiId,
    stageName: "prod",
    variables: { table: "pets", region: "eu" },
  });
  return place;
}

describe("apigw test-method", () => {
  test("calls the method and prints status, latency, headers and body", async () => {
    const place = await freshPlace();
    const run = await place.run(`${TEST} --resource /pets --method GET`);
    expect(run.exit).toBe(0);
    expect(run.stdout.replace(/\d+ ms/, "N ms")).toMatchInlineSnapshot(`
      "Status   200
      Latency  N ms
      Headers
        Content-Type  application/json
      Body
        [
          {
            "id": 1,
            "name": "Rex",
            "type": "dog"
          },
          {
            "id": 2,
            "name": "Mia",
            "type": "cat"
          }
        ]
      "
    `);
    expect(run.writes.map(({ operation }) => operation)).toEqual(["TestInvokeMethod"]);
  });

  test("sends path parameters, query strings, headers, stage variables and the body", async () => {
    const place = await withEcho();
    const run = await place.run(
      `${TEST} --resource /pets/{petId} --method POST --path 'petId=a b/ä' --query-string limit=10 --query-string 'q=x&y' --header X-Trace=1 --header 'Accept: text/plain' --stage-variable table=pets --body @body.json --output json`,
      { files: { "body.json": '{"name":"Rex"}' } },
    );
    expect(run.exit).toBe(0);
    expect(run.writes).toEqual([
      expect.objectContaining({
        operation: "TestInvokeMethod",
        input: expect.objectContaining({
          httpMethod: "POST",
          pathWithQueryString: "/pets/a%20b%2F%C3%A4?limit=10&q=x%26y",
          headers: { "X-Trace": "1", Accept: "text/plain" },
          stageVariables: { table: "pets" },
          body: '{"name":"Rex"}',
        }),
      }),
    ]);
    const answer = JSON.parse(run.stdout);
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining(["schemaVersion", "status", "body", "headers", "latency", "expectations"]),
    );
    expect(answer).not.toHaveProperty("log");
    expect(JSON.parse(answer.body)).toMatchObject({ limit: "10", trace: "1", table: "pets" });
  });

  test("takes a path as a whole, and a body from standard input", async () => {
    const place = await withEcho();
    const run = await place.run(
      `${TEST} --resource /pets/{petId} --method POST --path /pets/7 --body - --query body --output json`,
      { input: "hello" },
    );
    expect(run.exit).toBe(0);
    expect(run.writes[0]?.input).toMatchObject({ pathWithQueryString: "/pets/7", body: "hello" });
    expect(JSON.parse(JSON.parse(run.stdout))).toMatchObject({ id: "7" });
  });

  test.each([
    ["--stage prod", { table: "pets", region: "eu" }],
    [
      "--stage prod --stage-variable table=other --stage-variable debug=1",
      { table: "other", region: "eu", debug: "1" },
    ],
    ["--stage dev", {}],
    ["--stage dev --stage-variable table=other", { table: "other" }],
  ])(
    "%s takes the stage variables of the stage, but for those that are given",
    async (flags, stageVariables) => {
      const place = await withStage();
      const run = await place.run(`${TEST} --resource /pets --method GET ${flags}`);
      expect(run.exit, run.stderr).toBe(0);
      expect(run.writes.map(({ operation }) => operation)).toEqual(["TestInvokeMethod"]);
      expect(run.writes[0]?.input).toMatchObject({ stageVariables });
    },
  );

  test("a stage that the API does not have is named beside all else that is wrong, and nothing is called", async () => {
    const place = await withStage();
    const run = await place.run(`${TEST} --resource /pets --method DELETE --stage prd`);
    expect(run).toMatchObject({ exit: 2, writes: [], stdout: "" });
    expect(run.stderr).toBe(
      '--method: /pets has no method DELETE. It has GET.\n--stage: petstore has no stage "prd"; it has dev, prod. Did you mean prod?\nNothing was changed.\n',
    );
  });

  test("an API without stages says so", async () => {
    const place = await withStage();
    for (const stageName of ["dev", "prod"])
      await place.account.gateway.deleteStage({ restApiId: place.apiId, stageName });
    const run = await place.run(`${TEST} --resource /pets --method GET --stage prod`);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain('--stage: petstore has no stage "prod"; it has none. Give ');
  });

  test("stages that may not be listed end it with AWS's own words", async () => {
    const place = await freshPlace({ faults: [{ kind: "error", operation: "GetStages" }] });
    const run = await place.run(`${TEST} --resource /pets --method GET --stage dev`);
    expect(run).toMatchObject({ exit: 1, writes: [] });
    expect(run.stderr).toContain("GetStages");
  });

  test("prints the log in readable form", async () => {
    const place = await withEcho();
    const run = await place.run(`${TEST} --resource /pets/{petId} --method POST --path petId=7 --log`);
    expect(run.stdout).toMatch(/^Log$/m);
    expect(run.stdout).toMatch(/^ {2}\d\d:\d\d:\d\d {2}Method request path: \{petId=7\}$/m);
    expect(run.stdout).toMatch(/^ {2}\d\d:\d\d:\d\d {2}Method completed with status: 200$/m);
    expect(run.stdout).not.toMatch(/UTC/);
  });

  test.each([
    ["--expect-status 200", 0],
    ["--expect-status 2xx", 0],
    ["--expect-status 404", 1],
    ["--expect-body Rex", 0],
    ["--expect-body 'length(@) == `2`'", 0],
    ["--expect-body 'length(@) == `3`'", 1],
    ["--expect-body \"[?name=='Rex']\"", 0],
    ["--expect-body \"[?name=='Max']\"", 1],
    ["--expect-header content-type", 0],
    ["--expect-header Content-Type=application/json", 0],
    ["--expect-header Content-Type=text/html", 1],
    ["--expect-header X-Absent", 1],
    ["--expect-status 200 --expect-body nothing-like-it", 1],
  ])("%s leaves with %i", async (flags, exit) => {
    const place = await freshPlace();
    const run = await place.run(`${TEST} --resource /pets --method GET ${flags}`);
    expect(run.exit).toBe(exit);
    expect(run.stderr).toContain(exit === 0 ? "ok  " : "failed  ");
  });

  test("leaves with 1 when the method answers 5xx, unless that is expected", async () => {
    const place = await freshPlace();
    const broken = await place.run(
      `${CREATE} --resource /pets --method PUT --integration http --integration-method GET --endpoint http://127.0.0.1:1024/ --test`,
    );
    expect(broken.exit).toBe(1);
    expect(broken.stdout).toContain("Status   504");
    expect(broken.stderr).toMatch(
      /504\.\n {2}Why: .*no connection to the backend[\s\S]*apigw update-method --api petstore/,
    );
    expect((await place.run(`${TEST} --resource /pets --method PUT`)).exit).toBe(1);
    expect((await place.run(`${TEST} --resource /pets --method PUT --expect-status 504`)).exit).toBe(0);
  });

  test("asks for the path parameters that the resource has", async () => {
    const place = await withEcho();
    const run = await place.sit(`${TEST} --resource /pets/{petId} --method POST`, async (person) => {
      await person.answers("Path {petId}:", "42");
    });
    expect(run.exit).toBe(0);
    expect(run.writes[0]?.input).toMatchObject({ pathWithQueryString: "/pets/42" });
  });

  test.each([
    ["--resource /pets/{petId} --method POST", "--path", "petId"],
    ["--resource /pets/{petId} --method POST --path other=1", "--path", "other"],
    ["--resource /pets/{petId} --method POST --path /stores/1", "--path", "/pets/{petId}"],
    ["--resource /pets/{petId} --method POST --path /pets/1 --path petId=1", "--path", "one of them"],
    ["--resource /pets/{petId} --method DELETE --path petId=1", "--method", "it has POST", 5],
    ["--resource /nothing --method GET", "--resource", "/nothing", 5],
    ["--resource /pets --method GET --body @missing.json", "--body", "missing.json"],
    ["--resource /pets --method GET --expect-status 20", "--expect-status", "2xx"],
    ["--resource /pets --method GET --header nonsense", "--header", "Accept=application/json"],
    ["--resource /pets --method GET --stage-variable x", "--stage-variable", "table=pets"],
    ["--resource /pets --method GET --timeout 5", "--timeout", "not a flag"],
  ])("%s is refused: %s", async (flags, flag, says, exit: number | string = 2) => {
    const place = await withEcho();
    const run = await place.run(`${TEST} ${flags}`);
    expect(run).toMatchObject({ exit, writes: [], stdout: "" });
    expect(run.stderr).toContain(flag);
    expect(run.stderr.toLowerCase()).toContain(says.toLowerCase());
  });

  test("create-method --test runs it afterwards, and standard output stays one document", async () => {
    const place = await freshPlace();
    const run = await place.run(
      `${CREATE} --resource /pets --method POST --integration mock --test --output json`,
    );
    expect(run.exit).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ outcome: "created" });
    expect(run.stderr).toContain("Status   200");
    expect(run.writes.at(-1)?.operation).toBe("TestInvokeMethod");
  });
});

describe("a method ANY", () => {
  const ANY = `${CREATE} --resource /any --create-resource --method ANY --integration mock --response-template 200:application/json=$context.httpMethod`;

  test.each([
    ["--method GET", "GET"],
    ["--method DELETE", "DELETE"],
    ["--method ANY", "GET"],
    ["--method ANY --body {}", "POST"],
  ])("is tested by %s as %s", async (words, verb) => {
    const place = await freshPlace();
    expect((await place.run(ANY.split(" "))).exit).toBe(0);
    const run = await place.run(`${TEST} --resource /any ${words} --expect-body ${verb}`);
    expect(run).toMatchObject({ exit: 0, stdout: expect.stringContaining(verb) });
    if (words.includes("ANY")) expect(run.stderr).toContain(`ANY is tested by ${verb}`);
  });

  test("is tested when it is made", async () => {
    const place = await freshPlace();
    const run = await place.run([...ANY.split(" "), "--test"]);
    expect(run).toMatchObject({ exit: 0, stdout: expect.stringContaining("GET") });
  });
});
