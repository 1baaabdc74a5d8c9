import { afterAll, beforeAll, describe, test } from "vitest";
import { ANSWERS, STAGE_LOGS } from "./broken-stages.ts";
import { TESTS } from "./broken-tests.ts";
import { mendCall, mendTest } from "./mended.ts";
import { type Backends, hasOpenssl, openBackends, openScene } from "./scene.ts";

// For each message a method that is broken for real. Its log, or what its caller got, handed to explain, names the cause
// and a command; the command, run as it is printed, mends it.

let backends: Backends;
beforeAll(async () => {
  backends = await openBackends();
});
afterAll(() => backends.close());

describe("the log of a test", () => {
  for (const [name, row] of Object.entries(TESTS))
    test.skipIf(row.needsOpenssl && !hasOpenssl)(name, async () => {
      await mendTest(await openScene(backends), row);
    });
});

describe("the log of a stage", () => {
  test.each(Object.entries(STAGE_LOGS))("%s", async (_, row) => {
    await mendCall(await openScene(backends), row, "log");
  });
});

describe("what a caller got", () => {
  test.each(Object.entries(ANSWERS))("%s", async (_, row) => {
    await mendCall(await openScene(backends), row, "answer");
  });
});
