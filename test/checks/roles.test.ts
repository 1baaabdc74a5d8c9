import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { covers, meet } from "../../src/gateway/policy/glob.ts";
import { type Allowed, allowedBy, allowsOf } from "../../src/gateway/policy/role-verdict.ts";
import { rolesOf as rolesIn } from "../catalog/account-roles.ts";
import { freshPlace } from "../cli/run.ts";
import { checked, plant } from "./planted.ts";

// What a role's policies say of what is called: IAM's documented evaluation ("Policy evaluation logic", "Elements"), on a
// resource as the integration names it, with a star where the caller chooses.

const A = "123456789012";
const table = (name: string, region = "us-east-1", account = A) =>
  `arn:aws:dynamodb:${region}:${account}:table/${name}`;
const PUT = "dynamodb:PutItem";
const statement =
  (Effect: string) =>
  (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
    Effect,
    Action,
    Resource,
    ...more,
  });
const allow = statement("Allow");
const deny = statement("Deny");
const when = (Condition: object) => ({ Condition });
const OURS = when({ StringEquals: { "aws:PrincipalTag/team": "shop" } });

type Row = readonly [
  says: string,
  verdict: Allowed,
  statements: readonly object[],
  action: string,
  on: readonly string[],
];

const ON = [table("books")];
const ANY = [table("*")];

const ROWS: readonly Row[] = [
  // Actions
  ["nothing at all", "not allowed", [], PUT, ON],
  ["the action", "allowed", [allow(PUT)], PUT, ON],
  ["the action in another spelling", "allowed", [allow("DynamoDB:putitem")], PUT, ON],
  ["one of a list", "allowed", [allow(["dynamodb:GetItem", PUT])], PUT, ON],
  ["all of the service", "allowed", [allow("dynamodb:*")], PUT, ON],
  ["everything", "allowed", [allow("*")], PUT, ON],
  ["a star within", "allowed", [allow("dynamodb:Put*")], PUT, ON],
  ["a question mark", "allowed", [allow("dynamodb:PutIte?")], PUT, ON],
  ["another action", "not allowed", [allow("dynamodb:GetItem")], PUT, ON],
  ["another action that begins alike", "not allowed", [allow("dynamodb:Put")], PUT, ON],
  ["another service", "not allowed", [allow("s3:PutItem")], PUT, ON],
  ["all but it", "not allowed", [{ Effect: "Allow", NotAction: PUT, Resource: "*" }], PUT, ON],
  [
    "all but another",
    "allowed",
    [{ Effect: "Allow", NotAction: "dynamodb:DeleteTable", Resource: "*" }],
    PUT,
    ON,
  ],
  [
    "all but a service",
    "allowed",
    [{ Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" }],
    PUT,
    ON,
  ],
  [
    "all but its own service",
    "not allowed",
    [{ Effect: "Allow", NotAction: "dynamodb:*", Resource: "*" }],
    PUT,
    ON,
  ],
  // Resources
  ["the table", "allowed", [allow(PUT, table("books"))], PUT, ON],
  ["one of a list of tables", "allowed", [allow(PUT, [table("films"), table("books")])], PUT, ON],
  ["another table", "not allowed", [allow(PUT, table("films"))], PUT, ON],
  ["a table of a longer name", "not allowed", [allow(PUT, table("books-old"))], PUT, ON],
  ["tables that begin alike", "allowed", [allow(PUT, table("boo*"))], PUT, ON],
  ["tables that begin otherwise", "not allowed", [allow(PUT, table("fil*"))], PUT, ON],
  ["every table", "allowed", [allow(PUT, table("*"))], PUT, ON],
  ["the table in another Region", "not allowed", [allow(PUT, table("books", "eu-west-1"))], PUT, ON],
  ["the table in any Region", "allowed", [allow(PUT, table("books", "*"))], PUT, ON],
  [
    "the table of another account",
    "not allowed",
    [allow(PUT, table("books", "us-east-1", "999999999999"))],
    PUT,
    ON,
  ],
  ["the table of any account", "allowed", [allow(PUT, table("books", "us-east-1", "*"))], PUT, ON],
  [
    "the table in another partition",
    "not allowed",
    [allow(PUT, table("books").replace("arn:aws:", "arn:aws-cn:"))],
    PUT,
    ON,
  ],
  ["only the table's indexes", "not allowed", [allow(PUT, table("books/index/*"))], PUT, ON],
  ["the table and what is below", "allowed", [allow(PUT, table("books*"))], PUT, ON],
  ["a question mark in the name", "allowed", [allow(PUT, table("book?"))], PUT, ON],
  ["a question mark too many", "not allowed", [allow(PUT, table("books?"))], PUT, ON],
  ["another case in the name", "not allowed", [allow(PUT, table("Books"))], PUT, ON],
  [
    "all tables but it",
    "not allowed",
    [{ Effect: "Allow", Action: PUT, NotResource: table("books") }],
    PUT,
    ON,
  ],
  [
    "all tables but another",
    "allowed",
    [{ Effect: "Allow", Action: PUT, NotResource: table("films") }],
    PUT,
    ON,
  ],
  [
    "all but tables that begin alike",
    "not allowed",
    [{ Effect: "Allow", Action: PUT, NotResource: table("b*") }],
    PUT,
    ON,
  ],
  [
    "all but some of a list",
    "allowed",
    [{ Effect: "Allow", Action: PUT, NotResource: [table("films"), table("f*")] }],
    PUT,
    ON,
  ],
  // What the caller chooses
  ["the caller chooses, every table is allowed", "allowed", [allow(PUT, table("*"))], PUT, ANY],
  ["the caller chooses, everything is allowed", "allowed", [allow(PUT)], PUT, ANY],
  ["the caller chooses, one table is allowed", "unsure", [allow(PUT, table("books"))], PUT, ANY],
  [
    "the caller chooses, another service's names are allowed",
    "not allowed",
    [allow(PUT, `arn:aws:s3:::*`)],
    PUT,
    ANY,
  ],
  [
    "the caller chooses, another Region is allowed",
    "not allowed",
    [allow(PUT, table("*", "eu-west-1"))],
    PUT,
    ANY,
  ],
  [
    "the caller chooses behind a name, that is allowed",
    "allowed",
    [allow(PUT, table("shop-*"))],
    PUT,
    [table("shop-*")],
  ],
  [
    "the caller chooses behind a name, a part of it is allowed",
    "unsure",
    [allow(PUT, table("shop-a*"))],
    PUT,
    [table("shop-*")],
  ],
  [
    "the caller chooses behind a name, another is allowed",
    "not allowed",
    [allow(PUT, table("bank-*"))],
    PUT,
    [table("shop-*")],
  ],
  ["the caller chooses before a name", "unsure", [allow(PUT, table("eu-books"))], PUT, [table("*-books")]],
  [
    "the caller chooses before a name, another is allowed",
    "not allowed",
    [allow(PUT, table("eu-films"))],
    PUT,
    [table("*-books")],
  ],
  [
    "the caller chooses, all but one are allowed",
    "unsure",
    [{ Effect: "Allow", Action: PUT, NotResource: table("films") }],
    PUT,
    ANY,
  ],
  ["nobody knows on what, everything is allowed", "allowed", [allow(PUT)], PUT, ["*"]],
  ["nobody knows on what, one is allowed", "unsure", [allow(PUT, table("books"))], PUT, ["*"]],
  // Several
  ["two tables, both allowed", "allowed", [allow(PUT, table("*"))], PUT, [table("books"), table("films")]],
  [
    "two tables, each by a statement",
    "allowed",
    [allow(PUT, table("books")), allow(PUT, table("films"))],
    PUT,
    [table("books"), table("films")],
  ],
  [
    "two tables, one allowed",
    "not allowed",
    [allow(PUT, table("books"))],
    PUT,
    [table("books"), table("films")],
  ],
  [
    "two tables, one denied",
    "denied",
    [allow(PUT), deny(PUT, table("films"))],
    PUT,
    [table("books"), table("films")],
  ],
  // Denials
  ["allowed and denied", "denied", [allow(PUT), deny(PUT)], PUT, ON],
  ["denied before it is allowed", "denied", [deny(PUT), allow(PUT)], PUT, ON],
  ["denied by a star", "denied", [allow(PUT), deny("*")], PUT, ON],
  ["denied on the table", "denied", [allow(PUT), deny(PUT, table("books"))], PUT, ON],
  ["denied on another table", "allowed", [allow(PUT), deny(PUT, table("films"))], PUT, ON],
  ["another action denied", "allowed", [allow(PUT), deny("dynamodb:DeleteTable")], PUT, ON],
  ["all but it denied", "allowed", [allow(PUT), { Effect: "Deny", NotAction: PUT, Resource: "*" }], PUT, ON],
  [
    "all but another denied",
    "denied",
    [allow(PUT), { Effect: "Deny", NotAction: "s3:*", Resource: "*" }],
    PUT,
    ON,
  ],
  [
    "denied but on the table",
    "allowed",
    [allow(PUT), { Effect: "Deny", Action: PUT, NotResource: table("books") }],
    PUT,
    ON,
  ],
  [
    "denied but on another",
    "denied",
    [allow(PUT), { Effect: "Deny", Action: PUT, NotResource: table("films") }],
    PUT,
    ON,
  ],
  ["denied on one of those the caller chooses", "unsure", [allow(PUT), deny(PUT, table("films"))], PUT, ANY],
  ["denied on all that the caller chooses", "denied", [allow(PUT), deny(PUT, table("*"))], PUT, ANY],
  ["denied alone", "denied", [deny(PUT)], PUT, ON],
  // Conditions
  ["on a condition", "unsure", [allow(PUT, "*", OURS)], PUT, ON],
  ["on a condition, and without", "allowed", [allow(PUT, "*", OURS), allow(PUT)], PUT, ON],
  ["on a condition, on another table", "not allowed", [allow(PUT, table("films"), OURS)], PUT, ON],
  [
    "on a condition that may be absent",
    "allowed",
    [allow(PUT, "*", when({ StringEqualsIfExists: { "aws:RequestedRegion": "us-east-1" } }))],
    PUT,
    ON,
  ],
  ["denied on a condition", "unsure", [allow(PUT), deny(PUT, "*", OURS)], PUT, ON],
  [
    "denied on a condition, on another table",
    "allowed",
    [allow(PUT), deny(PUT, table("films"), OURS)],
    PUT,
    ON,
  ],
  [
    "leading keys alone",
    "unsure",
    [allow(PUT, table("books"), when({ "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["1"] } }))],
    PUT,
    ON,
  ],
  ["a policy variable in the name", "unsure", [allow(PUT, table("${aws:PrincipalTag/table}"))], PUT, ON],
  [
    "a policy variable in another service",
    "not allowed",
    [allow(PUT, "arn:aws:s3:::${aws:username}/*")],
    PUT,
    ON,
  ],
  // Other services
  [
    "an index, allowed by the table's stars",
    "allowed",
    [allow("dynamodb:Query", table("books/index/*"))],
    "dynamodb:Query",
    [table("books/index/by-author")],
  ],
  [
    "an index, the table alone allowed",
    "not allowed",
    [allow("dynamodb:Query", table("books"))],
    "dynamodb:Query",
    [table("books/index/by-author")],
  ],
  [
    "an object, the bucket alone allowed",
    "not allowed",
    [allow("s3:GetObject", "arn:aws:s3:::files")],
    "s3:GetObject",
    ["arn:aws:s3:::files/*"],
  ],
  [
    "an object, all of the bucket allowed",
    "allowed",
    [allow("s3:GetObject", "arn:aws:s3:::files/*")],
    "s3:GetObject",
    ["arn:aws:s3:::files/a/*"],
  ],
  [
    "an object, one folder allowed",
    "unsure",
    [allow("s3:GetObject", "arn:aws:s3:::files/a/*")],
    "s3:GetObject",
    ["arn:aws:s3:::files/*"],
  ],
  [
    "an object, another folder allowed",
    "not allowed",
    [allow("s3:GetObject", "arn:aws:s3:::files/a/*")],
    "s3:GetObject",
    ["arn:aws:s3:::files/b/*"],
  ],
  [
    "a secret by its name",
    "allowed",
    [allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${A}:secret:db-??????`)],
    "secretsmanager:GetSecretValue",
    [`arn:aws:secretsmanager:us-east-1:${A}:secret:db-??????`],
  ],
  [
    "a secret by a star",
    "allowed",
    [allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${A}:secret:db-*`)],
    "secretsmanager:GetSecretValue",
    [`arn:aws:secretsmanager:us-east-1:${A}:secret:db-??????`],
  ],
  [
    "a state machine, another allowed",
    "not allowed",
    [allow("states:StartExecution", `arn:aws:states:us-east-1:${A}:stateMachine:bill`)],
    "states:StartExecution",
    [`arn:aws:states:us-east-1:${A}:stateMachine:ship`],
  ],
  [
    "a parameter, its folder allowed",
    "allowed",
    [allow("ssm:GetParameter*", `arn:aws:ssm:us-east-1:${A}:parameter/shop/*`)],
    "ssm:GetParameter",
    [`arn:aws:ssm:us-east-1:${A}:parameter/shop/rate`],
  ],
];

const json = (Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const REGION = (region: string | string[]) => when({ StringEquals: { "aws:RequestedRegion": region } });
const NOT_REGION = (region: string | string[]) =>
  when({ StringNotEquals: { "aws:RequestedRegion": region } });
const TLS = (value: string) => when({ Bool: { "aws:SecureTransport": value } });

/** With what is known of API Gateway's call: its Region, its account, that it is encrypted. */
const KNOWN_ROWS: readonly (readonly [says: string, verdict: Allowed, statements: readonly object[]])[] = [
  ["in its Region", "allowed", [allow(PUT, "*", REGION("us-east-1"))]],
  ["in one of its Regions", "allowed", [allow(PUT, "*", REGION(["eu-west-1", "us-east-1"]))]],
  ["in another Region", "not allowed", [allow(PUT, "*", REGION("eu-west-1"))]],
  [
    "denied outside of Regions, and it is within",
    "allowed",
    [allow(PUT), deny("*", "*", NOT_REGION("us-east-1"))],
  ],
  [
    "denied outside of Regions, and it is outside",
    "denied",
    [allow(PUT), deny("*", "*", NOT_REGION("eu-west-1"))],
  ],
  ["denied without TLS", "allowed", [allow(PUT), deny("*", "*", TLS("false"))]],
  ["allowed with TLS", "allowed", [allow(PUT, "*", TLS("true"))]],
  ["in its account", "allowed", [allow(PUT, "*", when({ StringEquals: { "aws:PrincipalAccount": A } }))]],
  [
    "on what is its account's",
    "allowed",
    [allow(PUT, "*", when({ StringEquals: { "aws:ResourceAccount": A } }))],
  ],
  [
    "on what is another account's",
    "not allowed",
    [allow(PUT, "*", when({ StringEquals: { "aws:ResourceAccount": "210987654321" } }))],
  ],
  [
    "on a known and an unknown condition",
    "unsure",
    [allow(PUT, "*", when({ ...TLS("true").Condition, ...OURS.Condition }))],
  ],
  [
    "on a known condition that fails, and an unknown one",
    "not allowed",
    [allow(PUT, "*", when({ ...TLS("false").Condition, ...OURS.Condition }))],
  ],
  ["compared with what is not known", "unsure", [allow(PUT, "*", REGION("${aws:PrincipalTag/region}"))]],
  [
    "a known variable in the ARN",
    "allowed",
    [allow(PUT, table("books", "us-east-1", "${aws:PrincipalAccount}"))],
  ],
  ["a star that is meant as one", "not allowed", [allow(PUT, table("${*}"))]],
];

describe("what is known of a call", () => {
  const keys = {
    "aws:securetransport": ["true"],
    "aws:principalaccount": [A],
    "aws:requestedregion": ["us-east-1"],
  };
  test.each(KNOWN_ROWS)("%s: %s", (_, verdict, statements) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect(allowedBy([policy], PUT, ON, { keys })).toBe(verdict);
  });
});

describe("all actions of a service", () => {
  test.each<readonly [string, ReturnType<typeof allowsOf>, readonly object[]]>([
    ["everything", "all", [allow("*")]],
    ["all of the service", "all", [allow("dynamodb:*")]],
    ["all of it, in another spelling", "all", [allow("DynamoDB:*")]],
    ["all of it, on one table", "some", [allow("dynamodb:*", table("books"))]],
    ["all of it, on a condition", "some", [allow("dynamodb:*", "*", OURS)]],
    ["all of it, and a deny", "some", [allow("dynamodb:*"), deny("dynamodb:DeleteTable")]],
    ["all of it, and a deny of another service", "all", [allow("dynamodb:*"), deny("s3:*")]],
    ["one action", "some", [allow(PUT)]],
    ["all but another service", "some", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }]],
    ["all but the service", "none", [{ Effect: "Allow", NotAction: "dynamodb:*", Resource: "*" }]],
    ["another service", "none", [allow("s3:*")]],
    ["nothing", "none", []],
  ])("%s: %s", (_, verdict, statements) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect(allowsOf([policy], "dynamodb")).toBe(verdict);
  });
});

describe("ARNs any of which will do", () => {
  const or = { [table("books")]: [table("Books")] };
  test.each<readonly [string, Allowed, readonly object[]]>([
    ["the first", "allowed", [allow(PUT, table("books"))]],
    ["the other", "allowed", [allow(PUT, table("Books"))]],
    ["neither", "not allowed", [allow(PUT, table("films"))]],
    ["one allowed and the other denied", "unsure", [allow(PUT), deny(PUT, table("Books"))]],
    ["both denied", "denied", [allow(PUT), deny(PUT, table("?ooks"))]],
    ["the other on a condition", "unsure", [allow(PUT, table("Books"), OURS)]],
  ])("%s: %s", (_, verdict, statements) => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    expect(allowedBy([policy], PUT, ON, { or })).toBe(verdict);
  });
});

describe("a role's policies and what is called", () => {
  it("has at least eighty rows", () => expect(ROWS.length).toBeGreaterThanOrEqual(80));

  it.each(ROWS)("%s: %s", (_, verdict, statements, action, on) => {
    expect(allowedBy([json(statements)], action, on)).toBe(verdict);
    // In policies of their own, and in another order, they say the same.
    expect(allowedBy(statements.map((one) => json([one])).reverse(), action, on)).toBe(verdict);
  });

  test.each([
    [
      "a literal table, another one allowed",
      PUT,
      table("films"),
      '{"TableName":"books","Item":{}}',
      "role-action",
    ],
    [
      "a literal table in another Region",
      PUT,
      table("books", "eu-west-1"),
      '{"TableName":"books","Item":{}}',
      "role-action",
    ],
    [
      "the caller's table, one allowed",
      PUT,
      table("books"),
      `{"TableName":"$input.params('t')","Item":{}}`,
      "not-checked",
    ],
    [
      "the caller's table, all allowed",
      PUT,
      table("*"),
      `{"TableName":"$input.params('t')","Item":{}}`,
      undefined,
    ],
    [
      "a stage's table, those of the stages allowed, and a stage that does not say which",
      PUT,
      table("shop-*"),
      '{"TableName":"shop-$stageVariables.env","Item":{}}',
      "stage-variable-missing",
    ],
  ])("%s", async (_, action, resource, template, rule) => {
    const place = await freshPlace();
    const { make, trust, allow: grants } = rolesIn(place);
    const credentials = await make("caller", trust(), grants(action, resource));
    await plant(place, {
      path: "/books",
      integration: {
        type: "AWS",
        uri: `arn:aws:apigateway:us-east-1:dynamodb:action/${action.split(":")[1]}`,
        credentials,
        requestTemplates: { "application/json": template },
      },
    });
    const found = (await checked(place, "/books")).map((one) => one.rule);
    expect(found).toEqual(rule === undefined ? [] : [rule]);
  });
});

describe("the evaluator's laws, for any policies", () => {
  const name = fc.constantFrom("*", "books", "films", "b*", "*s", "shop-?", "books/index/*");
  const one = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.constantFrom("*", "dynamodb:*", PUT, "dynamodb:GetItem"),
    Resource: name.map((text) => (text === "*" ? "*" : table(text))),
  });
  const some = fc.array(one, { maxLength: 6 });
  const on = fc.constantFrom("books", "films", "shop-1", "*", "b*").map((text) => [table(text)]);

  it("a deny of everything always wins", () => {
    fc.assert(
      fc.property(
        some,
        on,
        (all, target) => allowedBy([json([...all, deny("*")])], PUT, target) === "denied",
      ),
    );
  });

  it("without a deny, a wider resource never forbids what a narrower one allowed", () => {
    fc.assert(
      fc.property(some, on, (all, target) => {
        const allows = all.filter(({ Effect }) => Effect === "Allow");
        const wider = allows.map((one) => ({ ...one, Resource: "*" }));
        return (
          allowedBy([json(allows)], PUT, target) !== "allowed" ||
          allowedBy([json(wider)], PUT, target) === "allowed"
        );
      }),
    );
  });

  it("one more allow never takes one back, one more deny never gives one", () => {
    const worth = { denied: 0, "not allowed": 1, unsure: 2, allowed: 3 };
    fc.assert(
      fc.property(some, one, on, (all, more, target) => {
        const before = worth[allowedBy([json(all)], PUT, target)];
        const after = worth[allowedBy([json([...all, more])], PUT, target)];
        // A deny of what nobody allowed is named as the deny.
        return more.Effect === "Allow" ? after >= before : after <= before;
      }),
    );
  });

  it("a verdict on a pattern holds for whatever it stands for", () => {
    fc.assert(
      fc.property(some, fc.constantFrom("books", "bxx", "films", "shop-1", "z"), (all, text) => {
        const whole = allowedBy([json(all)], PUT, [table("*")]);
        const part = allowedBy([json(all)], PUT, [table(text)]);
        return whole === "unsure" || whole === part || (whole === "not allowed" && part === "denied");
      }),
    );
  });

  it("patterns meet where some text is one of both, and one that covers meets", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
    fc.assert(
      fc.property(pattern, pattern, text, (a, b, x) => !(covers(a, x) && covers(b, x)) || meet(a, b)),
    );
    fc.assert(fc.property(pattern, pattern, (a, b) => meet(a, b) === meet(b, a)));
    fc.assert(fc.property(pattern, text, (a, x) => meet(a, x) === covers(a, x)));
  });
});
