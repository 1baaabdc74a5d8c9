import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Key, methodKey, type Seen } from "../../src/gateway/document/things.ts";
import { openAccount } from "../change/account.ts";
import { documents } from "../change/methods.ts";
import { having, METHODS } from "./methods-to-update.ts";
import { freshPlace } from "./run.ts";

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

  test("generated methods of every type: the answers taken as offered send nothing", async () => {
    const place = await freshPlace();
    const account = await openAccount({ file: join(place.folder, "state.json") });
    const at = { restApiId: account.restApiId, path: "/pets/{petId}", httpMethod: "GET" };
    const validators = account.around.validators.map((key, i): [Key, Seen] => [
      key,
      { name: `v${i}`, validateRequestBody: true, validateRequestParameters: i > 0 },
    ]);
    // Two of each type; all fifty by APIGW_PAIRS=50.
    const each = Number(process.env.APIGW_PAIRS ?? 10) / 5;
    const some = ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"].flatMap((type) =>
      fc.sample(
        documents(account.around).filter(({ integration }) => integration?.type === type),
        each,
      ),
    );
    for (const method of some) {
      const { outcome } = await account.lead(new Map<Key, Seen>([...validators, [methodKey(at), method]]));
      expect(outcome.failures).toEqual([]);
      const run = await place.sit(LINE, async (person) => {
        await person.picks("Method type:", "GET");
        await person.entersUntilTheEnd({ opening: /^Configure / });
      });
      expect(run, `${JSON.stringify(method)}\n${run.stderr.slice(-2000)}`).toMatchObject({
        exit: 0,
        writes: [],
      });
    }
    account.close();
  }, 180_000);
});
