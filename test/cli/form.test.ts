import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "./run.ts";
import { sent } from "./sent.ts";
import { WALKS, walks } from "./walks.ts";

const LINE = "apigw create-method";
const printedLine = (stderr: string): string =>
  /^(?:The same by one command|To take it up again):\n {2}(apigw .*)$/m.exec(stderr)?.[1] ?? "";

/** A role that may be assumed and put items, beside the sample's. */
async function withRole(place: Place): Promise<Place> {
  const made = await place.run(
    "apigw create-role --name apigw-dynamodb-role --service dynamodb --action PutItem --role-resource '*'",
  );
  expect(made.exit, made.stderr).toBe(0);
  return place;
}

describe("something wrong at every question", () => {
  test.each(WALKS)("$name: is caught where it is asked, and nothing is asked twice", async (walk) => {
    const place = await withRole(await freshPlace());
    let asked: readonly string[] = [];
    const run = await place.sit(LINE, async (person) => {
      asked = await walks(person, walk.answers, { wrongs: walk.wrongs });
      await person.says(true, "Create method?");
    });
    expect(run.exit, run.stderr.slice(-3000)).toBe(0);
    for (const question of Object.keys(walk.wrongs))
      expect(
        asked.some((one) => one.startsWith(question)),
        `${question} was asked`,
      ).toBe(true);
    // A list is asked until somebody goes on, anything else once.
    const single = asked.filter((one) => !/Enter to go on/.test(one));
    expect(single).toEqual([...new Set(single)]);
    // What the run made is what its printed command makes.
    const again = await withRole(await freshPlace());
    const byLine = await again.run(`${printedLine(run.stderr)} --no-input`);
    expect(byLine.exit, byLine.stderr).toBe(0);
    expect(await sent(again, byLine)).toEqual(await sent(place, run));
  });
});
