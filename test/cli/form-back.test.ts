import { describe, expect, test } from "vitest";
import { ESCAPE, type Person, SHIFT_TAB } from "./person.ts";
import { freshPlace, type Place } from "./run.ts";
import { sent } from "./sent.ts";
import { LAST, WALKS, walks } from "./walks.ts";

const LINE = "apigw create-method";

async function withRole(): Promise<Place> {
  const place = await freshPlace();
  await place.run(
    "apigw create-role --name apigw-dynamodb-role --service dynamodb --action PutItem --role-resource '*'",
  );
  return place;
}

/** Back from the question that is open to the first one; by turns with Esc, Shift-Tab and `<`. */
async function toTheFirst(person: Person): Promise<number> {
  for (let steps = 0; ; steps++) {
    const question = await person.nextQuestion();
    if (question === undefined) throw new Error("the program ended on the way back");
    if (question.startsWith("REST API")) return steps;
    await person.goesBack(question, [ESCAPE, SHIFT_TAB, "<\r"][steps % 3]);
  }
}

describe("back to the first question and forward again", () => {
  test.each(WALKS)("$name: from the end, with Enter throughout all answers stand", async ({ answers }) => {
    const [straight, back] = [await withRole(), await withRole()];
    const once = await straight.sit(LINE, async (person) => {
      await walks(person, answers);
      await person.says(true, "Create method?");
    });
    expect(once.exit, once.stderr.slice(-2000)).toBe(0);
    const run = await back.sit(LINE, async (person) => {
      const asked = await walks(person, answers);
      const steps = await toTheFirst(person);
      // A list is one step, however many entries it was given.
      expect(steps).toBeGreaterThan(asked.length / 2);
      await walks(person, {});
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(await sent(back, run)).toEqual(await sent(straight, once));
  });

  test.each([2, 5, 8, 11])("from the %i. question on", async (nth) => {
    const { answers } = WALKS.find(({ name }) => name === "http") as (typeof WALKS)[number];
    const [straight, back] = [await withRole(), await withRole()];
    const once = await straight.sit(LINE, async (person) => {
      await walks(person, answers);
      await person.says(true, "Create method?");
    });
    const run = await back.sit(LINE, async (person) => {
      let count = 0;
      let open = "";
      const isNth = (question: string) => {
        count += 1;
        open = question;
        return count === nth;
      };
      await walks(person, answers, { until: { test: isNth } as RegExp });
      await toTheFirst(person);
      // What was answered stands; the rest is answered as it comes.
      await walks(person, {}, { until: { test: (question: string) => question === open } as RegExp });
      await walks(person, answers);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-2000)).toBe(0);
    expect(await sent(back, run)).toEqual(await sent(straight, once));
  });
});

describe("another answer to an early question", () => {
  test("drops what no longer applies, says what, and asks what it gives rise to", async () => {
    const place = await freshPlace();
    const run = await place.sit(LINE, async (person) => {
      await walks(person, {
        "REST API": "petstore",
        Resource: "/pets",
        "Method type": "put",
        "Integration type": "lambda",
        "Lambda proxy": "n",
        "Lambda function": "hello",
        Timeout: "5000",
        "Configure method request": "y",
        "Operation name": "putPets",
      });
      await person.gives("Create method?", "Integration type");
      const asked = await walks(person, {
        "Integration type": "http",
        "HTTP method": "get",
        "Endpoint URL": "https://example.com",
      });
      // Proxy and timeout go on to apply; what was answered once is not asked again.
      expect(asked.map((one) => one.split(/[:?]/)[0])).toEqual([
        "Integration type",
        "HTTP method",
        "Endpoint URL",
        "Content handling",
      ]);
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain("Lambda function is dropped: It goes with --integration lambda only.");
    expect(run.stderr).not.toContain("Timeout is dropped");
    const calls = await sent(place, run);
    expect(calls.find(([name]) => name === "PutIntegration")?.[2]).toMatchObject({
      type: "HTTP",
      uri: "https://example.com",
      timeoutInMillis: 5000,
    });
    expect(calls.find(([name]) => name === "PutMethod")?.[2]).toMatchObject({ operationName: "putPets" });
  });

  test("any field can be changed from the summary, and one comes back to it", async () => {
    const place = await freshPlace();
    const run = await place.sit(
      `${LINE} --api petstore --resource /pets --method PUT --integration mock`.replace(" --method PUT", ""),
      async (person) => {
        await walks(person, { "Method type": "put" });
        await person.gives("Create method?", "Operation name");
        await walks(person, { "Operation name": "putPets" });
        await person.gives("Create method?", "API key");
        await walks(person, { "API key": "y" });
        await person.gives("Create method?", "Method type");
        await walks(person, { "Method type": "patch" });
        await person.says(true, "Create method?");
      },
    );
    expect(run.exit, run.stderr).toBe(0);
    expect((await sent(place, run))[0]).toEqual([
      "PutMethod",
      "PATCH /pets",
      expect.objectContaining({ operationName: "putPets", apiKeyRequired: true }),
    ]);
    expect(LAST.test("Create method?")).toBe(true);
  });
});
