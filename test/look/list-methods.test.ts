import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLike } from "../../src/commands/list-methods/filter.ts";
import { freshPlace, openPlace, type Place } from "../cli/run.ts";

const LIST = "apigw list-methods --api petstore";
const MAKE = "apigw create-method --api petstore --no-permission";
const METHODS = [
  "/orders --create-resource --method GET --integration http --integration-method GET --endpoint https://orders.example.com/v1 --timeout 5000 --authorization iam",
  "/orders --method PUT --recipe sqs:SendMessage --set queue=pets --role arn:aws:iam::123456789012:role/apigw-sample-role --api-key-required",
  "/orders --method POST --integration vpc-link --vpc-link backend --integration-method POST --endpoint http://pets.internal:8080/x --proxy",
  "/pets --method POST --integration lambda --proxy --function hello:live --authorization cognito --authorizer customers --scope pets/write",
  "/pets/{petId} --method ANY --integration lambda --function '${stageVariables.fn}'",
  "/pets/{petId}/visits --create-resource --method GET --integration lambda --proxy --function list-pets",
];

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  for (const method of METHODS) {
    const run = await place.run(`${MAKE} --resource ${method}`);
    expect(run.exit, run.stderr).toBe(0);
  }
  const { gateway } = place.account;
  const restApiId = place.apiId;
  const { id: deploymentId } = await gateway.createDeployment({ restApiId });
  await gateway.createStage({ restApiId, stageName: "prod", deploymentId, variables: { fn: "hello:live" } });
  await gateway.createStage({ restApiId, stageName: "test", deploymentId, variables: { fn: "list-pets" } });
  const changed = await place.run(
    "apigw update-method --api petstore --resource /orders --method GET --timeout 6000",
  );
  expect(changed.exit, changed.stderr).toBe(0);
}, 60_000);
afterAll(() => place.close());

interface Row {
  readonly path: string;
  readonly method: string;
}

const rows = async (flags: string): Promise<readonly (Row & Record<string, unknown>)[]> => {
  const run = await place.run(`${LIST} ${flags} --output json`);
  expect(run.exit, run.stderr).toBe(0);
  expect(run.writes).toEqual([]);
  return JSON.parse(run.stdout).methods;
};
const named = async (flags: string) => (await rows(flags)).map(({ method, path }) => `${method} ${path}`);

describe("apigw list-methods", () => {
  test("draws nothing in a pipe: the tree is told by its indents", async () => {
    expect((await place.run(LIST)).stdout).toMatchInlineSnapshot(`
      "petstore (nx8ake453d): 7 methods
      /
        /orders
          GET        http orders.example.com            iam                6000 ms
          POST       vpc-link proxy pets.internal:8080  open
          PUT        aws sqs:SendMessage                open               key
        /pets
          GET        mock                               open
          POST       lambda proxy hello:live            cognito customers
          /{petId}
            ANY      lambda \${stageVariables.fn}        open
            /visits
              GET    lambda proxy list-pets             open
      "
    `);
    expect((await place.run(`${LIST} --output tree --path '/pets/**'`)).stdout).toMatchInlineSnapshot(`
      "petstore (nx8ake453d): 4 of 7 methods
      /
        /pets
          GET        mock                         open
          POST       lambda proxy hello:live      cognito customers
          /{petId}
            ANY      lambda \${stageVariables.fn}  open
            /visits
              GET    lambda proxy list-pets       open
      "
    `);
  });

  test("as a table has a line for each method, and a column for each stage", async () => {
    expect((await place.run(`${LIST} --output table --stages`)).stdout).toMatchInlineSnapshot(`
      "METHOD  PATH                  INTEGRATION     TARGET                AUTHORIZATION      KEY  TIMEOUT   dev     prod     test
      GET     /orders               http            orders.example.com    iam                no   6000 ms   absent  changed  changed
      POST    /orders               vpc-link proxy  pets.internal:8080    none               no   29000 ms  absent  live     live
      PUT     /orders               aws             sqs:SendMessage       none               yes  29000 ms  absent  live     live
      GET     /pets                 mock            mock                  none               no             live    live     live
      POST    /pets                 lambda proxy    hello:live            cognito customers  no   29000 ms  absent  live     live
      ANY     /pets/{petId}         lambda          \${stageVariables.fn}  none               no   29000 ms  absent  live     live
      GET     /pets/{petId}/visits  lambda proxy    list-pets             none               no   29000 ms  absent  live     live
      "
    `);
  });

  test("as text has a line for each method, to be cut at its tabs", async () => {
    const { stdout } = await place.run(`${LIST} --output text --stages --method POST`);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")),
    ).toEqual([
      [
        "/orders",
        "POST",
        "vpc-link",
        "True",
        "pets.internal:8080",
        "none",
        "None",
        "",
        "False",
        "29000",
        "None",
        "None",
        "dev=absent,prod=live,test=live",
      ],
      [
        "/pets",
        "POST",
        "lambda",
        "True",
        "hello:live",
        "cognito",
        "customers",
        "pets/write",
        "False",
        "29000",
        "None",
        "None",
        "dev=absent,prod=live,test=live",
      ],
    ]);
  });

  test("as data says the same in the same order, whatever was asked for", async () => {
    const [one] = await rows("--path /orders --method GET --stages");
    expect(JSON.stringify(one)).toMatchInlineSnapshot(
      `"{"path":"/orders","method":"GET","integration":"http","proxy":false,"target":"orders.example.com","authorization":"iam","authorizer":null,"scopes":[],"apiKeyRequired":false,"timeout":6000,"role":null,"requestValidator":null,"stages":{"dev":"absent","prod":"changed","test":"changed"}}"`,
    );
    const lines = (await place.run(`${LIST} --output ndjson`)).stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(await rows(""));
    const query = await place.run(`${LIST} --query 'methods[?authorization==\`none\`].path' --output text`);
    expect(query.stdout).toBe("/orders\t/orders\t/pets\t/pets/{petId}\t/pets/{petId}/visits\n");
  });

  test("asks for a stage no more than it is asked", async () => {
    const calls = async (flags: string) =>
      (await place.run(`${LIST} ${flags}`)).calls.map((one) => one.operation);
    expect(await calls("")).toEqual(["GetRestApis", "GetResources", "GetAuthorizers"]);
    expect((await calls("--not-live dev")).filter((one) => one === "GetExport")).toHaveLength(1);
    // Of three stages two serve one deployment.
    expect((await calls("--stages")).filter((one) => one === "GetExport")).toHaveLength(2);
  });

  test("says in which stages a variable names the function", async () => {
    const run = await place.run(`${LIST} --function list-pets`);
    expect(run.stderr).toBe("Note: ANY /pets/{petId} calls it in test, by the stage's variables.\n");
  });

  test("says that none is like that, and names a stage that is none", async () => {
    for (const output of ["text", "ndjson"])
      expect((await place.run(`${LIST} --method DELETE --output ${output}`)).stdout).toBe("");
    const none = await place.run(`${LIST} --method DELETE`);
    expect(none).toMatchObject({ exit: 0, stderr: "None of the 7 methods is like that.\n" });
    const wrong = await place.run(`${LIST} --not-live prd --path x`);
    expect(wrong).toMatchObject({ exit: 2, stdout: "", calls: [] });
    expect(wrong.stderr).toContain("--path: \"x\" begins like no path. Write '/x' or '**/x'.");
    const stage = await place.run(`${LIST} --not-live prd`);
    expect(stage).toMatchObject({ exit: 5, stdout: "" });
    expect(stage.stderr).toContain(
      '--not-live: petstore has no stage "prd"; it has dev, prod, test. Did you mean prod?',
    );
  });

  test("--findings marks what check-method finds, and what nobody could look at", async () => {
    const found = await rows("--findings");
    const check = await place.run("apigw check-method --api petstore --all --output json");
    const { findings } = JSON.parse(check.stdout) as { findings: readonly { at: string }[] };
    for (const row of found)
      expect(row.findings).toEqual(
        findings.filter(({ at }) => at === `${row.method} ${row.path}`).map(({ at: _, ...one }) => one),
      );
    const tree = (await place.run(`${LIST} --findings`)).stdout;
    expect(tree).toMatch(/GET .*list-pets .*! permission/);
    // A note is no fault.
    expect(found.find(({ path }) => path === "/pets")?.findings).toMatchObject([{ level: "note" }]);
    expect(tree).not.toMatch(/GET {2,}mock.*!/);
    const denied = await freshPlace({ faults: [{ kind: "denied", operation: "GetFunctionConfiguration" }] });
    await denied.become(place);
    expect((await denied.run(`${LIST} --findings`)).stdout).toMatch(/POST .*hello:live .*\? .*function/);
  });

  test("a stage of which nobody may tell is not called live", async () => {
    const denied = await freshPlace({ faults: [{ kind: "denied", operation: "GetExport" }] });
    await denied.become(place);
    const run = await denied.run(`${LIST} --stages --output json`);
    const { methods } = JSON.parse(run.stdout) as { methods: readonly { stages: Record<string, string> }[] };
    expect(new Set(methods.map(({ stages }) => stages.prod))).toEqual(new Set(["unknown"]));
    expect(new Set(methods.map(({ stages }) => stages.dev))).toEqual(new Set(["absent", "unknown"]));
    expect((await denied.run(`${LIST} --not-live prod --output text`)).stdout.split("\n")).toHaveLength(8);
  });

  test("what a stage still serves, and is configured no more, is said", async () => {
    const other = await freshPlace();
    await other.become(place);
    const gone = await other.run("apigw delete-method --api petstore --resource /orders --method PUT --yes");
    expect(gone.exit, gone.stderr).toBe(0);
    const run = await other.run(`${LIST} --stages`);
    expect(run.stderr).toContain("Note: PUT /orders is configured no more, and still served by prod, test.");
    const data = await other.run(`${LIST} --stages --output json --query onlyInStages`);
    expect(JSON.parse(data.stdout)).toEqual([{ at: "PUT /orders", stages: ["prod", "test"] }]);
  });

  test.each([
    ["--path '/pets/*'", ["ANY /pets/{petId}"]],
    ["--path '/pets/**'", ["GET /pets", "POST /pets", "ANY /pets/{petId}", "GET /pets/{petId}/visits"]],
    ["--path '**/visits'", ["GET /pets/{petId}/visits"]],
    ["--method GET", ["GET /orders", "GET /pets", "GET /pets/{petId}/visits"]],
    ["--integration vpc-link", ["POST /orders"]],
    ["--integration aws", ["PUT /orders"]],
    ["--integration lambda", ["POST /pets", "ANY /pets/{petId}", "GET /pets/{petId}/visits"]],
    ["--integration http --method GET", ["GET /orders"]],
    ["--authorization none --method POST", ["POST /orders"]],
    ["--authorization cognito", ["POST /pets"]],
    ["--role apigw-sample-role", ["PUT /orders"]],
    ["--role arn:aws:iam::123456789012:role/apigw-sample-role", ["PUT /orders"]],
    ["--role arn:aws:iam::210987654321:role/apigw-sample-role", []],
    ["--function hello", ["POST /pets", "ANY /pets/{petId}"]],
    ["--function hello:live", ["POST /pets", "ANY /pets/{petId}"]],
    ["--function hello:dead", []],
    ["--function list-pets", ["ANY /pets/{petId}", "GET /pets/{petId}/visits"]],
    [
      "--function arn:aws:lambda:us-east-1:123456789012:function:list-pets",
      ["ANY /pets/{petId}", "GET /pets/{petId}/visits"],
    ],
    ["--function arn:aws:lambda:eu-west-1:123456789012:function:list-pets", []],
    ["--function '${stageVariables.fn}'", ["ANY /pets/{petId}"]],
    ["--not-live prod", ["GET /orders"]],
    ["--not-live dev --method GET", ["GET /orders", "GET /pets/{petId}/visits"]],
  ])("%s lists these and no other", async (flags, expected) => {
    expect(await named(flags)).toEqual(expected);
  });
});

describe("a path is like a pattern", () => {
  test.each([
    ["/", "/", true],
    ["/", "**", true],
    ["/pets", "*", true],
    ["/pets/{petId}", "/pets/{*}", true],
    ["/pets/{petId}", "/*/*", true],
    ["/pets/{petId}", "/*", false],
    ["/pets", "/pets/**", true],
    ["/a/b/c/d", "/a/**/d", true],
    ["/a/d", "/a/**/d", true],
    ["/a/b/c", "/a/**/d", false],
    ["/files/a.b.c", "/files/*.b.*", true],
    ["/files/ab", "/files/ab*ab", false],
    ["/pets+", "/pets.", false],
  ])("%s is like %s: %s", (path, glob, like) => expect(isLike(path, glob)).toBe(like));

  test("a pattern that is hard to read ends", () => {
    expect(isLike(`/${"a".repeat(200)}`, `/${"*a".repeat(80)}b`)).toBe(false);
    expect(isLike(`/${"a/".repeat(60)}x`, `/${"**/a/".repeat(25)}y`)).toBe(false);
  });
});
