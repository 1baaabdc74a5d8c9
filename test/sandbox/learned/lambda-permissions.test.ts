import type { AddPermissionCommandInput } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, json, outcome, REGION, type Rule, rules, SOME } from "./account.ts";

const HORN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:foghorn`;
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:fog`;
const FOG = {
  FunctionName: "foghorn",
  StatementId: "on-fog",
  Action: "lambda:InvokeFunction",
  Principal: "sns.amazonaws.com",
  SourceArn: TOPIC,
};
const statement = (
  Sid: string,
  Principal: unknown,
  Condition?: object,
  Action = "lambda:InvokeFunction",
  Resource = HORN,
) => ({
  Sid,
  Effect: "Allow",
  Principal,
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const BY_FOG = statement("on-fog", { Service: "sns.amazonaws.com" }, { ArnLike: { "AWS:SourceArn": TOPIC } });
const at = (qualifier: string) => ({ ...BY_FOG, Resource: `${HORN}:${qualifier}` });
const policy = (...Statement: object[]) => json({ Version: "2012-10-17", Id: "default", Statement });

async function foghorn(account: Account) {
  await account.function("foghorn");
  const { lambda } = account;
  const add = (input: Partial<AddPermissionCommandInput> = {}) => lambda.addPermission({ ...FOG, ...input });
  const get = (FunctionName = "foghorn", Qualifier?: string) => lambda.getPolicy({ FunctionName, Qualifier });
  const remove = (StatementId: string, FunctionName = "foghorn", Qualifier?: string) =>
    lambda.removePermission({ FunctionName, StatementId, Qualifier });
  /** The same permission on the function, its version 1 and an alias of that. */
  const everywhere = async () => {
    await lambda.publishVersion({ FunctionName: "foghorn" });
    await lambda.createAlias({ FunctionName: "foghorn", Name: "night", FunctionVersion: "1" });
    await add();
    await add({ Qualifier: "1" });
    await add({ FunctionName: "foghorn:night", Qualifier: "night" });
  };
  return { lambda, add, get, remove, everywhere };
}
type Given = Awaited<ReturnType<typeof foghorn>> & { account: Account };

const granted: Rule<Given>[] = [
  {
    rule: "is answered with 201 and its statement",
    when: ({ add }) => add(),
    gives: { http: 201, Statement: json(BY_FOG) },
  },
  {
    rule: "without a source has no condition",
    when: ({ add }) => add({ SourceArn: undefined }),
    gives: { http: 201, Statement: json(statement("on-fog", { Service: "sns.amazonaws.com" })) },
  },
  ...(
    [
      ["everybody", "*", "*"],
      ["a service", "events.amazonaws.com", { Service: "events.amazonaws.com" }],
      ["a user", `arn:aws:iam::${ACCOUNT}:user/pilot`, { AWS: `arn:aws:iam::${ACCOUNT}:user/pilot` }],
    ] as const
  ).map(([whom, Principal, written]) => ({
    rule: `of an account's own, to ${whom}`,
    when: ({ add }: Given) => add({ Principal, SourceArn: undefined, SourceAccount: ACCOUNT }),
    gives: {
      http: 201,
      Statement: json(statement("on-fog", written, { StringEquals: { "AWS:SourceAccount": ACCOUNT } })),
    },
  })),
  {
    rule: "to an account is written to its ARN",
    when: ({ add }) => add({ Principal: ACCOUNT, SourceArn: undefined }),
    gives: { http: 201, Statement: json(statement("on-fog", { AWS: `arn:aws:iam::${ACCOUNT}:root` })) },
  },
  {
    rule: "for a function's URL has a condition for each thing asked",
    when: async ({ add }) => {
      const { $metadata, Statement } = await add({
        Action: "lambda:InvokeFunctionUrl",
        Principal: "*",
        SourceAccount: ACCOUNT,
        PrincipalOrgID: "o-abcdefghij",
        FunctionUrlAuthType: "AWS_IAM",
      });
      return { $metadata, statement: JSON.parse(Statement ?? "") };
    },
    gives: {
      http: 201,
      statement: statement(
        "on-fog",
        "*",
        {
          StringEquals: {
            "AWS:SourceAccount": ACCOUNT,
            "lambda:FunctionUrlAuthType": "AWS_IAM",
            "aws:PrincipalOrgID": "o-abcdefghij",
          },
          ArnLike: { "AWS:SourceArn": TOPIC },
        },
        "lambda:InvokeFunctionUrl",
      ),
    },
  },
  {
    rule: "with a token of an event source has it as its condition",
    when: ({ add }) => add({ Principal: "*", SourceArn: undefined, EventSourceToken: "amzn1.ask.skill.fog" }),
    gives: {
      http: 201,
      Statement: json(
        statement("on-fog", "*", { StringEquals: { "lambda:EventSourceToken": "amzn1.ask.skill.fog" } }),
      ),
    },
  },
  {
    rule: "stands in the function's policy, after those that were there",
    when: async ({ add, get }) => {
      await add();
      await add({ StatementId: "by-hand", Principal: "logs.amazonaws.com", SourceArn: undefined });
      return get();
    },
    gives: {
      http: 200,
      RevisionId: SOME,
      Policy: policy(BY_FOG, statement("by-hand", { Service: "logs.amazonaws.com" })),
    },
  },
  ...([undefined, "1", "night"] as const).map((qualifier) => ({
    rule: `of ${qualifier ?? "the function"} stands in a policy of its own`,
    when: async ({ everywhere, get }: Given) => {
      await everywhere();
      return get("foghorn", qualifier);
    },
    gives: { http: 200, RevisionId: SOME, Policy: policy(qualifier ? at(qualifier) : BY_FOG) },
  })),
];

const gone = (message: string) => `ResourceNotFoundException 404: ${message}`;
const wrong = (message: string) => `InvalidParameterValueException 400: ${message}`;
const pattern = (value: string, member: string, allowed: string) =>
  `ValidationException 400: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${allowed}`;
const refused: Rule<Given>[] = [
  {
    rule: "has an id of letters, digits, dashes and underscores",
    when: ({ add }) => add({ StatementId: "on fog!" }),
    gives: pattern("on fog!", "statementId", "([a-zA-Z0-9-_]+)"),
  },
  {
    rule: "has a qualifier of letters, digits, dashes, underscores and dollars",
    when: ({ add }) => add({ Qualifier: "by day?" }),
    gives: pattern("by day?", "qualifier", "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+"),
  },
  {
    rule: "has one qualifier, not another one in the name",
    when: ({ add }) => add({ FunctionName: "foghorn:night", Qualifier: "7" }),
    gives: wrong("The derived qualifier from the function name does not match the specified qualifier."),
  },
  {
    rule: "is not for $LATEST",
    when: ({ add }) => add({ Qualifier: "$LATEST" }),
    gives: wrong("We currently do not support adding policies for $LATEST."),
  },
  {
    rule: "is for a principal of AWS",
    when: ({ add }) => add({ Principal: "fog.example.net", SourceArn: undefined, SourceAccount: ACCOUNT }),
    gives: wrong("The provided principal was invalid. Please check the principal and try again."),
  },
  {
    rule: "is for a function that is there",
    when: ({ add }) => add({ FunctionName: "bell" }),
    gives: gone(`Function not found: ${HORN.replace("foghorn", "bell")}`),
  },
  ...["7", "by-$-day"].map((Qualifier) => ({
    rule: `is for a version that is there, not ${Qualifier}`,
    when: ({ add }: Given) => add({ Qualifier }),
    gives: gone(`Function not found: ${HORN}:${Qualifier}`),
  })),
  {
    rule: "is for an alias that is there",
    when: ({ add }) => add({ FunctionName: "foghorn:by-day" }),
    gives: gone(`Cannot find alias arn: ${HORN}:by-day`),
  },
  {
    rule: "has an id that no other has",
    when: async ({ add }) => {
      await add();
      return add({ SourceArn: undefined });
    },
    gives:
      "ResourceConflictException 409: The statement id (on-fog) provided already exists. Please provide a new statement id, or remove the existing statement.",
  },
  {
    rule: "comes after the revision that it names",
    when: async ({ everywhere, add }) => {
      await everywhere();
      return add({ StatementId: "more", Qualifier: "night", RevisionId: "stale" });
    },
    gives:
      "PreconditionFailedException 412: The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
  },
  {
    rule: "is not read of a function that is not there",
    when: ({ get }) => get("bell"),
    gives: gone("The resource you requested does not exist."),
  },
  {
    rule: "is not read where there is none",
    when: async ({ everywhere, lambda, get }) => {
      await everywhere();
      await lambda.publishVersion({ FunctionName: "foghorn" });
      return get("foghorn", "7");
    },
    gives: gone("The resource you requested does not exist."),
  },
  {
    rule: "is not removed where there is none",
    when: ({ remove }) => remove("on-fog"),
    gives: gone("No policy is associated with the given resource."),
  },
  {
    rule: "is not removed from a function that is not there",
    when: ({ remove }) => remove("on-fog", "bell"),
    gives: gone(`No policy found for: ${HORN.replace("foghorn", "bell")}`),
  },
  {
    rule: "is not removed from an alias that is not there",
    when: ({ remove }) => remove("on-fog", "foghorn", "by-day"),
    gives: gone(`Cannot find alias arn: ${HORN}:by-day`),
  },
];

describe("a permission", () => {
  rules(foghorn, granted);
  rules(foghorn, refused);
});

test("each refusal of Lambda's own says whose fault it was", async () => {
  const account = new Account();
  const { add } = await foghorn(account);
  for (const input of [{ Qualifier: "$LATEST" }, { FunctionName: "bell" }])
    await expect(add(input)).rejects.toMatchObject({ Type: "User" });
  await add();
  await expect(add()).rejects.toMatchObject({ Type: "User" });
  account.close();
});

test("a policy has a revision of its own, which changes when it changes and not when others do", async () => {
  const account = new Account();
  const { add, get, lambda } = await foghorn(account);
  await add();
  const first = (await get()).RevisionId;
  await lambda.publishVersion({ FunctionName: "foghorn" });
  expect(await outcome(get("foghorn", "1"))).toBe(gone("The resource you requested does not exist."));
  const alias = await lambda.createAlias({ FunctionName: "foghorn", Name: "night", FunctionVersion: "1" });
  await add({ FunctionName: "foghorn:night", Qualifier: "night", RevisionId: alias.RevisionId });
  expect((await get()).RevisionId).toBe(first);
  await add({ StatementId: "again", RevisionId: first });
  expect((await get()).RevisionId).not.toBe(first);
  account.close();
});
