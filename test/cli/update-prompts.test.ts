import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Key, methodKey, type Seen } from "../../src/gateway/document/things.ts";
import { openAccount } from "../change/account.ts";
import { documents } from "../change/methods.ts";
import { having, METHODS } from "./methods-to-update.ts";
import { DOWN } from "./person.ts";
import { freshPlace } from "./run.ts";
import { sent } from "./sent.ts";

// Every question has today's value as its answer.
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

  // An answer that clears is one that is given: nothing of it is lost on the way to the command line.
  test.each([
    ["aws, elsewhere", "AWS Region", "--unset service-region"],
    ["aws, elsewhere", "AWS subdomain", "--unset subdomain"],
    ["aws, elsewhere", "Timeout", ""],
    ["lambda", "Timeout", "--unset timeout"],
    ["aws", "Cache namespace", "--unset cache-namespace"],
    ["mock", "Operation name", "--unset operation-name"],
  ])("%s: %s left out is said: %s", async (kind, question, said) => {
    const [place, told] = [await having(METHODS[kind] ?? ""), await having(METHODS[kind] ?? "")];
    const run = await place.sit(`${LINE} --method GET`, async (person) => {
      await person.entersUntilTheEnd({
        opening: /^Configure (?:method|integration)/,
        instead: { [question]: DOWN },
      });
    });
    expect(run.exit, run.stderr).toBe(0);
    if (said === "") expect(run.stdout).toContain("Already so");
    else expect(run.stderr).toContain(`${said}\n`);
    const byFlags = await told.run(`${LINE} --method GET ${said} --no-input`);
    expect(byFlags.exit, byFlags.stderr).toBe(0);
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
  });

  test.each([
    ["one of several", [["pets/read", "Remove it"]], "--scope pets/write"],
    [
      "all of them",
      [
        ["pets/read", "Remove it"],
        ["pets/write", "Remove it"],
      ],
      "--unset scope",
    ],
  ] as const)("scopes: %s taken out", async (_, gone, said) => {
    const words = METHODS["aws, elsewhere"] ?? "";
    const [place, told] = [await having(words), await having(words)];
    const run = await place.sit(`${LINE} --method GET`, async (person) => {
      for (let question = await person.nextQuestion(); question; question = await person.nextQuestion()) {
        if (question.startsWith("Authorization scopes")) break;
        await person.gives(question, question.startsWith("Configure method") ? "y" : "");
      }
      for (const [scope, what] of gone) {
        await person.picks("Authorization scopes", scope);
        await person.picks(`${scope}:`, what);
      }
      await person.entersUntilTheEnd();
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(run.stderr).toContain(said);
    const byFlags = await told.run(`${LINE} --method GET ${said} --no-input`);
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
  });

  test("what is there by its id is shown by its name", async () => {
    const place = await having(METHODS["aws, elsewhere"] ?? "");
    const run = await place.sit(`${LINE} --method GET`, async (person) => {
      await person.entersUntilTheEnd({ opening: /^Configure method/ });
    });
    expect(run, run.stderr).toMatchObject({ exit: 0, writes: [] });
    expect(run.stderr).toContain("✔ Authorizer: customers\n");
  });

  test("from a VPC link V2 to one of V1, without its target", async () => {
    const words = METHODS["vpc-link V2"] ?? "";
    const [place, told] = [await having(words), await having(words)];
    const refused = await told.run(`${LINE} --method GET --vpc-link backend`);
    expect(refused).toMatchObject({ exit: 2, writes: [] });
    expect(refused.stderr).toContain("--unset integration-target");
    const run = await place.sit(`${LINE} --method GET`, async (person) => {
      await person.entersUntilTheEnd({
        instead: { "VPC link": "backend", "Integration target": DOWN },
      });
    });
    expect(run.exit, run.stderr).toBe(0);
    const byFlags = await told.run(`${LINE} --method GET --vpc-link backend --unset integration-target`);
    expect(byFlags.exit, byFlags.stderr).toBe(0);
    expect(await sent(place, run)).toEqual(await sent(told, byFlags));
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
