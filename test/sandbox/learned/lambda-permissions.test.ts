import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, json, outcome, type Rule, rules, SOME } from "./account.ts";
import { at, BY_FOG, foghorn, type Given, policy, statement, TOPIC } from "./foghorn.ts";

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
      await add({ StatementId: "by-hand", Principal: "config.amazonaws.com", SourceArn: undefined });
      return get();
    },
    gives: {
      http: 200,
      RevisionId: SOME,
      Policy: policy(BY_FOG, statement("by-hand", { Service: "config.amazonaws.com" })),
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

describe("a permission", () => rules(foghorn, granted));

test("a policy has a revision of its own, which changes when it changes and not when others do", async () => {
  const account = new Account();
  const { add, get, lambda } = await foghorn(account);
  await add();
  const first = (await get()).RevisionId;
  await lambda.publishVersion({ FunctionName: "foghorn" });
  expect(await outcome(get("foghorn", "1"))).toBe(
    "ResourceNotFoundException 404: The resource you requested does not exist.",
  );
  const alias = await lambda.createAlias({ FunctionName: "foghorn", Name: "night", FunctionVersion: "1" });
  await add({ FunctionName: "foghorn:night", Qualifier: "night", RevisionId: alias.RevisionId });
  expect((await get()).RevisionId).toBe(first);
  await add({ StatementId: "again", RevisionId: first });
  expect((await get()).RevisionId).not.toBe(first);
  account.close();
});
