import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

const world = new TestWorld();
const says = (word: string) => ({
  integration: { type: "MOCK" as const, requestTemplates: { "application/json": '{"statusCode": 200}' } },
  responses: { 200: { integration: { statusCode: "200", responseTemplates: { "application/json": word } } } },
});

beforeAll(async () => {
  await world.api();
  await world.method({ path: "/dock", verb: "PUT", ...says('"dock"') });
  await world.method({ path: "/dock/all", verb: "ANY", ...says('"all"') });
  await world.method({ path: "/{rest+}", verb: "PATCH", ...says('"rest"') });
  await world.deploy();
});
afterAll(() => world.close());

test.each([
  ["PUT", "/dock", "dock", "a resource answers the methods that it has"],
  ["PATCH", "/dock", "rest", "a method that a resource lacks falls through to the greedy one"],
  ["PATCH", "/dock/all", "all", "a resource for any method takes what the greedy one has too"],
  ["DELETE", "/dock/all", "all", "a resource for any method takes all methods"],
  ["PATCH", "/far/out/at/sea", "rest", "the greedy one takes paths of any length"],
])("%s %s is answered by %s: %s", async (verb, path, word) => {
  const { status, text } = await world.call(verb, path);
  expect([status, JSON.parse(text)]).toEqual([200, word]);
});

test("a method that no resource has, on any path, is an authentication token that is missing", async () => {
  const path = fc.array(fc.stringMatching(/^[a-z0-9-]{1,6}$/), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(path, fc.constantFrom("GET", "DELETE", "POST"), async (parts, verb) => {
      fc.pre(parts.join("/") !== "dock/all");
      const { status, text, headers } = await world.call(verb, `/${parts.join("/")}`);
      expect([status, JSON.parse(text)]).toEqual([403, { message: "Missing Authentication Token" }]);
      expect(headers["x-amzn-errortype"]).toBe("MissingAuthenticationTokenException");
    }),
    { numRuns: 20, examples: [[["dock"], "GET"]] },
  );
});
