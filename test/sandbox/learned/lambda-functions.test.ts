import { describe } from "vitest";
import { ACCOUNT, type Account, REGION, type Rule, rules, SOME } from "./account.ts";

async function bell({ lambda }: Account) {
  const made = await lambda.createFunction({
    FunctionName: "bell",
    Runtime: "python3.13",
    Handler: "tower.ring",
    Role: `arn:aws:iam::${ACCOUNT}:role/ringer`,
    Code: { ZipFile: new Uint8Array([7]) },
    Timeout: 11,
    Environment: { Variables: {} },
  });
  return { lambda, made };
}
type Given = Awaited<ReturnType<typeof bell>> & { account: Account };

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:bell`;
const BELL = {
  FunctionName: "bell",
  FunctionArn: ARN,
  Runtime: "python3.13",
  Handler: "tower.ring",
  Role: `arn:aws:iam::${ACCOUNT}:role/ringer`,
  Timeout: 11,
  MemorySize: 128,
  Description: "",
  PackageType: "Zip",
  Architectures: ["x86_64"],
  CodeSize: 1,
  CodeSha256: SOME,
  RevisionId: SOME,
  LastModified: SOME,
  Version: "$LATEST",
  EphemeralStorage: { Size: 512 },
  LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/bell" },
  SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
  TracingConfig: { Mode: "PassThrough" },
  Environment: { Variables: {} },
  RuntimeVersionConfig: { RuntimeVersionArn: SOME },
};
const PENDING = {
  State: "Pending",
  StateReason: "The function is being created.",
  StateReasonCode: "Creating",
};
const READY = { State: "Active", LastUpdateStatus: "Successful" };
const NIGHT = {
  AliasArn: `${ARN}:night`,
  Name: "night",
  FunctionVersion: "1",
  Description: "",
  RevisionId: SOME,
};

const rows: Rule<Given>[] = [
  {
    rule: "is answered with 201, its defaults, and that it is being made",
    when: async ({ made }) => made,
    gives: { http: 201, ...BELL, ...PENDING },
  },
  {
    rule: "is soon there, and is read with where its code lies",
    when: ({ lambda }) => lambda.getFunction({ FunctionName: "bell" }),
    gives: {
      http: 200,
      Configuration: { ...BELL, ...READY },
      Code: { Location: SOME, RepositoryType: "S3" },
    },
  },
  {
    rule: "is published as version 1 under an ARN of its own",
    when: ({ lambda }) => lambda.publishVersion({ FunctionName: "bell" }),
    gives: { http: 201, ...BELL, ...READY, FunctionArn: `${ARN}:1`, Version: "1" },
  },
  {
    rule: "gets an alias, with 201 and an empty description",
    when: async ({ lambda }) => {
      await lambda.publishVersion({ FunctionName: "bell" });
      return lambda.createAlias({ FunctionName: "bell", Name: "night", FunctionVersion: "1" });
    },
    gives: { http: 201, ...NIGHT },
  },
  {
    rule: "has an alias that is read as it was made, with its revision",
    when: async ({ lambda }) => {
      await lambda.publishVersion({ FunctionName: "bell" });
      const made = await lambda.createAlias({ FunctionName: "bell", Name: "night", FunctionVersion: "1" });
      const read = await lambda.getAlias({ FunctionName: "bell", Name: "night" });
      return { ...read, same: read.RevisionId === made.RevisionId };
    },
    gives: { http: 200, ...NIGHT, same: true },
  },
];

describe("a function", () => rules(bell, rows));

// badmintoncryer/cdk-preflight, rules/lambda: what Lambda said in 2026.
describe("an alias", () => {
  const night =
    (more: { FunctionVersion?: string; weights?: Record<string, number> }) =>
    async ({ lambda }: Given) => {
      for (const Description of ["first", "second"]) {
        await lambda.updateFunctionConfiguration({ FunctionName: "bell", Description });
        await lambda.publishVersion({ FunctionName: "bell" });
      }
      return lambda.createAlias({
        FunctionName: "bell",
        Name: "night",
        FunctionVersion: more.FunctionVersion ?? "1",
        ...(more.weights ? { RoutingConfig: { AdditionalVersionWeights: more.weights } } : {}),
      });
    };
  const CONSTRAINT = (shown: string, of: string) =>
    `ValidationException 400: 1 validation error detected: Value '${shown}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map ${of}`;
  const BAD = "InvalidParameterValueException 400: ";
  rules(bell, [
    {
      rule: "goes to a second version for a part",
      when: night({ weights: { "2": 0.25 } }),
      gives: { http: 201, ...NIGHT, RoutingConfig: { AdditionalVersionWeights: { "2": 0.25 } } },
    },
    {
      rule: "not to a third",
      when: night({ weights: { "1": 0.1, "2": 0.1 } }),
      gives: `${BAD}Number of items in AdditionalVersionWeights cannot be greater than 1`,
    },
    {
      rule: "not to its own",
      when: night({ weights: { "1": 0.1 } }),
      gives: `${BAD}Invalid function version 1. Function version 1 is already included in routing configuration.`,
    },
    {
      rule: "nor from what is not published",
      when: night({ FunctionVersion: "$LATEST", weights: { "1": 0.1 } }),
      gives: `${BAD}$LATEST is not supported for an alias pointing to more than 1 version`,
    },
    {
      rule: "nor to that",
      when: night({ weights: { $LATEST: 0.5 } }),
      gives: CONSTRAINT(
        "{$LATEST=0.5}",
        "keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
      ),
    },
    {
      rule: "by no more than all of its calls",
      when: night({ weights: { "2": 1.5 } }),
      gives: CONSTRAINT(
        "{2=1.5}",
        "value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
      ),
    },
    {
      rule: "is of a version, and of no other alias",
      when: night({ FunctionVersion: "day" }),
      gives:
        "ValidationException 400: 1 validation error detected: Value 'day' at 'functionVersion' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\$LATEST(\\.PUBLISHED)?|[0-9]+)",
    },
  ]);
});
