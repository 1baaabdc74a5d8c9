import { awsCliWords } from "../gateway/call/aws-cli.ts";
import type { Address, MethodDocument } from "../gateway/document/method.ts";
import { type Key, permissionKey } from "../gateway/document/things.ts";
import { quote } from "../gateway/messages/shell-words.ts";
import { functionArnOf } from "../gateway/names/uri.ts";
import { planPermission } from "../gateway/plan/permission.ts";
import { ANY_STAGE, invocationVerdict } from "../gateway/policy/invocation-verdict.ts";
import { statementId } from "../gateway/policy/lambda-permission.ts";
import { readStatements, type Statement } from "../gateway/policy/lambda-policy.ts";

/** What is known of what a method needs beside itself. */
export interface CompanyThere {
  readonly functionArn: string | undefined;
  readonly policy: string | undefined | "denied";
  readonly others: readonly { readonly at: Address; readonly method: MethodDocument }[] | undefined;
  readonly stages: readonly string[] | undefined;
}

export interface CompanyGone {
  /** What goes with the method. */
  readonly gone: readonly Key[];
  /** What stays though this method needs it no more, and why, with the command for later. */
  readonly notes: readonly string[];
}

/**
 * The statements of ours that only this method needed. A method goes with the next deployment, its company at once: as
 * long as a stage may still serve the method as it was, they stay.
 */
export function companyGone(
  { functionArn, policy, others, stages: there }: CompanyThere,
  at: Address,
  api: { readonly partition: string; readonly region: string; readonly account: string },
  /** The stage that is deployed to in the same run: it serves the method no longer when its company goes. */
  deployed?: string,
): CompanyGone {
  const stages = there?.filter((name) => name !== deployed);
  if (functionArn === undefined || policy === undefined) return { gone: [], notes: [] };
  if (policy === "denied")
    return {
      gone: [],
      notes: [
        `You may not read the policy of ${functionArn}: a statement in it may be needed by nobody any more.`,
      ],
    };
  const ours = readStatements(policy).filter(({ Sid }) => isOurs(Sid, at));
  const gone: Key[] = [];
  const notes: string[] = [];
  for (const statement of ours) {
    const key = permissionKey(functionArn, statement.Sid ?? "");
    const [remove] = planPermission(key, statement, undefined);
    const command = remove === undefined ? "" : awsCliWords(remove, new Map()).map(quote).join(" ");
    const needing = others?.filter((one) => needs(one, functionArn, policy, statement, api));
    if (needing === undefined)
      notes.push(`The statement ${statement.Sid} stays: whether another method needs it could not be read.`);
    else if (needing.length > 0)
      notes.push(
        `The statement ${statement.Sid} stays: ${needing.map(({ at }) => `${at.httpMethod} ${at.path}`).join(", ")} needs it.`,
      );
    else if (stages === undefined || stages.length > 0)
      notes.push(
        `The statement ${statement.Sid} stays: ${stages === undefined ? "a stage" : stages.join(", ")} may still serve the method as it was. After the next deployment:\n  ${command}`,
      );
    else gone.push(key);
  }
  return { gone, notes };
}

/** A statement that this program wrote for this one method: by its id, maybe with a number behind. */
const isOurs = (sid: string | undefined, at: Address): boolean => {
  const own = statementId(at);
  return sid === own || (sid?.startsWith(`${own}-`) === true && /^\d+$/.test(sid.slice(own.length + 1)));
};

/** Whether another method may invoke the function by this statement alone. */
function needs(
  { at, method }: { readonly at: Address; readonly method: MethodDocument },
  functionArn: string,
  policy: string,
  statement: Statement,
  api: { readonly partition: string; readonly region: string; readonly account: string },
): boolean {
  const { integration } = method;
  if (integration?.credentials !== undefined || functionArnOf(integration?.uri ?? "") !== functionArn)
    return false;
  const without = JSON.stringify({
    Statement: readStatements(policy).filter(({ Sid }) => Sid !== statement.Sid),
  });
  const allowed = (by: string) => invocationVerdict(by, functionArn, at, api, ANY_STAGE).is === "allowed";
  return allowed(policy) && !allowed(without);
}
