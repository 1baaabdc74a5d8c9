import type { FoundFunction } from "../../aws/lambda-function.ts";
import { awsCliWords } from "../../gateway/aws-cli.ts";
import type { Call } from "../../gateway/call.ts";
import type { Address } from "../../gateway/document.ts";
import { AwsFailure } from "../../gateway/failure.ts";
import { partitionOf } from "../../gateway/partition.ts";
import { addPermission, isAllowed, sourceArn } from "../../gateway/permission.ts";
import { parseFunctionName, usesStageVariables } from "../../gateway/uri.ts";
import type { Aws, Reading } from "../../ports.ts";
import { quote } from "../../settings/command-line.ts";

/** The call that lets the method invoke its function, if one is needed; else a note where somebody else must do it. */
export async function planPermission(
  aws: Aws,
  reading: Reading,
  fn: FoundFunction,
  at: Address,
): Promise<{ readonly calls: readonly Call[]; readonly notes: readonly string[] }> {
  const account = await reading.accountId();
  const partition = partitionOf(aws.region) ?? "aws";
  const invocation = {
    functionArn: fn.arn,
    sourceArn: sourceArn(at, { partition, region: aws.region, account }),
  };
  const call = addPermission(at, invocation);
  const command = awsCliWords(call, { resources: new Map(), requestValidators: new Map() })
    .map(quote)
    .join(" ");
  const byHand = (why: string) => ({ calls: [], notes: [`${why}\n  ${command}`] });
  if (usesStageVariables(fn.arn))
    return byHand(
      "The function depends on stage variables: API Gateway must be let in to each one it can be. For each, with its name put in:",
    );
  if (fn.account !== account)
    return byHand(
      `The function belongs to the account ${fn.account}, where somebody must let this API invoke it:`,
    );
  const { qualifier } = parseFunctionName(fn.arn) as { qualifier?: string };
  const unqualified = qualifier === undefined ? fn.arn : fn.arn.slice(0, -(qualifier.length + 1));
  try {
    const { Policy } = await aws
      .send(
        "lambda:GetPolicy",
        { FunctionName: unqualified, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) },
        { region: fn.region },
      )
      .catch((error) => {
        if (error instanceof AwsFailure && error.kind === "missing") return { Policy: undefined };
        throw error;
      });
    return { calls: isAllowed(Policy, invocation) ? [] : [call], notes: [] };
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== "denied") throw error;
    return byHand(
      "You may not read the function's policy, so whether API Gateway may invoke it was not checked. To let it:",
    );
  }
}
