import { describe, expect, test } from "vitest";
import { ACCOUNT, Account, type Rule, rules } from "./account.ts";
import { foghorn, type Given, HORN } from "./foghorn.ts";

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

describe("a permission that is refused", () => rules(foghorn, refused));

test("each refusal of Lambda's own says whose fault it was", async () => {
  const account = new Account();
  const { add } = await foghorn(account);
  for (const input of [{ Qualifier: "$LATEST" }, { FunctionName: "bell" }])
    await expect(add(input)).rejects.toMatchObject({ Type: "User" });
  await add();
  await expect(add()).rejects.toMatchObject({ Type: "User" });
  account.close();
});
