import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";
import { startEcho } from "./echo.ts";

const JSON_TYPE = { "content-type": "application/json" };
const LOOK =
  '#set($it = $input.path("$.hold"))[$it] [$it.crate] #if($it == $null)null#else there#end #if($it == "")empty#else full#end';
/** Paths with a template of the answer, and with one of what goes to the backend. */
const ANSWERS = {
  hold: '#set($it = $input.path("$.hold"))$it',
  crate: '#set($it = $input.path("$.hold"))$it.crate',
  first: '#set($it = $input.path("$.hold"))$it[0]',
  spelt: '$input.path("$.hold").toString()',
  look: LOOK,
  raw: "#set($all = $input.body)$all",
  within: "cargo=$input.body;",
};
const REQUESTS = {
  "sent-raw": "#set($all = $input.body)$all",
  "sent-within": "cargo=$input.body;",
  "sent-member": "#set($part = $input.body.crate)$part",
  "sent-encoded": "all=$util.urlEncode($input.body)&part=$util.urlEncode($input.body.crate)",
};

const world = new TestWorld();
let echo: Awaited<ReturnType<typeof startEcho>>;
const post = (path: string, body?: string) =>
  world.call("POST", `/${path}`, { headers: JSON_TYPE, ...(body === undefined ? {} : { body }) });

beforeAll(async () => {
  echo = await startEcho();
  await world.api();
  const add = (path: string, request: string | undefined, response: string) =>
    world.method({
      path: `/${path}`,
      verb: "POST",
      integration: {
        type: "HTTP",
        integrationHttpMethod: "POST",
        uri: echo.url,
        ...(request === undefined ? {} : { requestTemplates: { "application/json": request } }),
      },
      responses: {
        200: { integration: { statusCode: "200", responseTemplates: { "application/json": response } } },
      },
    });
  for (const [path, response] of Object.entries(ANSWERS)) await add(path, undefined, response);
  for (const [path, request] of Object.entries(REQUESTS)) await add(path, request, "$input.body");
  await add("both", "out=$input.body;", "in=$input.body;");
  await world.deploy();
});
afterAll(async () => {
  await world.close();
  await echo.close();
});

describe("a value that a template prints", () => {
  test.each([
    ["a map is written with equals signs", "hold", { oats: "dry" }, "{oats=dry}"],
    [
      "a map's entries stand in their order with commas",
      "hold",
      { b: "x", a: 1, c: true },
      "{b=x, a=1, c=true}",
    ],
    ["a list is written as JSON", "hold", [{ oats: "dry" }], '[{"oats":"dry"}]'],
    [
      "a list inside a map is written as JSON",
      "hold",
      { sacks: [{ of: "oats" }] },
      '{sacks=[{"of":"oats"}]}',
    ],
    ["a map inside a map is reached by its name", "crate", { crate: { figs: "ripe" } }, "{figs=ripe}"],
    ["a list inside a map is reached by its name", "crate", { crate: [{ figs: 3 }] }, '[{"figs":3}]'],
    ["a map inside a list is reached by its place", "first", [{ figs: "ripe" }], "{figs=ripe}"],
    ["a list inside a list is reached by its place", "first", [[{ figs: "ripe" }]], '[{"figs":"ripe"}]'],
    ["as a text a map is the same", "spelt", { oats: "dry" }, "{oats=dry}"],
    [
      "as a text a list inside a map is the same",
      "spelt",
      { sacks: [{ of: "oats" }] },
      '{sacks=[{"of":"oats"}]}',
    ],
    ["an empty list is neither null nor empty", "look", [], "[[]] []  there  full"],
    ["null equals null and the empty text", "look", null, "[] [] null empty"],
    ["what is not there equals null and the empty text", "look", undefined, "[] [] null empty"],
  ])("%s", async (_, path, hold, printed) => {
    expect((await post(path, JSON.stringify({ hold }))).text).toBe(printed);
  });

  test("without any body nothing is there", async () => {
    expect((await post("look")).text).toBe("[] [] null empty");
  });
});

describe("a body", () => {
  const CARGO = '{"crate":  "figs"}';
  test.each([
    ["sent-raw", undefined, "{}"],
    ["sent-raw", CARGO, CARGO],
    ["sent-raw", "not JSON at all", "not JSON at all"],
    ["sent-within", undefined, "cargo={};"],
    ["sent-within", CARGO, `cargo=${CARGO};`],
    ["sent-within", "not JSON at all", "cargo=not JSON at all;"],
    ["raw", undefined, "{}"],
    ["raw", CARGO, CARGO],
    ["within", undefined, "cargo={};"],
    ["within", CARGO, `cargo=${CARGO};`],
    ["within", "not JSON at all", "cargo=not JSON at all;"],
    ["both", undefined, "in=out={};;"],
    ["both", CARGO, `in=out=${CARGO};;`],
    ["both", "not JSON at all", "in=out=not JSON at all;;"],
    ["sent-member", undefined, "{}"],
    ["sent-member", CARGO, "{}"],
    ["sent-member", "not JSON at all", "{}"],
    ["sent-encoded", undefined, "all=%7B%7D&part="],
    ["sent-encoded", CARGO, "all=%7B%22crate%22%3A++%22figs%22%7D&part="],
    ["sent-encoded", "not JSON at all", "all=not+JSON+at+all&part="],
  ])("is a text, {} where there is none, without members: /%s of %s", async (path, body, answered) => {
    expect((await post(path, body)).text).toBe(answered);
  });

  test("of any text goes through unchanged, and encoded can be decoded", async () => {
    const texts = fc.string({ minLength: 1, unit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect((await post("sent-raw", text)).text).toBe(text);
        const encoded = (await post("sent-encoded", text)).text;
        expect(new URLSearchParams(encoded).get("all")).toBe(text);
        expect(encoded).toMatch(/^[\w.*+%&=-]*$/);
      }),
      { numRuns: 25 },
    );
  });
});
