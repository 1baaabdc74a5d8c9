import { describe, expect, test } from "vitest";
import { having, METHODS } from "./methods-to-update.ts";
import { CTRL_C } from "./person.ts";
import { freshPlace, type Place, type Run } from "./run.ts";
import { walks } from "./walks.ts";

const LINE = "apigw create-method --api petstore --resource /pets";
const TO_THE_END = {
  "Method type": "put",
  "Integration type": "lambda",
  "Lambda proxy": "y",
  "Lambda function": "hello",
};

const printed = (stderr: string): string =>
  /^The same by one command:\n {2}(apigw .*)$/m.exec(stderr)?.[1] ?? "";

/** What the line that was printed makes on an account of its own, and what the run made. */
async function madeByBoth(place: Place, run: Run): Promise<readonly unknown[]> {
  const again = await freshPlace();
  const byLine = await again.run(`${printed(run.stderr)} --no-input`);
  expect(byLine.exit, byLine.stderr).toBe(0);
  return Promise.all(
    [again, place].map(async ({ account, apiId }) => {
      const { apis } = await account.dump();
      const method = JSON.stringify(apis.petstore?.resources["/pets"]?.methods.PUT);
      return JSON.parse(method.replaceAll(apiId, "API")) as unknown;
    }),
  );
}

describe("a refusal at the write comes back to the summary", () => {
  test.each([
    ["denied", "PutIntegration", "You are not allowed to call PutIntegration"],
    ["denied", "PutMethod", "You are not allowed to call PutMethod"],
    ["denied", "lambda:AddPermission", "You are not allowed to call AddPermission"],
  ] as const)("%s at %s: tried again, it goes through", async (kind, operation, words) => {
    const place = await freshPlace({ faults: [{ kind, operation, nth: 1 }] });
    const before = await place.account.dump();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, TO_THE_END);
      await person.says(true, "Create method?");
      await person.sees(words);
      await person.sees("? Create method?");
      expect(await place.account.dump()).toEqual(before);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    // Taken back between the two: nothing is there twice.
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/pets"]?.methods.PUT).toMatchObject({
      methodIntegration: { type: "AWS_PROXY" },
    });
    const [byLine, here] = await madeByBoth(place, run);
    expect(here).toEqual(byLine);
  });

  test("what is refused is changed there, the rest stands", async () => {
    const place = await freshPlace({
      faults: [{ kind: "denied", operation: "lambda:AddPermission", nth: 1 }],
    });
    const run = await place.sit(LINE, async (person) => {
      await walks(person, { ...TO_THE_END, "Configure method": "y", "Operation name": "putPets" });
      await person.says(true, "Create method?");
      await person.sees("? Create method?");
      // The function's field is where Enter is.
      await person.sees("❯ Lambda function");
      await person.gives("Create method?", "");
      await walks(person, { "Lambda function": "list-pets" });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(run.writes.at(-1)).toMatchObject({
      operation: "AddPermission",
      input: expect.objectContaining({ FunctionName: expect.stringContaining("list-pets") }),
    });
    const { apis } = await place.account.dump();
    expect(apis.petstore?.resources["/pets"]?.methods.PUT).toMatchObject({ operationName: "putPets" });
  });

  test("the field that is said to mend it is the one to be changed", async () => {
    const place = await having(METHODS["vpc-link"] ?? "");
    const line = "apigw update-method --api petstore --resource '/pets/{petId}' --method GET";
    const run = await place.sit(line, async (person) => {
      for (let question = await person.nextQuestion(); question; question = await person.nextQuestion()) {
        if (question.startsWith("Change the method?")) break;
        if (question.startsWith("Integration target")) {
          // Given again, it is taken all the same.
          await person.isRefused(question, "", "needs an integration target");
          person.enter();
        } else await person.gives(question, question.startsWith("VPC link") ? "private-alb" : "");
      }
      await person.says(true, "Change the method?");
      await person.sees("IntegrationTarget is required");
      await person.sees("❯ Integration target");
      person.type(CTRL_C);
    });
    expect(run.exit).toBe(130);
  });

  test("a method that somebody else made meanwhile is asked about", async () => {
    const place = await freshPlace();
    const { gateway } = place.account;
    const { items = [] } = await gateway.getResources({ restApiId: place.apiId });
    const resourceId = items.find((one) => one.path === "/pets")?.id ?? "";
    const run = await place.sit(LINE, async (person) => {
      await walks(person, { "Method type": "put", "Integration type": "mock" });
      await gateway.putMethod({
        restApiId: place.apiId,
        resourceId,
        httpMethod: "PUT",
        authorizationType: "NONE",
      });
      await person.says(true, "Create method?");
      await walks(person, { "PUT /pets exists already": "replace" });
      await person.says(true, "Change the method?");
    });
    expect(run.exit, run.stderr.slice(-2500)).toBe(0);
    expect(run.stdout).toBe("Replaced PUT /pets of petstore.\n");
    expect(printed(run.stderr)).toContain("--if-exists replace");
  });

  test("whoever gives up is told the line that takes it up again", async () => {
    const place = await freshPlace({ faults: [{ kind: "denied", operation: "PutMethod" }] });
    const run = await place.sit(LINE, async (person) => {
      await walks(person, TO_THE_END);
      await person.says(true, "Create method?");
      await person.sees("? Create method?");
      await person.says(false, "Create method?");
    });
    expect(run.exit).toBe(9);
    expect(run.stderr).toMatch(
      /To take it up again:\n {2}apigw create-method --api petstore --resource \/pets --method PUT --integration lambda --proxy --function hello/,
    );
  });
});

test("what may not be read at the end is told, and the answer that needs it can be changed", async () => {
  const place = await freshPlace({ faults: [{ kind: "denied", operation: "GetAuthorizers" }] });
  const run = await place.sit(LINE, async (person) => {
    await walks(
      person,
      {
        "Method type": "put",
        "Integration type": "mock",
        "Configure method": "y",
        "Authorization:": "cognito",
        Authorizer: "customers",
      },
      { until: /^What to change/ },
    );
    await person.sees("You are not allowed to call GetAuthorizers");
    await person.gives("What to change?", "Authorization");
    await walks(person, { "Authorization:": "none" });
    await person.says(true, "Create method?");
  });
  expect(run.exit, run.stderr.slice(-2500)).toBe(0);
  expect(run.stderr).toContain("Authorizer could not be listed");
});
