import { afterAll, expect, test } from "vitest";
import { Account, outcome } from "../learned/account.ts";

// What IAM refuses of a policy, by rule, with inputs of our own.

const account = new Account();
afterAll(() => account.close());

const SYNTAX = "Syntax errors in policy.";
const VERSION = "Policy document must be version 2012-10-17 or greater.";
const LEGACY = "The policy failed legacy parsing";
const VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const BOAT = "arn:aws:sqs:us-east-1:210987654321:boats";

const statement = (changed: object = {}) => ({
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource: BOAT,
  ...changed,
});
const policy = (statements: unknown, more: object = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements, ...more });
const one = (changed: object) => policy(statement(changed));
let number = 0;
const send = (PolicyDocument: string) =>
  outcome(account.iam.createPolicy({ PolicyName: `p${++number}`, PolicyDocument }));

test.each<[string, string, string]>([
  ["no JSON", "Statement: []", SYNTAX],
  ["a list", "[]", SYNTAX],
  ["no statement", policy(undefined), SYNTAX],
  ["no statements in the list", policy([]), SYNTAX],
  ["a statement that is a number", policy([7]), SYNTAX],
  ["a version that never was", policy(statement(), { Version: "2020-02-02" }), SYNTAX],
  ["no version", policy(statement(), { Version: undefined }), VERSION],
  ["the old version", policy(statement(), { Version: "2008-10-17" }), VERSION],
  ["a member too many", policy(statement(), { Comment: "for boats" }), SYNTAX],
  ["a statement's member too many", one({ Comment: "for boats" }), SYNTAX],
  ["an Id that is a list", policy(statement(), { Id: ["a"] }), SYNTAX],
  ["a Sid that is a number", one({ Sid: 1 }), SYNTAX],
  ["another effect", one({ Effect: "Permit" }), SYNTAX],
  ["no effect", one({ Effect: undefined }), SYNTAX],
  ["an effect in other letters", one({ Effect: "ALLOW" }), LEGACY],
  ["an action that is an object", one({ Action: { any: "sqs:*" } }), SYNTAX],
  ["Action beside NotAction", one({ NotAction: "sqs:PurgeQueue" }), SYNTAX],
  ["Resource beside NotResource", one({ NotResource: "*" }), SYNTAX],
  ["a condition that is a text", one({ Condition: "never" }), SYNTAX],
  ["an operator nobody knows", one({ Condition: { SameAs: { "aws:username": "ann" } } }), SYNTAX],
  ["an operator with two colons", one({ Condition: { "ForAllValues::Bool": { a: "true" } } }), SYNTAX],
  ["a value that is an object", one({ Condition: { StringEquals: { a: { b: "c" } } } }), SYNTAX],
  ["a date that is none", one({ Condition: { DateLessThan: { "aws:CurrentTime": "soon" } } }), LEGACY],
  ["a month that is none", one({ Condition: { DateEquals: { "aws:CurrentTime": "2026-13" } } }), LEGACY],
  ["an ARN without a service", one({ Resource: "arn:aws:::210987654321:boats" }), LEGACY],
  ["an ARN a colon short", one({ Resource: "arn:aws:s3::boats" }), LEGACY],
  ["a principal", one({ Principal: "*" }), "Policy document should not specify a principal."],
  [
    "a Sid twice",
    policy([statement({ Sid: "a" }), statement({ Sid: "b" }), statement({ Sid: "a" })]),
    "Statement IDs (SID) in a single policy must be unique.",
  ],
  ["no action", one({ Action: undefined }), "Policy statement must contain actions."],
  ["an empty list of actions", one({ Action: [] }), "Policy statement must contain actions."],
  ["neither", one({ Action: undefined, Resource: undefined }), "Policy statement must contain actions."],
  ["an action without its service", one({ Action: ["sqs:*", "SendMessage"] }), VENDOR],
  ["an empty action", one({ Action: undefined, NotAction: "" }), VENDOR],
  ["a service with a blank", one({ Action: "s q s:Send" }), "Vendor s q s is not valid"],
  ["two colons", one({ Action: "sqs:Send:Message" }), "Actions/Condition can contain only one colon."],
  ["no resource", one({ Resource: undefined }), "Policy statement must contain resources."],
  ["a name", one({ Resource: ["*", "boats"] }), 'Resource boats must be in ARN format or "*".'],
  ["an empty resource", one({ Resource: "" }), 'Resource  must be in ARN format or "*".'],
  [
    "another cloud",
    one({ Resource: "arn:moon:sqs:us-east-1:210987654321:boats" }),
    'Partition "moon" is not valid for resource "arn:moon:sqs:us-east-1:210987654321:boats".',
  ],
  [
    "another cloud, cut short",
    one({ Resource: "arn:moon" }),
    'Partition "moon" is not valid for resource "arn:moon:*:*:*:*".',
  ],
  [
    "no more than a cloud",
    one({ Resource: "arn:aws" }),
    "Resource vendor must be fully qualified and cannot contain regexes.",
  ],
  [
    "a bucket in a Region",
    one({ Resource: "arn:aws:s3:eu-west-1::boats/*" }),
    "Resource arn:aws:s3:eu-west-1::boats/* can not contain region information.",
  ],
  [
    "a role in a Region",
    one({ Resource: "arn:aws:iam:eu-west-1:210987654321:role/a" }),
    "IAM resource arn:aws:iam:eu-west-1:210987654321:role/a cannot contain region information.",
  ],
  [
    "something of IAM that is none",
    one({ Resource: "arn:aws:iam::210987654321:boat/a" }),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
])("refused: %s", async (_what, document, words) => {
  expect(await send(document)).toBe(`MalformedPolicyDocumentException 400: ${words}`);
});

test.each<[string, string]>([
  ["a statement by itself", one({})],
  ["lists", one({ Action: ["sqs:*", "s3:Get*"], Resource: [BOAT, "*"] })],
  ["what may not be done", one({ Action: undefined, NotAction: "iam:*", Resource: "*" })],
  ["where not", one({ Effect: "Deny", Resource: undefined, NotResource: [BOAT] })],
  ["all other clouds of AWS", one({ Resource: ["arn:aws-cn:sqs:*:*:*", "arn:aws-us-gov:sqs:*:*:*"] })],
  ["an access point in a Region", one({ Resource: "arn:aws:s3:eu-west-1:210987654321:accesspoint/a" })],
  ["all roles", one({ Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/*" })],
  [
    "conditions",
    one({ Condition: { "ForAnyValue:StringLikeIfExists": { a: ["b", "c"] }, Bool: { d: true } } }),
  ],
  ["an unknown operator that compares nothing", one({ Condition: { SameAs: {} } })],
  ["dates", one({ Condition: { DateGreaterThan: { "aws:CurrentTime": ["2026", "2026-11-26T10:00:00Z"] } } })],
  ["empty Sids", policy([statement({ Sid: "" }), statement({ Sid: "" })])],
])("taken: %s", async (_what, document) => {
  expect(await send(document)).toMatchObject({ http: 200 });
});

test("of a role's own policy the old version of the language is taken", async () => {
  const trust =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
  await account.iam.createRole({ RoleName: "keeper", AssumeRolePolicyDocument: trust });
  const put = (PolicyDocument: string) =>
    outcome(account.iam.putRolePolicy({ RoleName: "keeper", PolicyName: "p", PolicyDocument }));
  expect(await put(policy(statement(), { Version: "2008-10-17" }))).toEqual({ http: 200 });
  expect(await put(one({ Action: "SendMessage" }))).toBe(`MalformedPolicyDocumentException 400: ${VENDOR}`);
});
