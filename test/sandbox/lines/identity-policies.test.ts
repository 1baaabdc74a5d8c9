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
  // badmintoncryer/cdk-preflight, rules/iam: what AWS said in 2026.
  ["a number that is none", one({ Condition: { NumericLessThan: { "s3:max-keys": "few" } } }), LEGACY],
  ["a number behind a blank", one({ Condition: { NumericEqualsIfExists: { "s3:max-keys": " 5" } } }), LEGACY],
  ["a number of another base", one({ Condition: { "ForAnyValue:NumericNotEquals": { k: "0xF" } } }), LEGACY],
  ["an address that is none", one({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.256" } } }), LEGACY],
  [
    "a network too narrow",
    one({ Condition: { NotIpAddress: { "aws:SourceIp": ["::/0", "10.0.0.0/33"] } } }),
    LEGACY,
  ],
  ["half an address", one({ Condition: { IpAddressIfExists: { "aws:SourceIp": "10.1.2" } } }), LEGACY],
  ["an ARN that is none", one({ Condition: { ArnEquals: { "aws:SourceArn": "quay" } } }), LEGACY],
  [
    "an ARN of four parts",
    one({ Condition: { ArnNotLike: { "aws:SourceArn": "arn:aws:s3:quay" } } }),
    LEGACY,
  ],
  [
    "a variable for an ARN",
    one({ Condition: { ArnLike: { "aws:SourceArn": "${aws:PrincipalArn}" } } }),
    LEGACY,
  ],
  [
    "a date in words of another land",
    one({ Condition: { DateEquals: { "aws:CurrentTime": "2026/01/01" } } }),
    LEGACY,
  ],
  ["bytes that are none", one({ Condition: { BinaryEquals: { k: "tide!" } } }), SYNTAX],
  ["bytes filled up too far", one({ Condition: { BinaryEquals: { k: "dGlk==" } } }), SYNTAX],
  ["Null of what may be missing", one({ Condition: { NullIfExists: { k: "true" } } }), SYNTAX],
  [
    "a Sid with a dash",
    one({ Sid: "let-in" }),
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
  ],
  [
    "any service's action",
    one({ Action: "*:Send" }),
    "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.",
  ],
  [
    "half a service's name",
    one({ Action: ["sqs:Send", "sq?:Send"] }),
    "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.",
  ],
  [
    "any service's resource",
    one({ Resource: "arn:aws:*:::quay" }),
    "Resource vendor must be fully qualified and cannot contain regexes.",
  ],
  [
    "half of it",
    one({ Resource: "arn:aws:sq*:::quay" }),
    "Resource vendor must be fully qualified and cannot contain regexes.",
  ],
  [
    "a bucket of an account",
    one({ Resource: "arn:aws:s3::210987654321:quay" }),
    "Resource arn:aws:s3::210987654321:quay cannot contain an account id.",
  ],
  [
    "a zone of a Region",
    one({ Resource: "arn:aws:route53:us-east-1::hostedzone/q" }),
    "Resource arn:aws:route53:us-east-1::hostedzone/q can not contain region information.",
  ],
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

test.each([
  ["numbers", { NumericLessThan: { k: ["10", 10, "10.5", "-1", "1e3"] } }],
  ["addresses", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "203.0.113.5", "::/0", "2001:db8::1"] } }],
  ["ARNs", { ArnLike: { "aws:SourceArn": ["arn:*:s3:::b", "arn:aws:*:*:*:*", "*"] } }],
  ["dates", { DateLessThan: { "aws:CurrentTime": ["2026", "2026-01", "2026-01-01T00:00Z", "1767225600"] } }],
  ["bytes", { BinaryEquals: { k: ["YWJj", "YWJjZA=="] } }],
  ["Null of all", { "ForAllValues:Null": { k: "true" } }],
])("%s of the right form are taken", async (_what, Condition) => {
  expect(await send(one({ Condition }))).toMatchObject({ http: 200 });
});

test("a managed policy has 6,144 characters at most, blanks aside; a role's own have 10,240 together", async () => {
  const of = (size: number) => {
    const empty = policy(statement({ Sid: "" })).length;
    return policy(statement({ Sid: "a".repeat(size - empty) })).replaceAll(",", " , ");
  };
  expect(await send(of(6144))).toMatchObject({ http: 200 });
  expect(await send(of(6145))).toBe("LimitExceededException 409: Cannot exceed quota for PolicySize: 6144");
  const trust = {
    Effect: "Allow",
    Principal: { Service: "apigateway.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  await account.iam.createRole({ RoleName: "wide", AssumeRolePolicyDocument: policy(trust) });
  const put = (PolicyName: string, size: number) =>
    outcome(account.iam.putRolePolicy({ RoleName: "wide", PolicyName, PolicyDocument: of(size) }));
  expect(await put("first", 5_120)).toMatchObject({ http: 200 });
  expect(await put("second", 5_120)).toMatchObject({ http: 200 });
  expect(await put("second", 5_121)).toBe(
    "LimitExceededException 409: Maximum policy size of 10240 bytes exceeded for role wide",
  );
});

const trusts = (changed: object, version = "2012-10-17") =>
  JSON.stringify({
    Version: version,
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
        ...changed,
      },
    ],
  });
const STS = "AssumeRole policy may only specify STS AssumeRole actions.";
const AWS = (name: string) => `Invalid principal in policy: "AWS":"${name}"`;
const names = (name: string): [string, object, string] => [name, { Principal: { AWS: name } }, AWS(name)];

// badmintoncryer/cdk-preflight, rules/iam, of roles.
test.each<[string, object, string | true]>([
  ["*", { Action: "*" }, STS],
  ["sts:*", { Action: "sts:*" }, STS],
  ["sts:AssumeRoot", { Action: "sts:AssumeRoot" }, STS],
  ["small letters", { Action: "sts:assumerole" }, STS],
  ["another beside it", { Action: ["sts:AssumeRole", "sts:GetCallerIdentity"] }, STS],
  [
    "all that there are",
    { Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"] },
    true,
  ],
  ["everybody by a star", { Principal: "*" }, 'AssumeRolepolicy contained an invalid principal: "STAR":"*".'],
  ["everybody of AWS", { Principal: { AWS: "*" } }, true],
  ["every service", { Principal: { Service: "*" } }, 'Invalid principal in policy: "SERVICE":"*"'],
  [
    "a service of somebody else",
    { Principal: { Service: "quay.example.com" } },
    'Invalid principal in policy: "SERVICE":"quay.example.com"',
  ],
  names("12345"),
  names("arn:aws:sts::111122223333:assumed-role/quay/ann"),
  names("arn:aws:iam::111122223333:user/*"),
  names("arn:aws:iam::111122223333:*"),
  names("111122223333 "),
  ["an account with dashes", { Principal: { AWS: "1111-2222-3333" } }, true],
  ["an account's root", { Principal: { AWS: "arn:aws:iam::111122223333:root" } }, true],
  [
    "an identity of Cognito's",
    { Principal: { Federated: "cognito-identity.amazonaws.com" }, Action: "sts:AssumeRoleWithWebIdentity" },
    "A condition block must be present for the Cognito provider",
  ],
  [
    "of one pool",
    {
      Principal: { Federated: "cognito-identity.amazonaws.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": "a" } },
    },
    true,
  ],
])("a role trusts %s", async (_what, changed, answer) => {
  const came = await outcome(
    account.iam.createRole({ RoleName: `r${++number}`, AssumeRolePolicyDocument: trusts(changed) }),
  );
  if (answer === true) expect(came).toMatchObject({ http: 200 });
  else expect(came).toBe(`MalformedPolicyDocumentException 400: ${answer}`);
});

test("a role's path is not that of AWS's own", async () => {
  const Path = "/aws-service-role/quay/";
  expect(
    await outcome(account.iam.createRole({ RoleName: "own", Path, AssumeRolePolicyDocument: trusts({}) })),
  ).toBe(
    "InvalidInputException 400: Paths beginning with '/aws-service-role' are reserved for AWS Service Linked Roles",
  );
});
