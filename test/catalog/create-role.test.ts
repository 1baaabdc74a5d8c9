import { describe, expect, test } from "vitest";
import { freshPlace, type Place } from "../cli/run.ts";
import { rolesOf } from "./account-roles.ts";

/** A list of one as what it holds. */
const one = (list: readonly string[]) => (list.length === 1 ? list[0] : list);
const QUEUE = "arn:aws:sqs:us-east-1:123456789012:pets";
const create = (place: Place, rest: string) => place.run(`apigw create-role --name pets-caller ${rest}`);
const names = (run: { writes: readonly { operation: string }[] }) =>
  run.writes.map(({ operation }) => operation);
const grants = async (place: Place) =>
  (await rolesOf(place).look("pets-caller"))?.policies.map(({ Statement: [{ Action, Resource }] }) => [
    one(Action),
    one(Resource),
  ]);

describe("create-role", () => {
  test.each([
    [`--service sqs --action SendMessage --role-resource ${QUEUE}`, "sqs:SendMessage", QUEUE],
    ["--recipe sqs:SendMessage --set queue=pets", "sqs:SendMessage", QUEUE],
    ["--service sqs --action SendMessage", "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:*"],
    ["--service ses --action SendEmail --role-resource '*'", "ses:SendEmail", "*"],
    ["--service s3 --action ListBuckets", "s3:ListAllMyBuckets", "*"],
    [
      "--service lambda --action Invoke",
      "lambda:InvokeFunction",
      "arn:aws:lambda:us-east-1:123456789012:function:*",
    ],
    ["--service iotdata --action Publish", "iot:Publish", "arn:aws:iot:us-east-1:123456789012:topic/*"],
    [
      `--role-action sqs:SendMessage --role-action sqs:GetQueueUrl --role-resource ${QUEUE}`,
      ["sqs:SendMessage", "sqs:GetQueueUrl"],
      QUEUE,
    ],
  ])("%s", async (flags, action, resource) => {
    const place = await freshPlace();
    const run = await create(place, flags);
    expect(run.exit, run.stderr).toBe(0);
    expect(names(run)).toEqual(["CreateRole", "PutRolePolicy"]);
    expect(await grants(place)).toEqual([[action, resource]]);
    expect(run.stdout).toMatch(
      /^Created role arn:aws:iam::123456789012:role\/pets-caller, in us-east-1, account 123456789012/,
    );
    const again = await create(place, flags);
    expect(again).toMatchObject({ exit: 0, writes: [] });
    expect(again.stdout).toMatch(/^Already so: role /);
  });

  test("a second grant stands beside the first", async () => {
    const place = await freshPlace();
    await create(place, `--service sqs --action SendMessage --role-resource ${QUEUE}`);
    const run = await create(place, `--service sqs --action SendMessage --role-resource ${QUEUE}-2`);
    expect(names(run)).toEqual(["PutRolePolicy"]);
    expect(run.stdout).toMatch(/^Updated role /);
    expect(await grants(place)).toEqual(
      expect.arrayContaining([
        ["sqs:SendMessage", QUEUE],
        ["sqs:SendMessage", `${QUEUE}-2`],
      ]),
    );
  });

  test("its ARN is data, for a script", async () => {
    const place = await freshPlace();
    const run = await create(
      place,
      "--recipe sqs:SendMessage --set queue=pets --role-path /service/ --query role.arn",
    );
    expect(run.stdout).toBe("arn:aws:iam::123456789012:role/service/pets-caller\n");
  });

  test("a dry run prints both calls and sends none", async () => {
    const place = await freshPlace();
    const run = await create(place, "--recipe sqs:SendMessage --set queue=pets --dry-run");
    expect(run).toMatchObject({ exit: 0, writes: [] });
    expect(run.stdout).toContain("1. iam:CreateRole  role pets-caller");
    expect(run.stdout).toContain("2. iam:PutRolePolicy  role pets-caller");
  });

  test("what is half done is taken back", async () => {
    const place = await freshPlace({ faults: [{ kind: "error", operation: "iam:PutRolePolicy" }] });
    const run = await create(place, "--recipe sqs:SendMessage --set queue=pets");
    expect(run.exit, run.stderr).toBe(1);
    expect(run.stderr).toContain("All that had been done was taken back");
    expect(await rolesOf(place).look("pets-caller")).toBeUndefined();
  });

  test.each([
    ["", "--service, --recipe or --role-action: is missing"],
    ["--service sqs", "--action: is missing"],
    ["--service sqss --action SendMessage", "Did you mean sqs?"],
    ["--service sqs --action SendMesage", "Did you mean SendMessage?"],
    [
      "--service dynamodb --action DanceTheTango",
      "--role-action: which IAM action the role needs cannot be told",
    ],
    ["--recipe sqs:SendMessage", "needs queue"],
    ["--role-action x", '--role-action: "x" is not an IAM action'],
  ])("create-role --name x %s is refused", async (flags, words) => {
    const place = await freshPlace();
    const run = await create(place, flags);
    expect(run).toMatchObject({ exit: 2, writes: [] });
    expect(run.stderr).toContain(words);
  });

  test("at the prompts", async () => {
    const place = await freshPlace();
    const run = await place.sit("apigw create-role", async (person) => {
      await person.answers("Role name:", "pets-caller");
      await person.skips("What to call");
      await person.finds("AWS service:", "queue", "sqs  Amazon SQS");
      await person.finds("Action name:", "SendMessageB", "SendMessageBatch");
      await person.skips("Allowed resources");
      await person.says(true, "Create role?");
    });
    expect(run.exit, run.stderr).toBe(0);
    expect(await grants(place)).toEqual([["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:*"]]);
  });
});

describe("what service and action tell", () => {
  const at = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;
  test.each<readonly [service: string, action: string, actions: readonly string[], resource: string]>([
    ["s3", "ListObjectsV2", ["s3:ListBucket"], "arn:aws:s3:::*"],
    ["s3", "CopyObject", ["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::*/*"],
    ["s3", "GetObjectTagging", ["s3:GetObjectTagging"], "arn:aws:s3:::*/*"],
    ["s3", "ListBuckets", ["s3:ListAllMyBuckets"], "*"],
    ["lambda", "Invoke", ["lambda:InvokeFunction"], at("lambda", "function:*")],
    ["execute-api", "PostToConnection", ["execute-api:ManageConnections"], at("execute-api", "*/*/*/*")],
    ["iotdata", "Publish", ["iot:Publish"], at("iot", "topic/*")],
    ["appsync-api", "GraphQL", ["appsync:GraphQL"], at("appsync", "apis/*/*")],
    // A model may be of many kinds, and one of them is the same for all.
    ["bedrock-runtime", "Converse", ["bedrock:InvokeModel"], "*"],
    ["logs", "FilterLogEvents", ["logs:FilterLogEvents"], at("logs", "log-group:*:*")],
    ["kms", "Decrypt", ["kms:Decrypt"], at("kms", "key/*")],
    ["scheduler", "CreateSchedule", ["scheduler:CreateSchedule"], at("scheduler", "schedule/default/*")],
    ["runtime-v2-lex", "RecognizeText", ["lex:RecognizeText"], at("lex", "bot-alias/*/*")],
    ["apigateway", "FlushStageCache", ["apigateway:DELETE"], "arn:aws:apigateway:us-east-1::*"],
  ])("%s:%s", async (service, action, actions, resource) => {
    const place = await freshPlace();
    const run = await create(place, `--service ${service} --action ${action} --dry-run --output json`);
    expect(run.exit, run.stderr).toBe(0);
    const { input } = JSON.parse(run.stdout).calls.at(-1);
    expect(JSON.parse(input.PolicyDocument).Statement).toEqual([
      { Effect: "Allow", Action: actions, Resource: [resource] },
    ]);
  });
});
