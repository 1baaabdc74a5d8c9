import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";
import { type Backends, deploy, guarded, openBackends, openScene } from "./scene.ts";

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

// What is an authorizer's own decision: there is a cause and a way to look, and nothing here that would change it.
describe("a caller whom an authorizer refuses", () => {
  test.each([
    ["unauthorized", 401, "unauthorized"],
    ["denying", 403, "explicit-deny"],
    ["other", 403, "not-allowed"],
  ])("%s", async (name, status, id) => {
    const scene = await openScene(backends);
    await guarded(scene, name);
    const answer = await fetch(`${scene.url}/_aws/execute-api/${scene.apiId}/live/broken`, {
      method: "POST",
      headers: { Authorization: "Bearer x" },
    });
    expect(answer.status).toBe(status);
    const ran = await scene.run(["explain", await answer.text(), "--output", "json"]);
    expect(ran.exit, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout).explanations).toMatchObject([{ id }]);
  });
});

describe("an address", () => {
  const explained = async (place: Place, ...words: readonly string[]) => {
    const ran = await place.run(["explain", ...words, "--output", "json"]);
    expect(ran.exit, ran.stderr).toBe(0);
    expect(ran.writes).toEqual([]);
    return JSON.parse(ran.stdout);
  };
  const address = ({ apiId }: Place, path: string) =>
    `https://${apiId}.execute-api.us-east-1.amazonaws.com/live${path}`;

  test("names the method that answers, and whether it is live", async () => {
    const place = await freshPlace();
    await deploy(place);
    await place.run(
      "apigw create-method --api petstore --resource /pets/{petId} --method ANY --integration mock",
    );
    const { methods, notes } = await explained(place, `DELETE ${address(place, "/pets/7")}`);
    expect(methods).toMatchObject([
      { resource: "/pets/{petId}", method: "ANY", stages: { live: "not there" } },
    ]);
    expect(notes.join()).toContain("apigw deploy --api petstore --stage live");
    await deploy(place);
    const now = await explained(
      place,
      `${place.url}/_aws/execute-api/${place.apiId}/live/pets/7`,
      "--method",
      "GET",
    );
    expect(now).toMatchObject({ methods: [{ method: "ANY", stages: { live: "as configured" } }], notes: [] });
  });

  test("says what is not there", async () => {
    const place = await freshPlace();
    await deploy(place);
    expect((await explained(place, `GET ${address(place, "/cats")}`)).notes.join()).toContain(
      "no resource for /cats",
    );
    expect((await explained(place, `PATCH ${address(place, "/pets")}`)).notes.join()).toContain(
      "no method PATCH",
    );
    const other = address(place, "/pets").replace("/live/", "/prod/");
    expect((await explained(place, `GET ${other}`)).notes.join()).toContain('no stage "prod"; it has');
  });

  test("of a custom domain name is not guessed at", async () => {
    const ran = await (await freshPlace()).run(["explain", "https://api.example.com/pets"]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain("get-base-path-mappings");
  });
});

describe("a function", () => {
  test("every method that calls it, and whether it may", async () => {
    const place = await freshPlace();
    for (const flags of [
      "--method POST --integration lambda --function hello",
      "--method PUT --integration lambda --proxy --function hello:live --no-permission",
    ]) {
      const made = await place.run(`apigw create-method --api petstore --resource /pets ${flags}`);
      expect(made.exit, made.stderr).toBe(0);
    }
    const ran = await place.run("apigw explain --function hello --output json");
    expect(JSON.parse(ran.stdout).methods).toMatchObject([
      { resource: "/pets", method: "POST", allowed: "yes" },
      { resource: "/pets", method: "PUT", allowed: "no" },
    ]);
    expect(
      JSON.parse((await place.run("apigw explain --function hello:live --output json")).stdout).methods,
    ).toHaveLength(1);
    expect(await place.run("apigw explain --function create-pet")).toMatchObject({
      exit: 0,
      stdout: "No method calls it.\n",
    });
  });
});

describe("a function whose policy has a statement for each stage", () => {
  test.each([
    ["its stage and the test, as CDK writes them", ["live", "test-invoke-stage"], "yes"],
    ["the test alone", ["test-invoke-stage"], "no"],
  ])("%s", async (_, stages, allowed) => {
    const place = await freshPlace();
    const { gateway, functions } = place.account;
    for (const { stageName } of (await gateway.getStages({ restApiId: place.apiId })).item ?? [])
      await gateway.deleteStage({ restApiId: place.apiId, stageName });
    const made = await place.run(
      "apigw create-method --api petstore --resource /pets/{petId} --method GET --integration lambda --function hello --no-permission",
    );
    expect(made.exit, made.stderr).toBe(0);
    await deploy(place);
    for (const stage of stages)
      await functions.addPermission({
        FunctionName: "hello",
        StatementId: stage,
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
        SourceArn: `arn:aws:execute-api:us-east-1:123456789012:${place.apiId}/${stage}/GET/pets/{petId}`,
      });
    const ran = await place.run("apigw explain --function hello --output json");
    expect(JSON.parse(ran.stdout).methods).toMatchObject([{ resource: "/pets/{petId}", allowed }]);
  });
});

describe("what nobody knows", () => {
  test.each(["the cat sat on the mat", "500", "{}", "Internal", "https"])(
    "%s: is said to be unknown",
    async (text) => {
      const ran = await (await freshPlace()).run(["explain", text]);
      expect(ran).toMatchObject({ exit: 5, calls: [] });
      expect(ran.stdout).toContain("nothing is guessed");
    },
  );

  test("a rule of check-method, and a check with its rules, are known by name", async () => {
    const place = await freshPlace();
    const told = async (name: string) =>
      JSON.parse((await place.run(["explain", name, "--output", "json"])).stdout);
    expect(await told("pattern-same")).toMatchObject({
      what: "check",
      explanations: [{ id: "pattern-same" }],
    });
    expect((await told("binary")).explanations.length).toBeGreaterThan(2);
  });

  test("a log of a call that was answered well", async () => {
    const place = await freshPlace();
    const { stdout } = await place.run(
      "apigw test-method --api petstore --resource /pets --method GET --log",
    );
    const ran = await place.run("apigw explain --log -", { input: stdout });
    expect(ran).toMatchObject({ exit: 0, calls: [] });
    expect(ran.stdout).toContain("answered with 200: nothing went wrong");
  });

  test("a message in the caller's own body explains nothing", async () => {
    const place = await freshPlace();
    const log = "Method request body before transformations: Invalid permissions on Lambda function";
    expect((await place.run(["explain", "--log", log])).exit).toBe(5);
  });

  test("nothing at all, or two things", async () => {
    const place = await freshPlace();
    for (const words of [["explain"], ["explain", "Forbidden", "--function", "hello"]])
      expect(await place.run(words)).toMatchObject({ exit: 2, stdout: "" });
  });

  test("without an account, what a text alone says", async () => {
    const place = await freshPlace();
    const ran = await place.run(
      [
        "explain",
        "HTTP Method: GET, Resource Path: /pets\nx-amzn-apigateway-api-id=abcde12345\nExecution failed due to a timeout error",
      ],
      {
        env: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
      },
    );
    expect(ran.exit, ran.stderr).toBe(0);
    expect(ran.stdout).toContain(
      "apigw update-method --api abcde12345 --resource /pets --method GET --timeout 29000",
    );
    expect(ran.stdout).toContain("Not checked here");
  });
});
