import { AwsFailure } from "../gateway/call/failure.ts";
import { type Partition, partitionOf } from "../gateway/names/partition.ts";
import { type FunctionName, printFunctionName, usesStageVariables } from "../gateway/names/uri.ts";
import type { Aws, Reading } from "../ports.ts";
import { nearest } from "../settings/did-you-mean.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** A function that was found, or that could not be looked up and is taken at its word. */
export interface FoundFunction {
  /** With the qualifier, where one was given. */
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** Whether AWS confirmed that it exists. */
  readonly exists: boolean;
  /** Whether it was found by its name alone, so that its account is the caller's own. */
  readonly own?: boolean;
  readonly note?: string;
}

/** Finds the function by name, alias or ARN. Names with stage variables, and functions one may not read, are taken as given. */
export async function findFunction(
  aws: Aws,
  reading: Reading,
  fn: FunctionName,
  given: { readonly functionRegion?: string | undefined },
): Promise<FoundFunction | { readonly problem: Problem }> {
  const region = fn.region ?? given.functionRegion ?? aws.region;
  const partition: Partition = partitionOf(region) ?? "aws";
  const arnIn = (account: string) => printFunctionName({ ...fn, partition, region, account });
  const takenAsGiven = async (note: string): Promise<FoundFunction> => {
    const account = fn.account ?? (await reading.accountId());
    return { arn: arnIn(account), region, account, exists: false, note };
  };
  if (usesStageVariables(fn.name + (fn.qualifier ?? "")))
    return takenAsGiven("which function it is depends on the stage's variables, so it was not looked up");
  const { qualifier, ...unqualified } = fn;
  try {
    const found = await aws.send(
      "lambda:GetFunctionConfiguration",
      {
        FunctionName: fn.account === undefined ? fn.name : printFunctionName(unqualified),
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      },
      { region },
    );
    const account = found.FunctionArn?.split(":")[4] ?? fn.account ?? "";
    return { arn: arnIn(account), region, account, exists: true, own: fn.account === undefined };
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    if (error.kind === "denied")
      return takenAsGiven(`you may not read the function, so it was not checked (${error.code})`);
    if (error.kind !== "missing") throw error;
    return {
      problem: await notFound(reading, fn, region, /alias/i.test(error.message) && qualifier !== undefined),
    };
  }
}

async function notFound(
  reading: Reading,
  fn: FunctionName,
  region: string,
  alias: boolean,
): Promise<Problem> {
  if (alias || fn.qualifier !== undefined) {
    const what = `${fn.name} in ${region} has no alias or version "${fn.qualifier}", or there is no such function`;
    return problem("function", what, "give an alias or version that it has");
  }
  const names = await reading.functions(region).then(
    (found) => found.map(({ name }) => name),
    () => [],
  );
  const near = nearest(fn.name, names);
  return problem(
    "function",
    `there is no function "${fn.name}" in ${region}`,
    near === undefined ? "give its name, or --function-region if it is elsewhere" : `did you mean ${near}?`,
  );
}
