import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStatement } from "../../src/called/partiql.ts";
import { rolesOf as rolesIn } from "../catalog/account-roles.ts";
import { freshPlace } from "../cli/run.ts";
import { checked, plant } from "./planted.ts";

// DynamoDB's statements name what they act on: the table in them is what the role must reach.

describe("a statement", () => {
  test.each([
    ['SELECT * FROM "Music"', "Select", "Music", undefined],
    ["select * from Music where Artist=?", "Select", "Music", undefined],
    [
      'SELECT Artist, "from" FROM "Music"."AlbumTitle-index" WHERE AlbumTitle = ?',
      "Select",
      "Music",
      "AlbumTitle-index",
    ],
    ["SELECT a FROM Music.byArtist WHERE a = 'x'", "Select", "Music", "byArtist"],
    [`\n  INSERT INTO "Music" VALUE {'Artist': ?}`, "Insert", "Music", undefined],
    ["INSERT  INTO Music value {'a':?}", "Insert", "Music", undefined],
    [`UPDATE "Music" SET a=1 WHERE Artist='from "Films"'`, "Update", "Music", undefined],
    [`DELETE FROM "Music" WHERE Artist='x'`, "Delete", "Music", undefined],
    ['DELETE FROM "with""quote"', "Delete", 'with"quote', undefined],
    [
      'SELECT * FROM "arn:aws:dynamodb:us-east-1:123456789012:table/Music"',
      "Select",
      "arn:aws:dynamodb:us-east-1:123456789012:table/Music",
      undefined,
    ],
    ['SELECT * FROM "*"', "Select", "*", undefined],
    ['SELECT * FROM "shop-*"."by*"', "Select", "shop-*", "by*"],
  ])("%s", (text, verb, table, index) => {
    expect(readStatement(text)).toEqual({ verb, table, ...(index === undefined ? {} : { index }) });
  });

  test.each(["", "*", "EXISTS(SELECT * FROM x)", "SELECT *", "INSERT Music", "CREATE TABLE x", "FROM x"])(
    "%s is not read by guess",
    (text) => expect(readStatement(text)).toBeUndefined(),
  );

  test("is read in no time, whatever it is, and its table is what stands in quotes", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_.-]{3,30}$/);
    fc.assert(
      fc.property(name, fc.string({ maxLength: 200 }), (table, rest) => {
        expect(readStatement(`UPDATE "${table}" SET ${rest}`)?.table).toBe(table);
        readStatement(`SELECT ${rest}`);
        readStatement(rest.repeat(50));
      }),
    );
  });
});

const table = (name: string) => `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`;
const says = (statement: string) => JSON.stringify({ Statement: statement });

test.each([
  ["a select of the table", "Select", "Music", "ExecuteStatement", says('SELECT * FROM "Music"'), []],
  [
    "an insert needs no other verb",
    "Insert",
    "Music",
    "ExecuteStatement",
    says(`INSERT INTO "Music" VALUE {'a':1}`),
    [],
  ],
  [
    "a select of another table",
    "Select",
    "Music",
    "ExecuteStatement",
    says('SELECT * FROM "Films"'),
    ["role-action table/Films"],
  ],
  [
    "a delete, where selects are allowed",
    "Select",
    "Music",
    "ExecuteStatement",
    says(`DELETE FROM "Music" WHERE a='b'`),
    ["role-action PartiQLDelete"],
  ],
  [
    "an index, where the table alone is allowed",
    "Select",
    "Music",
    "ExecuteStatement",
    says('SELECT * FROM "Music"."byAlbum"'),
    ["role-action table/Music/index/byAlbum"],
  ],
  [
    "an index that is allowed",
    "Select",
    "Music/index/*",
    "ExecuteStatement",
    says('SELECT * FROM "Music"."byAlbum"'),
    [],
  ],
  [
    "a value of the caller's",
    "Select",
    "Music",
    "ExecuteStatement",
    `{"Statement":"SELECT * FROM \\"Music\\" WHERE a='$input.params('id')'"}`,
    [],
  ],
  [
    "a table of the caller's",
    "Select",
    "Music",
    "ExecuteStatement",
    `{"Statement":"SELECT * FROM \\"$input.params('t')\\""}`,
    ["not-checked PartiQLSelect"],
  ],
  [
    "a table of the caller's, all allowed",
    "Select",
    "*",
    "ExecuteStatement",
    `{"Statement":"SELECT * FROM \\"$input.params('t')\\""}`,
    [],
  ],
  [
    "a statement of the caller's",
    "Select",
    "Music",
    "ExecuteStatement",
    `{"Statement":$input.json('$.statement')}`,
    ["not-checked the statement says"],
  ],
  [
    "no statement that is read here",
    "Select",
    "Music",
    "ExecuteStatement",
    says("SELECT"),
    ["not-checked the statement says"],
  ],
  [
    "two of a batch, one of them elsewhere",
    "Select",
    "Music",
    "BatchExecuteStatement",
    JSON.stringify({
      Statements: [{ Statement: "SELECT * FROM Music" }, { Statement: "SELECT * FROM Films" }],
    }),
    ["role-action table/Films"],
  ],
  [
    "a transaction that reads and writes",
    "Update",
    "Music",
    "ExecuteTransaction",
    JSON.stringify({
      TransactStatements: [
        { Statement: "UPDATE Music SET a=1 WHERE b=2" },
        { Statement: "DELETE FROM Music WHERE b=2" },
      ],
    }),
    ["role-action PartiQLDelete"],
  ],
] as const)("%s", async (_, verb, on, operation, template, expected) => {
  const place = await freshPlace();
  const { make, trust, allow } = rolesIn(place);
  const credentials = await make("caller", trust(), allow(`dynamodb:PartiQL${verb}`, table(on)));
  await plant(place, {
    path: "/ask",
    integration: {
      type: "AWS",
      uri: `arn:aws:apigateway:us-east-1:dynamodb:action/${operation}`,
      credentials,
      requestTemplates: { "application/json": template },
    },
  });
  const found = (await checked(place, "/ask")).filter(({ check }) => check === "role");
  expect(found.map(({ rule }) => rule)).toEqual(expected.map((one) => one.split(" ")[0]));
  for (const [i, one] of expected.entries())
    expect(found[i]?.message).toContain(one.slice(one.indexOf(" ") + 1));
});

test("a role that is made for a statement may do what it says, and no more", async () => {
  const place = await freshPlace();
  const run = await place.run([
    ..."apigw create-method --api petstore --resource /pets --method PATCH --integration aws".split(" "),
    ..."--service dynamodb --action ExecuteStatement --create-role asks".split(" "),
    "--request-template",
    `application/json=${says('SELECT * FROM "Music"."byAlbum"')}`,
  ]);
  expect(run.exit, run.stderr).toBe(0);
  const [policy] = (await rolesIn(place).look("asks"))?.policies ?? [];
  expect(policy.Statement).toMatchObject([
    { Effect: "Allow", Action: ["dynamodb:PartiQLSelect"], Resource: [table("Music/index/byAlbum")] },
  ]);
});
