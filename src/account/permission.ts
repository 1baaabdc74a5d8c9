import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Call } from "../gateway/call/call.ts";
import type { Address } from "../gateway/document/method.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionInput, usesStageVariables } from "../gateway/names/uri.ts";
import {
  addPermission,
  MAX_POLICY_BYTES,
  type PermissionScope,
  policySizeWith,
  sourceArn,
} from "../gateway/policy/lambda-permission.ts";
import { evaluate, readStatements } from "../gateway/policy/lambda-policy.ts";
import type { Aws, Reading } from "../ports.ts";
import { quote } from "../settings/command-line.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { type FunctionPolicy, readPolicy } from "./allowed.ts";
import type { FoundFunction } from "./lambda-function.ts";

/** What is to be done so that a method may invoke its function. */
export interface PermissionPlan {
  readonly calls: readonly Call[];
  /** For what somebody else must do, with the command. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** The call that lets the method invoke its function, if one is needed; else a note where somebody else must do it. */
export async function planPermission(
  aws: Aws,
  reading: Reading,
  fn: FoundFunction,
  at: Address,
  scope: PermissionScope = "method",
  begun?: Promise<FunctionPolicy>,
): Promise<PermissionPlan> {
  const account = fn.own && fn.account !== "" ? fn.account : await reading.accountId();
  const partition = partitionOf(aws.region) ?? "aws";
  const invoked = (wanted: PermissionScope) => ({
    functionArn: fn.arn,
    sourceArn: sourceArn(at, { partition, region: aws.region, account }, wanted),
  });
  const byHand = (why: string): PermissionPlan => {
    const call = addPermission(at, invoked(scope), scope);
    const words = awsCliWords(call, { resources: new Map(), requestValidators: new Map() });
    return { calls: [], notes: [`${why}\n  ${words.map(quote).join(" ")}`], problems: [] };
  };
  if (usesStageVariables(fn.arn))
    return byHand(
      "The function depends on stage variables: API Gateway must be let in to each one it can be. For each, with its name put in:",
    );
  if (fn.account !== account)
    return byHand(
      `The function belongs to the account ${fn.account}, where somebody must let this API invoke it:`,
    );
  const policy = await (begun ?? readPolicy(aws, functionInput(fn.arn), fn.region));
  if (policy === "denied")
    return byHand(
      "You may not read the function's policy, so whether API Gateway may invoke it was not checked. To let it:",
    );
  const verdict = evaluate(policy, invoked("method"));
  if (verdict.is === "denied") {
    const fault = `the policy of ${fn.arn} denies API Gateway this method${verdict.sid === undefined ? "" : ` (statement ${verdict.sid})`}: every call would be answered with 500`;
    return {
      calls: [],
      notes: [],
      problems: [
        problem("--function", fault, "take that statement out, or add --no-permission to go on all the same"),
      ],
    };
  }
  if (verdict.is === "allowed") return { calls: [], notes: [], problems: [] };
  const taken = new Set(readStatements(policy).flatMap(({ Sid }) => Sid ?? []));
  const call = addPermission(at, invoked(scope), scope, taken);
  const size = policySizeWith(policy, call);
  if (size > MAX_POLICY_BYTES) {
    const fault = `the function's policy would grow to ${size} bytes; Lambda's limit is ${MAX_POLICY_BYTES}`;
    return {
      calls: [],
      notes: [],
      problems: [
        problem(
          "--permission-scope",
          fault,
          "write --permission-scope api, and remove the statements it makes superfluous; or add --no-permission",
        ),
      ],
    };
  }
  return { calls: [call], notes: [], problems: [] };
}
