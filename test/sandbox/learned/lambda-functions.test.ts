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
