import { describe, expect, it } from "vitest";
import { covers, overlaps } from "../../src/gateway/policy/glob.ts";
import { sourceArn, statementId } from "../../src/gateway/policy/lambda-permission.ts";
import { evaluate, type Statement } from "../../src/gateway/policy/lambda-policy.ts";

// What IAM's documented evaluation says of a function's policy, for "this method on any stage".

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:hello";
const API = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5";
const GET_PET = `${API}/*/GET/pets/*`;
const service = { Service: "apigateway.amazonaws.com" };

const allow = (more: Statement = {}): Statement => ({
  Sid: "one",
  Effect: "Allow",
  Principal: service,
  Action: "lambda:InvokeFunction",
  Resource: FUNCTION,
  ...more,
});
const from = (SourceArn: string | string[], operator = "ArnLike", key = "AWS:SourceArn"): Statement => ({
  Condition: { [operator]: { [key]: SourceArn } },
});
const deny = (more: Statement = {}): Statement => ({ ...allow(), Sid: "no", Effect: "Deny", ...more });

type Row = readonly [
  what: string,
  is: "allowed" | "denied" | "not allowed",
  statements: readonly Statement[],
  asked?: { functionArn?: string; sourceArn?: string },
];

const live = { functionArn: `${FUNCTION}:live` };
const china = {
  functionArn: "arn:aws-cn:lambda:cn-north-1:123456789012:function:hello",
  sourceArn: "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3d4e5/*/GET/pets/*",
};
const gov = {
  functionArn: "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:hello",
  sourceArn: "arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:a1b2c3d4e5/*/GET/pets/*",
};

const ROWS: readonly Row[] = [
  ["no statement", "not allowed", []],
  ["the console's own statement", "allowed", [allow(from(GET_PET))]],
  ["no condition at all", "allowed", [allow()]],
  [
    "another API",
    "not allowed",
    [allow(from("arn:aws:execute-api:us-east-1:123456789012:zzzzzzzzzz/*/GET/pets/*"))],
  ],
  [
    "another API and this one",
    "allowed",
    [allow(from("arn:aws:execute-api:us-east-1:123456789012:zzzzzzzzzz/*")), allow(from(GET_PET))],
  ],
  ["a list of sources with this one", "allowed", [allow(from([`${API}/*/PUT/x`, GET_PET]))]],
  ["the whole API", "allowed", [allow(from(`${API}/*`))]],
  ["the whole API, part by part", "allowed", [allow(from(`${API}/*/*/*`))]],
  ["any method of the path", "allowed", [allow(from(`${API}/*/*/pets/*`))]],
  ["another method", "not allowed", [allow(from(`${API}/*/POST/pets/*`))]],
  ["one stage only: the console's Test would fail", "not allowed", [allow(from(`${API}/prod/GET/pets/*`))]],
  [
    "all the stages there are, but not any",
    "not allowed",
    [allow(from([`${API}/prod/GET/pets/*`, `${API}/test/GET/pets/*`]))],
  ],
  ["one path parameter only", "not allowed", [allow(from(`${API}/*/GET/pets/1`))]],
  ["a pattern wider than the path", "allowed", [allow(from(`${API}/*/GET/*`))]],
  ["the parent's path alone", "not allowed", [allow(from(`${API}/*/GET/pets`))]],
  [
    "a question mark for the stage covers stages of one letter only",
    "not allowed",
    [allow(from(`${API}/?/GET/pets/*`))],
  ],
  ["any Region and account in the source", "allowed", [allow(from("arn:aws:execute-api:*:*:a1b2c3d4e5/*"))]],
  [
    "another account in the source",
    "not allowed",
    [allow(from("arn:aws:execute-api:us-east-1:999999999999:a1b2c3d4e5/*"))],
  ],
  [
    "another Region in the source",
    "not allowed",
    [allow(from("arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5/*"))],
  ],
  [
    "ArnLike compares part by part: a star does not cross colons",
    "not allowed",
    [allow(from("arn:aws:execute-api:*"))],
  ],
  ["StringLike does cross them", "allowed", [allow(from("arn:aws:execute-api:*", "StringLike"))]],
  ["a bare star is no ARN for ArnLike", "not allowed", [allow(from("*"))]],
  ["a bare star for StringLike", "allowed", [allow(from("*", "StringLike"))]],
  ["ArnEquals is ArnLike", "allowed", [allow(from(GET_PET, "ArnEquals"))]],
  ["StringEquals knows no wildcards", "not allowed", [allow(from(GET_PET, "StringEquals"))]],
  ["the key's case does not count", "allowed", [allow(from(GET_PET, "ArnLike", "aws:sourcearn"))]],
  ["IfExists with the key sent", "allowed", [allow(from(GET_PET, "ArnLikeIfExists"))]],
  ["the source account", "allowed", [allow(from("123456789012", "StringEquals", "aws:SourceAccount"))]],
  [
    "another source account",
    "not allowed",
    [allow(from("999999999999", "StringEquals", "aws:SourceAccount"))],
  ],
  [
    "both source and account",
    "allowed",
    [
      allow({
        Condition: {
          ArnLike: { "aws:SourceArn": GET_PET },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      }),
    ],
  ],
  [
    "source right, account wrong",
    "not allowed",
    [
      allow({
        Condition: { ArnLike: { "aws:SourceArn": GET_PET }, StringEquals: { "aws:SourceAccount": "1" } },
      }),
    ],
  ],
  [
    "a condition on a key that API Gateway does not send",
    "not allowed",
    [allow(from("o-123", "StringEquals", "aws:PrincipalOrgID"))],
  ],
  ["the same, if it exists", "allowed", [allow(from("o-123", "StringEqualsIfExists", "aws:PrincipalOrgID"))]],
  ["Null false: the source must be there", "allowed", [allow(from("false", "Null"))]],
  ["Null true: the source must not be there", "not allowed", [allow(from("true", "Null"))]],
  ["not from another API", "allowed", [allow(from("arn:aws:execute-api:*:*:zzzzzzzzzz/*", "ArnNotLike"))]],
  ["not from one stage of this API", "not allowed", [allow(from(`${API}/prod/*`, "ArnNotLike"))]],
  [
    "the principal in a list",
    "allowed",
    [allow({ Principal: { Service: ["events.amazonaws.com", "apigateway.amazonaws.com"] } })],
  ],
  ["everybody", "allowed", [allow({ Principal: "*" })]],
  ["every AWS principal", "allowed", [allow({ Principal: { AWS: "*" } })]],
  ["another service", "not allowed", [allow({ Principal: { Service: "events.amazonaws.com" } })]],
  ["an account", "not allowed", [allow({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })]],
  [
    "everybody but API Gateway",
    "not allowed",
    [allow({ Principal: undefined, NotPrincipal: service } as Statement)],
  ],
  ["all of Lambda's actions", "allowed", [allow({ Action: "lambda:*" })]],
  ["every action", "allowed", [allow({ Action: "*" })]],
  ["actions by prefix, in another case", "allowed", [allow({ Action: "Lambda:invoke*" })]],
  ["a list of actions", "allowed", [allow({ Action: ["lambda:GetFunction", "lambda:InvokeFunction"] })]],
  ["another action", "not allowed", [allow({ Action: "lambda:GetFunction" })]],
  [
    "the function URL's action",
    "not allowed",
    [allow({ Action: "lambda:InvokeFunctionUrl", Principal: "*" })],
  ],
  [
    "NotAction without it",
    "allowed",
    [{ ...allow(), Action: undefined, NotAction: "lambda:DeleteFunction" } as unknown as Statement],
  ],
  [
    "NotAction with it",
    "not allowed",
    [{ ...allow(), Action: undefined, NotAction: "lambda:Invoke*" } as unknown as Statement],
  ],
  ["the function's statement does not reach its alias", "not allowed", [allow(from(GET_PET))], live],
  ["the alias's own statement", "allowed", [allow({ ...from(GET_PET), Resource: `${FUNCTION}:live` })], live],
  ["another alias", "not allowed", [allow({ Resource: `${FUNCTION}:old` })], live],
  ["all of its aliases", "allowed", [allow({ Resource: `${FUNCTION}:*` })], live],
  [
    "the alias's statement does not reach the function",
    "not allowed",
    [allow({ Resource: `${FUNCTION}:live` })],
  ],
  ["a deny beside the allow", "denied", [allow(), deny()]],
  ["a deny alone", "denied", [deny()]],
  ["a deny for one stage takes some of the calls", "denied", [allow(), deny(from(`${API}/prod/*`))]],
  [
    "a deny for another API",
    "allowed",
    [allow(), deny(from("arn:aws:execute-api:us-east-1:123456789012:zzzzzzzzzz/*"))],
  ],
  ["a deny for another method", "allowed", [allow(), deny(from(`${API}/*/POST/*`))]],
  ["a deny of another action", "allowed", [allow(), deny({ Action: "lambda:UpdateFunctionCode" })]],
  [
    "a deny of another account",
    "allowed",
    [allow(), deny(from("999999999999", "StringEquals", "aws:SourceAccount"))],
  ],
  [
    "a deny of all accounts but this",
    "allowed",
    [allow(), deny(from("123456789012", "StringNotEquals", "aws:SourceAccount"))],
  ],
  ["a deny of all sources but this API", "allowed", [allow(), deny(from(`${API}/*`, "ArnNotLike"))]],
  [
    "a deny of all sources but another API",
    "denied",
    [allow(), deny(from("arn:aws:execute-api:us-east-1:123456789012:zzzzzzzzzz/*", "ArnNotLike"))],
  ],
  [
    "a deny on a key nothing is known of may take some",
    "denied",
    [allow(), deny(from("vpc-1", "StringEquals", "aws:SourceVpc"))],
  ],
  [
    "ANY, where the statement names one method",
    "not allowed",
    [allow(from(`${API}/*/GET/pets`))],
    { sourceArn: `${API}/*/*/pets` },
  ],
  [
    "ANY, where the statement has a star",
    "allowed",
    [allow(from(`${API}/*/*/pets`))],
    { sourceArn: `${API}/*/*/pets` },
  ],
  [
    "the root, without its slash",
    "not allowed",
    [allow(from(`${API}/*/GET`))],
    { sourceArn: `${API}/*/GET/` },
  ],
  ["the root", "allowed", [allow(from(`${API}/*/GET/`))], { sourceArn: `${API}/*/GET/` }],
  ["China", "allowed", [allow({ ...from(china.sourceArn), Resource: china.functionArn })], china],
  [
    "China, with the other partition in the source",
    "not allowed",
    [allow({ ...from(GET_PET), Resource: china.functionArn })],
    china,
  ],
  [
    "China, with the principal that AWS rejects",
    "not allowed",
    [allow({ Principal: { Service: "apigateway.amazonaws.com.cn" }, Resource: china.functionArn })],
    china,
  ],
  [
    "GovCloud",
    "allowed",
    [allow({ ...from("arn:aws-us-gov:execute-api:*:*:a1b2c3d4e5/*"), Resource: gov.functionArn })],
    gov,
  ],
  [
    "GovCloud, with the commercial partition in the source",
    "not allowed",
    [allow({ ...from("arn:aws:execute-api:*:*:a1b2c3d4e5/*"), Resource: gov.functionArn })],
    gov,
  ],
];

describe("the verdict on a function's policy", () => {
  it.each(ROWS.map(([what, is, statements, asked]) => ({ what, is, statements, asked })))(
    "$what: $is",
    ({ is, statements, asked }) => {
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
      expect(evaluate(policy, { functionArn: FUNCTION, sourceArn: GET_PET, ...asked }).is).toBe(is);
    },
  );

  it("reads a single statement that is no list, and no policy at all", () => {
    expect(
      evaluate(JSON.stringify({ Statement: allow() }), { functionArn: FUNCTION, sourceArn: GET_PET }),
    ).toEqual({ is: "allowed", sid: "one" });
    expect(evaluate(undefined, { functionArn: FUNCTION, sourceArn: GET_PET }).is).toBe("not allowed");
    expect(evaluate("not JSON", { functionArn: FUNCTION, sourceArn: GET_PET }).is).toBe("not allowed");
  });
});

describe("patterns as sets of texts", () => {
  it.each([
    ["*", "a*b", true],
    ["a*", "ab*", true],
    ["ab*", "a*", false],
    ["a*c", "a*b*c", true],
    ["a?c", "abc", true],
    ["a?c", "a*c", false],
    ["a?c", "a?c", true],
    ["abc", "a?c", false],
    ["**", "*", true],
    ["", "", true],
    ["*", "", true],
    ["", "*", false],
  ])("%s covers %s: %s", (outer, inner, is) => expect(covers(outer, inner)).toBe(is));

  it.each([
    ["a*", "*b", true],
    ["a*", "b*", false],
    ["a?", "?b", true],
    ["a", "ab", false],
    ["a*c", "abd", false],
    ["*", "*", true],
  ])("%s overlaps %s: %s", (a, b, is) => {
    expect(overlaps(a, b)).toBe(is);
    expect(overlaps(b, a)).toBe(is);
  });
});

describe("what is granted", () => {
  const where = { partition: "aws", region: "us-east-1", account: "123456789012" };
  const at = (httpMethod: string, path: string) => ({ restApiId: "a1b2c3d4e5", httpMethod, path });

  it.each([
    ["GET", "/", "method", "/*/GET/"],
    ["GET", "/pets/{petId}", "method", "/*/GET/pets/*"],
    ["ANY", "/pets", "method", "/*/*/pets"],
    ["ANY", "/{proxy+}", "method", "/*/*/*"],
    ["GET", "/pets/{petId}", "resource", "/*/*/pets/*"],
    ["GET", "/pets", "api", "/*/*/*"],
  ] as const)("%s %s by %s", (verb, path, scope, ends) => {
    expect(sourceArn(at(verb, path), where, scope)).toBe(`${API}${ends}`);
  });

  it("is named the same at every run, and by another name elsewhere", () => {
    const ids = [
      at("GET", "/pets"),
      at("ANY", "/pets"),
      at("GET", "/pets/{petId}"),
      at("GET", "/pets-petId"),
      at("GET", "/"),
    ].map((one) => statementId(one));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
    expect(statementId(at("GET", "/pets"))).toBe(ids[0]);
  });
});
