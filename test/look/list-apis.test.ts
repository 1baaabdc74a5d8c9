import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";

const LIST = "apigw list-apis";

async function twoApis(place: Place): Promise<string> {
  const { id = "" } = await place.account.gateway.createRestApi({
    name: "a\u001b[31mrchive",
    description: "line one\nline two",
    endpointConfiguration: { types: ["EDGE"] },
  });
  return id;
}

describe("apigw list-apis", () => {
  test("lists name, id, type, stages, methods, date and description, by name", async () => {
    const place = await freshPlace();
    const id = await twoApis(place);
    const run = await place.run(LIST);
    expect(run, run.stderr).toMatchObject({ exit: 0, stderr: "", writes: [] });
    const [head, first, second] = run.stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(head).toEqual(["NAME", "ID", "ENDPOINT", "STAGES", "METHODS", "CREATED", "DESCRIPTION"]);
    // What came from AWS does nothing to the terminal.
    expect(first).toEqual(["a [31mrchive", id, "EDGE", "none", "0", expect.any(String), "line one line two"]);
    expect(second).toEqual([
      "petstore",
      place.apiId,
      "REGIONAL",
      "dev",
      "1",
      "2026-01-05",
      "The sandbox's sample API",
    ]);
  });

  test("as data, every member is there and in one order", async () => {
    const place = await freshPlace();
    await twoApis(place);
    const { apis } = JSON.parse((await place.run(`${LIST} --output json`)).stdout) as { apis: object[] };
    for (const one of apis)
      expect(Object.keys(one)).toEqual([
        ...["name", "id", "endpointType", "stages", "methods", "created", "description"],
      ]);
    const text = (await place.run(`${LIST} --output text`)).stdout.trimEnd().split("\n");
    expect(text[1]?.split("\t").slice(0, 5)).toEqual(["petstore", place.apiId, "REGIONAL", "dev", "1"]);
    expect((await place.run(`${LIST} --output ndjson`)).stdout.trimEnd().split("\n")).toHaveLength(2);
  });

  test("what may not be read is no number", async () => {
    const place = await freshPlace({
      faults: [
        { kind: "denied", operation: "GetResources" },
        { kind: "denied", operation: "GetStages" },
      ],
    });
    expect((await place.run(LIST)).stdout).toMatch(/petstore +\w+ +REGIONAL +\? +\? +2026/);
    const data = await place.run(`${LIST} --output json --query apis[].[stages,methods]`);
    expect(JSON.parse(data.stdout)).toEqual([[null, null]]);
  });

  test("an account without any says so, and one that may not list them ends the run", async () => {
    const empty = await freshPlace();
    await empty.account.gateway.deleteRestApi({ restApiId: empty.apiId });
    expect((await empty.run(LIST)).stdout).toBe("There is no REST API in us-east-1.\n");
    expect(JSON.parse((await empty.run(`${LIST} --output json`)).stdout).apis).toEqual([]);
    expect((await empty.run(`${LIST} --output text`)).stdout).toBe("");
    const denied = await freshPlace({ faults: [{ kind: "denied", operation: "GetRestApis" }] });
    const run = await denied.run(LIST);
    expect(run).toMatchObject({ exit: 4, stdout: "" });
    expect(run.stderr).toContain("You are not allowed to call GetRestApis");
  });
});
