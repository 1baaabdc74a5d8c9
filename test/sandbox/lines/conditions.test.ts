import { UpdateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestWorld } from "../world.ts";

// Conditions of policies: IAM user guide, "Condition operators" and "Policy variables", each operator by itself.

const lines: string[] = [];
const world = new TestWorld({
  now: () => new Date("2026-11-26T12:00:00Z"),
  log: (line: string) => lines.push(line),
});
beforeAll(async () => {
  await world.api();
  const integration = {
    type: "MOCK" as const,
    requestTemplates: { "application/json": '{"statusCode": 200}' },
  };
  await world.method({ path: "/open", verb: "GET", integration, responses: { "200": {} } });
});
afterAll(() => world.close());

const ANY = { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };

/** What a stage answers under a policy of these statements. */
async function answerUnder(...statements: object[]): Promise<number> {
  const value = JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ ...ANY, ...one })),
  });
  const patchOperations = [{ op: "replace" as const, path: "/policy", value }];
  await world.client.send(new UpdateRestApiCommand({ restApiId: world.apiId, patchOperations }));
  await world.deploy();
  const headers = {
    "user-agent": "Sea*Gull/7",
    referer: "arn:aws:s3:::shore/tide?",
    "x-apigw-sandbox-caller": "ip=203.0.113.9",
  };
  return (await world.call("GET", "/open", { headers })).status;
}

type Row = [operator: string, key: string, wanted: string | string[], holds: boolean | "unknown"];
const [UA, REF, IP, NONE] = ["aws:UserAgent", "aws:Referer", "aws:SourceIp", "aws:SourceVpce"];
const [NOW, EPOCH, TLS] = ["aws:CurrentTime", "aws:EpochTime", "aws:SecureTransport"];
// 2026-11-26T12:00:00Z
const SECONDS = 1795694400;

const TEXTS: Row[] = [
  ["StringEquals", UA, "Sea*Gull/7", true],
  ["StringEquals", UA, ["x", "Sea*Gull/7"], true],
  ["StringEquals", UA, "Sea*", false],
  ["StringNotEquals", UA, "Sea*", true],
  ["StringNotEquals", UA, ["x", "Sea*Gull/7"], false],
  ["StringNotEquals", NONE, "x", true],
  ["StringEqualsIgnoreCase", UA, "SEA*gull/7", true],
  ["StringNotEqualsIgnoreCase", UA, "SEA*gull/7", false],
  ["StringLike", UA, "Sea*/?", true],
  ["StringLike", UA, "sea*", false],
  ["StringLike", UA, ["a*", "*7"], true],
  ["StringNotLike", UA, "Sea*", false],
  ["StringNotLike", UA, "sea*", true],
  ["StringLike", NONE, "*", false],
];
const NUMBERS: Row[] = [
  ["NumericEquals", EPOCH, `${SECONDS}.0`, true],
  ["NumericNotEquals", EPOCH, `${SECONDS}`, false],
  ["NumericLessThan", EPOCH, `${SECONDS}`, false],
  ["NumericLessThan", EPOCH, ["5", "1.8e9"], true],
  ["NumericLessThanEquals", EPOCH, `${SECONDS}`, true],
  ["NumericGreaterThan", EPOCH, "-3", true],
  ["NumericGreaterThan", EPOCH, `${SECONDS}`, false],
  ["NumericGreaterThanEquals", EPOCH, `${SECONDS}`, true],
  ["NumericLessThan", NONE, "5", false],
  ["NumericNotEquals", NONE, "5", true],
  ["NumericNotEquals", EPOCH, "many", "unknown"],
  ["NumericEquals", UA, "7", "unknown"],
];
const DATES: Row[] = [
  ["DateEquals", NOW, "2026-11-26T12:00:00Z", true],
  ["DateEquals", NOW, "2026-11-26T14:00:00+02:00", true],
  ["DateEquals", NOW, "2026-11-26T12:00:00", true],
  ["DateEquals", NOW, `${SECONDS}`, true],
  ["DateEquals", EPOCH, "2026-11-26T12:00Z", true],
  ["DateNotEquals", NOW, "2026-11-26", true],
  ["DateLessThan", NOW, "2026-11-27", true],
  ["DateLessThan", NOW, "2026-11-26T12:00:00Z", false],
  ["DateLessThanEquals", NOW, "2026-11-26T12:00:00Z", true],
  ["DateGreaterThan", NOW, "2026-11-26", true],
  ["DateGreaterThanEquals", NOW, "2026-11-26T12:00:01Z", false],
  ["DateLessThan", NOW, "soon", "unknown"],
];
const OTHERS: Row[] = [
  ["Bool", TLS, "true", true],
  ["Bool", TLS, "False", false],
  ["Bool", NONE, "false", false],
  ["Bool", TLS, "yes", "unknown"],
  ["BinaryEquals", UA, "Sea*Gull/7", true],
  ["BinaryEquals", UA, "QUJD", false],
  ["IpAddress", IP, "203.0.113.0/24", true],
  ["IpAddress", IP, ["10.0.0.0/8", "203.0.113.9"], true],
  ["IpAddress", IP, "2001:db8::/32", false],
  ["IpAddress", IP, ["anywhere", "203.0.113.9"], true],
  ["IpAddress", IP, "anywhere", "unknown"],
  ["NotIpAddress", IP, "203.0.113.0/24", false],
  ["NotIpAddress", IP, "10.0.0.0/8", true],
  ["NotIpAddress", IP, "10.0.0.0/99", "unknown"],
  ["ArnEquals", REF, "arn:aws:s3:::shore/tide?", true],
  ["ArnEquals", REF, "arn:aws:s3:::shore/*", true],
  ["ArnLike", REF, "arn:*:s3:::shore/*", true],
  ["ArnLike", REF, "arn:*:shore/*", false],
  ["ArnNotEquals", REF, "arn:aws:s3:::shore/*", false],
  ["ArnNotLike", REF, "arn:aws:s3:::hill/*", true],
  ["ArnNotLike", NONE, "arn:aws:s3:::hill/*", true],
  ["Null", NONE, "true", true],
  ["Null", NONE, "false", false],
  ["Null", UA, "TRUE", false],
  ["Null", UA, "false", true],
  ["Null", UA, "perhaps", "unknown"],
];
const SETS: Row[] = [
  ["StringEqualsIfExists", NONE, "x", true],
  ["StringEqualsIfExists", UA, "x", false],
  ["BoolIfExists", NONE, "true", true],
  ["IpAddressIfExists", IP, "10.0.0.0/8", false],
  ["NumericLessThanIfExists", NONE, "5", true],
  ["NullIfExists", NONE, "true", "unknown"],
  ["ForAllValues:StringLike", UA, "Sea*", true],
  ["ForAllValues:StringLike", NONE, "Sea*", true],
  ["ForAnyValue:StringLike", UA, ["x", "Sea*"], true],
  ["ForAnyValue:StringLike", NONE, "*", false],
  ["ForAnyValue:StringNotEquals", NONE, "x", false],
  ["ForAnyValue:StringNotEquals", UA, "x", true],
  ["ForAllValues:StringNotEquals", UA, ["x", "Sea*Gull/7"], false],
  ["ForAnyValue:StringEqualsIfExists", NONE, "x", true],
];
const UNKNOWN: Row[] = [
  ["StringContains", UA, "Sea", "unknown"],
  ["NotBool", TLS, "false", "unknown"],
  ["DateNotLessThan", NOW, "2026-11-26", "unknown"],
  ["ForEachValue:StringEquals", UA, "Sea*Gull/7", "unknown"],
  ["constructor", UA, "x", "unknown"],
  ["", UA, "x", "unknown"],
];
const VARIABLES: Row[] = [
  ["StringLike", UA, "Sea${*}Gull*", true],
  ["StringLike", UA, "Sea${*}", false],
  ["StringEquals", UA, "Sea${*}Gull/7", true],
  ["ArnLike", REF, "arn:aws:s3:::*/tide${?}", true],
  ["ArnLike", REF, "arn:aws:s3:::*/tid${?}?", false],
  ["StringLike", UA, "${aws:UserAgent}", true],
  ["StringEquals", "aws:PrincipalType", "${aws:principaltype}", true],
  ["StringEquals", UA, "${aws:PrincipalTag/bird, 'Sea*Gull/7'}", true],
  ["StringLike", UA, "${aws:PrincipalTag/bird, 'Sea*'}", false],
  ["StringLike", UA, "Sea*${aws:PrincipalTag/bird}", false],
];

describe.each([
  ["texts", TEXTS],
  ["numbers", NUMBERS],
  ["dates", DATES],
  ["other kinds", OTHERS],
  ["keys that may be missing, and of several values", SETS],
  ["what IAM does not have", UNKNOWN],
  ["variables", VARIABLES],
])("%s", (_kind, rows) => {
  test.each(rows)("%s of %s and %j: %s", async (operator, key, wanted, holds) => {
    const Condition = { [operator]: { [key]: wanted } };
    lines.length = 0;
    const allowed = await answerUnder({ Effect: "Allow", Condition });
    const denied = await answerUnder({ Effect: "Allow" }, { Effect: "Deny", Condition });
    // What cannot be judged neither lets in, nor lets a denial be passed by; and the log says so.
    expect([allowed, denied]).toEqual([holds === true ? 200 : 403, holds === false ? 200 : 403]);
    const told = lines.filter((line) => line.includes("A condition of a policy is not checked"));
    expect(told).toHaveLength(holds === "unknown" ? 2 : 0);
  });
});

test("one condition that fails decides, whatever is unknown beside it", async () => {
  const Condition = { Sounds: { [UA]: "like" }, Bool: { [TLS]: "false" } };
  expect(await answerUnder({ Effect: "Allow" }, { Effect: "Deny", Condition })).toBe(200);
});
