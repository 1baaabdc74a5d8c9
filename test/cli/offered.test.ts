import { describe, expect, test } from "vitest";
import { CTRL_C } from "./person.ts";
import { freshPlace } from "./run.ts";

/** What each command asks for of the place, where the API is the only one, with what Enter takes. */
const COMMANDS: readonly (readonly [command: string, resource: string, method: string | undefined])[] = [
  ["update-method", "/pets", "GET"],
  ["delete-method", "/pets", "GET"],
  ["add-response", "/pets", "GET"],
  ["remove-response", "/pets", "GET"],
  ["show-method", "/pets", "GET"],
  ["test-method", "/pets", "GET"],
  ["check-method", "/pets", "GET"],
  ["update-stage-method --stage dev", "/pets", "GET"],
  ["enable-cors", "/pets", undefined],
  ["delete-resource", "/pets", undefined],
];

describe("what stands in a list can be taken", () => {
  test.each(COMMANDS)("%s: Enter at its place", async (command, resource, method) => {
    const place = await freshPlace();
    const run = await place.sit(`apigw ${command}`, async (person) => {
      for (const wanted of ["petstore", resource, method]) {
        if (wanted === undefined) continue;
        const question = await person.nextQuestion();
        if (question === undefined) break;
        await person.gives(question, "");
        await person.sees(`✔ ${question.replace(/ \(.*/, "")}`);
      }
      person.type(CTRL_C);
    });
    expect(run.stderr).toContain(`✔ Resource: ${resource}`);
    if (method !== undefined) expect(run.stderr).toContain(`✔ Method type: ${method}`);
    expect(run.stderr).not.toMatch(/^> /m);
    expect(run.writes.filter(({ operation }) => operation !== "TestInvokeMethod")).toEqual([]);
  });

  test("of resources those that have the method that was given", async () => {
    const place = await freshPlace();
    await place.run(
      "apigw create-method --api petstore --resource /pets/{petId} --method PUT --integration mock",
    );
    const run = await place.sit("apigw show-method --api petstore --method PUT", async (person) => {
      await person.sees("❯ /pets/{petId}");
      person.enter();
    });
    expect(run, run.stderr).toMatchObject({ exit: 0 });
  });

  test("an API by its id where its name cannot be typed, is another's, or is another's id", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    for (const name of ["red\x1b[31mname", "turned\u202ename", "-dash", "petstore", place.apiId])
      await gateway.createRestApi({ name });
    const { items = [] } = await gateway.getRestApis({});
    for (const { id = "", name } of items) {
      const run = await place.sit("apigw list-methods --output json --query api.id", async (person) => {
        await person.finds("REST API:", id, "");
      });
      expect(run.stdout.trim(), name).toBe(JSON.stringify(id));
    }
  });
});

describe("a place that nothing can be found at ends the command before its questions", () => {
  test.each([
    ["--api petstore --resource /", "/ has no methods. Give one that has: /pets."],
    ["--api petstore --resource /pet", "petstore has no resource /pet. Did you mean /pets?"],
    ["--api bare", "bare has no methods. Make one with apigw create-method."],
  ])("%s", async (flags, said) => {
    const place = await freshPlace();
    await place.account.gateway.createRestApi({ name: "bare" });
    for (const command of ["update-method", "show-method", "add-response"]) {
      const run = await place.sit(`apigw ${command} ${flags}`, async () => {});
      expect(run.stderr).toContain(said);
      expect(run).toMatchObject({ exit: 5, writes: [] });
    }
  });

  test("and is refused where it was an answer", async () => {
    const place = await freshPlace();
    await place.account.gateway.createRestApi({ name: "bare" });
    const run = await place.sit("apigw show-method", async (person) => {
      await person.corrects("REST API:", "bare", "bare has no methods", "petst");
      await person.corrects("Resource:", "/pets/{petId}", "/pets/{petId} has no methods", "/pets");
      await person.picks("Method type:", "GET");
    });
    expect(run, run.stderr).toMatchObject({ exit: 0 });
  });
});
