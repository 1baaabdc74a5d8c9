import { expect, test } from "vitest";
import { CHANGES, given, ok, standing } from "./changes.ts";

test.each(Object.entries(CHANGES))(
  "%s, undone, leaves all as it stood before",
  async (_, change) => {
    const place = await given(change);
    const before = await standing(place);
    ok(await place.run(change.line));
    // By its name: an undo is a run too.
    const { runs } = JSON.parse((await place.run("apigw history --output json")).stdout);
    ok(await place.run(`apigw undo ${runs.at(-1).run} --yes`));
    expect(await standing(place)).toEqual(before);
  },
  30_000,
);
