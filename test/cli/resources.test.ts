import { describe, expect, test } from "vitest";
import { given, ok } from "./changes.ts";
import { freshPlace, type Place } from "./run.ts";
import { walks } from "./walks.ts";

const paths = async (place: Place) =>
  Object.keys((await place.account.dump()).apis.petstore?.resources ?? {}).sort();

describe("create-resource", () => {
  test("makes all that is missing, outermost first, and undo takes it away", async () => {
    const place = await freshPlace();
    const before = await place.account.dump();
    const run = ok(
      await place.run("apigw create-resource --api petstore --resource '/pets/{petId}/toys/{toy}'"),
    );
    expect(run.writes.map(({ operation }) => operation)).toEqual(["CreateResource", "CreateResource"]);
    expect(await paths(place)).toContain("/pets/{petId}/toys/{toy}");
    ok(await place.run("apigw undo --yes"));
    expect(await place.account.dump()).toEqual(before);
  });

  test("one that is there is refused, or skipped where that is said", async () => {
    const place = await freshPlace();
    const run = await place.run("apigw create-resource --api petstore --resource /pets --error-format json");
    expect(run).toMatchObject({ exit: 1, writes: [] });
    expect(JSON.parse(run.stderr).error.code).toBe("already-exists");
    const skipped = ok(
      await place.run("apigw create-resource --api petstore --resource /pets --if-exists skip --output json"),
    );
    expect(JSON.parse(skipped.stdout).outcome).toBe("skipped");
    expect(skipped.writes).toEqual([]);
  });

  test.each([
    ["orders", "Write it with a slash in front: /orders"],
    ["/a//b", "an empty part between two slashes"],
    ["/pets/{other}", "A sibling ({petId}) of this resource already has a variable path part"],
    ["/a/{b+}/c", "a greedy path variable"],
    ["abcdef", "Write it with a slash in front: /abcdef"],
  ])("%s is refused before anything is sent", async (path, words) => {
    const run = await (await freshPlace()).run(["create-resource", "--api", "petstore", "--resource", path]);
    expect(run.writes).toEqual([]);
    expect(run.exit).toBe(2);
    expect(run.stderr).toContain(words);
  });

  test("asks for what is missing", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw create-resource", async (person) => {
      await walks(person, { "REST API": "petstore", Resource: "/orders/{id}" });
      await person.says(true, "Create resource?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(await paths(place)).toContain("/orders/{id}");
    expect(run.stderr).toContain("apigw create-resource --api petstore --resource '/orders/{id}'");
  });
});

describe("delete-resource", () => {
  const CREATE =
    "apigw create-method --api petstore --create-resource --integration lambda --function hello --request-validator body";
  const MANY = `${CREATE} --resource '/a/{b}' --method GET && ${CREATE} --resource /a/c/d --method PUT && ${CREATE} --resource /a --method GET`;
  const line = "apigw delete-resource --api petstore --resource /a";

  test("shows all that goes, takes it and nothing else, and undo brings it back", async () => {
    const place = await given({});
    const bare = await place.account.dump();
    const full = await given({ given: MANY });
    const before = await full.account.dump();
    const shown = ok(await full.run(`${line} --dry-run`));
    for (const what of ["GET /a/{b}", "PUT /a/c/d", "GET /a", "/a/c"]) expect(shown.stdout).toContain(what);
    expect(shown.writes).toEqual([]);
    const run = ok(await full.run(`${line} --delete-unused-validator --yes`));
    expect(run.writes.filter(({ operation }) => operation === "RemovePermission")).toHaveLength(3);
    expect((await full.account.dump()).policies).toEqual(bare.policies);
    expect(await paths(full)).toEqual(await paths(place));
    ok(await full.run("apigw undo --yes"));
    const after = await full.account.dump();
    // Statements have no order.
    const sids = ({ policies }: typeof before) =>
      [...JSON.stringify(policies).matchAll(/"Sid":"[^"]+"/g)].map(String).sort();
    expect(sids(after)).toEqual(sids(before));
    const whole = ({ apis }: typeof before) =>
      Object.entries(apis.petstore?.resources ?? {})
        .map(([path, { methods }]) => [path, Object.keys(methods)])
        .sort();
    expect(whole(after)).toEqual(whole(before));
  });

  test("a statement that a method elsewhere needs stays, and so does what a stage may serve", async () => {
    const place = await given({ given: MANY });
    ok(await place.run(`${CREATE} --resource /other --method GET`));
    ok(await place.run(`${line} --yes`));
    const { policies } = await place.account.dump();
    expect(JSON.stringify(policies)).toContain("GET/other");
    expect(JSON.stringify(policies)).not.toContain("/GET/a/");
    const staged = await freshPlace();
    ok(await staged.run(`${CREATE} --resource /a --method GET`));
    const run = ok(await staged.run(`${line} --yes`));
    expect(run.stderr).toContain("After the next deployment:\n  aws lambda remove-permission");
  });

  test("the path is typed at a terminal; anything else is a no", async () => {
    const place = await given({ given: MANY });
    const before = await place.account.dump();
    const no = await place.sit(line, async (person) => {
      await person.answers("Type /a to go on", "/b");
    });
    expect(no).toMatchObject({ exit: 9, writes: [] });
    expect(await place.account.dump()).toEqual(before);
    const yes = await place.sit(line, async (person) => {
      await person.answers("Type /a to go on", "/a");
    });
    expect(yes.exit, yes.stderr).toBe(0);
    expect(await paths(place)).not.toContain("/a");
  });

  test.each([
    [`${line}`, 2, "add --yes"],
    ["apigw delete-resource --api petstore --resource / --yes", 2, "the root of an API cannot be deleted"],
    ["apigw delete-resource --api petstore --resource /nope --yes", 5, "petstore has no resource /nope"],
  ])("%s", async (words, exit, says) => {
    const place = await given({ given: MANY });
    const run = await place.run(words);
    expect(run).toMatchObject({ exit, writes: [] });
    expect(run.stderr.toLowerCase()).toContain(says.toLowerCase());
  });
});
