import { describe, expect, test } from "vitest";
import { having, METHODS } from "./methods-to-update.ts";

// Without the method the command asks for it; from there on every question has today's value as its answer.
const LINE = "apigw update-method --api petstore --resource '/pets/{petId}'";

describe("Enter at every question of update-method", () => {
  test.each(Object.entries(METHODS))("%s: sends nothing", async (_, words) => {
    const place = await having(words);
    const run = await place.sit(LINE, async (person) => {
      await person.picks("Method type:", "GET");
      await person.entersUntilTheEnd();
    });
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("Already so");
  });

  test("with the folded questions opened too, it is the same", async () => {
    for (const words of Object.values(METHODS)) {
      const place = await having(words);
      const run = await place.sit(LINE, async (person) => {
        await person.picks("Method type:", "GET");
        await person.entersUntilTheEnd({ opening: /^Configure / });
      });
      expect(run.stderr).toContain("Request validator:");
      expect(run, `${words}\n${run.stderr.slice(-1500)}`).toMatchObject({ exit: 0, writes: [] });
    }
  });

  test("but for one answer that is another: that alone is sent", async () => {
    const place = await having(METHODS.mock ?? "");
    const run = await place.sit(LINE, async (person) => {
      await person.picks("Method type:", "GET");
      await person.entersUntilTheEnd({ opening: /^Configure method/, instead: { "API key required?": "n" } });
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.writes.map(({ operation, input }) => [operation, input.patchOperations])).toEqual([
      ["UpdateMethod", [{ op: "replace", path: "/apiKeyRequired", value: "false" }]],
    ]);
  });
});
