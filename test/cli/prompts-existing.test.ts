import { describe, expect, test } from "vitest";
import type { Person } from "./person.ts";
import { freshPlace } from "./run.ts";
import { sent } from "./sent.ts";

const GET_PETS = "create-method --api petstore --resource /pets --method GET";

const printedLine = (stderr: string): string =>
  /^The same by one command:\n {2}(apigw .*)$/m.exec(stderr)?.[1] ?? "";

/** The whole flow for a method that is there, from the API to the last question. */
async function whole(person: Person, answer: "Update" | "Replace"): Promise<void> {
  await person.finds("REST API:", "petst", "petstore");
  await person.finds("Resource:", "/pets", "/pets");
  await person.picks("Method type:", "GET");
  await person.picks("GET /pets exists already. What now?", answer);
  await person.picks("Integration type:", "Mock");
  await person.says(true, "Configure method request settings?");
  await person.picks("Authorization:", "AWS IAM");
  await person.picks("Request validator:", "Validate query string parameters and headers");
  await person.says(true, "API key required?");
  await person.answers("Operation name", "listPets");
  await person.answers("URL query string parameters", "limit:required");
  await person.skips("URL query string parameters");
  await person.skips("HTTP request headers");
  await person.skips("Request body");
  await person.says(false, "Configure integration request settings?");
  await person.says(true, "Configure responses?");
  await person.answers("Method response and integration response", "400=.*bad.*");
  await person.skips("Method response and integration response");
  await person.skips("Response header");
  await person.skips("Response mapping template");
  await person.skips("Response model");
  await person.says(true, "Change the method?");
}

describe("a method that is there, by prompts", () => {
  test.each([
    ["Update", "update", "Updated"],
    ["Replace", "replace", "Replaced"],
  ] as const)(
    "%s: the same writes as by flags, and by the line that is printed",
    async (answer, how, outcome) => {
      const [asked, told, again] = [await freshPlace(), await freshPlace(), await freshPlace()];
      const byPrompts = await asked.sit("apigw create-method", (person) => whole(person, answer));
      expect(byPrompts.exit, byPrompts.stderr).toBe(0);
      expect(byPrompts.stdout).toBe(`${outcome} GET /pets of petstore.\n`);
      const calls = await sent(asked, byPrompts);
      const byFlags = await told.run(
        `apigw ${GET_PETS} --if-exists ${how} --integration mock --authorization iam --request-validator parameters --api-key-required --operation-name listPets --query-param limit:required --response '400=.*bad.*'`,
      );
      expect(byFlags.exit, byFlags.stderr).toBe(0);
      expect(calls).toEqual(await sent(told, byFlags));
      const line = printedLine(byPrompts.stderr);
      expect(line).toContain(`--if-exists ${how}`);
      const byLine = await again.run(`${line} --no-input`);
      expect(byLine.exit, byLine.stderr).toBe(0);
      expect(await sent(again, byLine)).toEqual(calls);
    },
  );

  test("an update by prompts a second time finds it already so, and asks nothing more", async () => {
    const place = await freshPlace();
    expect((await place.sit("apigw create-method", (person) => whole(person, "Update"))).exit).toBe(0);
    const again = await place.run(
      `apigw ${GET_PETS} --if-exists update --integration mock --authorization iam --request-validator parameters --api-key-required --operation-name listPets --query-param limit:required --response '400=.*bad.*'`,
    );
    expect(again).toMatchObject({ exit: 0, writes: [] });
    expect(again.stdout).toContain("Already so");
  });

  test("--if-exists skip is not asked about, and nothing else is either", async () => {
    const place = await freshPlace();
    const run = await place.sit(`apigw ${GET_PETS} --if-exists skip`, async () => {});
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("Skipped: GET /pets");
    expect(run.stderr).not.toContain("? Integration type");
  });

  test("--dry-run after prompts shows the calls and sends none, without the last question", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --resource /pets --method PUT --dry-run",
      async (person) => {
        await person.picks("Integration type:", "Mock");
        await person.says(false, "Configure method request settings?");
        await person.says(false, "Configure integration request settings?");
        await person.says(false, "Configure responses?");
      },
    );
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("1. apigateway:PutMethod");
    expect(run.stderr).not.toContain("Create method?");
  });

  test("what is refused by prompts before the end is asked for again, with the rest kept", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      "apigw create-method --api petstore --method POST --integration mock",
      async (person) => {
        await person.corrects(
          "Resource:",
          "/a/{b+}/c",
          "a greedy path variable takes all that follows",
          "/pets",
        );
        await person.says(true, "Configure method request settings?");
        await person.picks("Authorization:", "None");
        await person.picks("Request validator:", "None");
        await person.says(false, "API key required?");
        await person.skips("Operation name");
        await person.answers("URL query string parameters", "id:required");
        await person.skips("URL query string parameters");
        await person.corrects(
          "HTTP request headers",
          "id",
          '"id" is also given by --query-param',
          "X-Id:required",
        );
        await person.skips("HTTP request headers");
        await person.skips("Request body");
        await person.says(false, "Configure integration request settings?");
        await person.says(false, "Configure responses?");
        await person.says(true, "Create method?");
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run))[0]?.[2]).toMatchObject({
      requestParameters: { "method.request.querystring.id": true, "method.request.header.X-Id": true },
    });
  });
});
