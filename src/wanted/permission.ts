import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Address } from "../gateway/document/method.ts";
import { type Key, permissionKey, type Things } from "../gateway/document/things.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { usesStageVariables } from "../gateway/names/uri.ts";
import { addPermission } from "../gateway/plan/permission.ts";
import { ANY_STAGE, invocationVerdict } from "../gateway/policy/invocation-verdict.ts";
import {
  freeId,
  invokeStatement,
  MAX_POLICY_BYTES,
  type PermissionScope,
  policySizeWith,
  sourceArn,
  statementId,
} from "../gateway/policy/lambda-permission.ts";
import { readStatements } from "../gateway/policy/lambda-policy.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** A function that a method is to invoke, and who may so far. */
export interface InvokedFunction {
  readonly arn: string;
  readonly account: string;
  /** Its policy; undefined where it has none. Not looked at where somebody else must see to it. */
  readonly policy: string | undefined | "denied";
}

/** What is to be done so that a method may invoke its function. */
export interface WantedPermission {
  readonly things: readonly (readonly [Key<"permission">, Things["permission"]])[];
  /** For what somebody else must do, with the command. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

const NOTHING: WantedPermission = { things: [], notes: [], problems: [] };

/** The statement that lets the method invoke its function, if one is needed; else a note where somebody else must see to it. */
export function wantedPermission(
  fn: InvokedFunction,
  at: Address,
  api: { readonly region: string; readonly account: string },
  scope: PermissionScope = "method",
): WantedPermission {
  const partition = partitionOf(api.region) ?? "aws";
  const invoked = (wanted: PermissionScope) => ({
    functionArn: fn.arn,
    sourceArn: sourceArn(at, { partition, ...api }, wanted),
  });
  const statement = (taken: ReadonlySet<string>) => {
    const sid = freeId(statementId(at, scope), taken);
    return [permissionKey(fn.arn, sid), invokeStatement(sid, invoked(scope))] as const;
  };
  const byHand = (why: string): WantedPermission => {
    const words = awsCliWords(addPermission(...statement(new Set())), new Map());
    return { ...NOTHING, notes: [`${why}\n  ${words.map(quote).join(" ")}`] };
  };
  if (usesStageVariables(fn.arn))
    return byHand(
      "The function depends on stage variables: API Gateway must be let in to each one it can be. For each, with its name put in:",
    );
  if (fn.account !== api.account)
    return byHand(
      `The function belongs to the account ${fn.account}, where somebody must let this API invoke it:`,
    );
  const { policy } = fn;
  if (policy === "denied")
    return byHand(
      "You may not read the function's policy, so whether API Gateway may invoke it was not checked. To let it:",
    );
  const verdict = invocationVerdict(policy, fn.arn, at, { partition, ...api }, ANY_STAGE);
  if (verdict.is === "denied") {
    const fault = `the policy of ${fn.arn} denies API Gateway this method${verdict.sid === undefined ? "" : ` (statement ${verdict.sid})`}: every call would be answered with 500`;
    const remedy = "take that statement out, or add --no-permission to go on all the same";
    return { ...NOTHING, problems: [problem("function", fault, remedy)] };
  }
  if (verdict.is === "allowed") return NOTHING;
  const added = statement(new Set(readStatements(policy).flatMap(({ Sid }) => Sid ?? [])));
  const size = policySizeWith(policy, added[1]);
  if (size > MAX_POLICY_BYTES) {
    const fault = `the function's policy would grow to ${size} bytes; Lambda's limit is ${MAX_POLICY_BYTES}`;
    const remedy =
      "write --permission-scope api, and remove the statements it makes superfluous; or add --no-permission";
    return { ...NOTHING, problems: [problem("permissionScope", fault, remedy)] };
  }
  return { ...NOTHING, things: [added] };
}
