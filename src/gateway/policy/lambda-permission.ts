import { createHash } from "node:crypto";
import type { Call } from "../call/call.ts";
import type { Address } from "../document/method.ts";
import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";
import { functionInput, parseFunctionName } from "../names/uri.ts";
import type { Invocation } from "./lambda-policy.ts";

export { isAllowed } from "./lambda-policy.ts";

/** How much one statement lets in: the method, all methods of the resource, or the whole API. */
export type PermissionScope = "method" | "resource" | "api";

/** Lambda's limit for a function's policy, in bytes. */
export const MAX_POLICY_BYTES = 20_480;

/**
 * The source ARN of a method on any stage (the console's Test included): ANY and each path parameter become `*`,
 * the root ends in a slash: `arn:aws:execute-api:us-east-1:123456789012:abc/*\/GET/pets/*`.
 */
export function sourceArn(
  at: Address,
  where: { partition: string; region: string; account: string },
  scope: PermissionScope = "method",
): string {
  const verb = at.httpMethod === "ANY" || scope !== "method" ? "*" : at.httpMethod;
  const path = scope === "api" ? "/*" : at.path.replaceAll(/\{[^}]+\}/g, "*");
  return `arn:${where.partition}:execute-api:${where.region}:${where.account}:${at.restApiId}/*/${verb}${path}`;
}

/** The same id for the same method (or resource, or API) at every run, so that a second run finds the first one's statement. */
export function statementId(at: Address, scope: PermissionScope = "method"): string {
  if (scope === "api") return `apigw-${at.restApiId}-all`;
  const verb = scope === "resource" ? "ANY" : at.httpMethod;
  const path =
    at.path
      .replaceAll(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "root";
  const tag = createHash("sha256").update(at.path).digest("hex").slice(0, 8);
  return `apigw-${at.restApiId}-${verb}-${path}-${tag}`;
}

/** The size in bytes that a policy will have with one more statement, as AWS writes it. */
export function policySizeWith(policy: string | undefined, call: Call): number {
  const { StatementId, FunctionName, Qualifier, SourceArn } = call.input as Readonly<Record<string, string>>;
  const statement = {
    Sid: StatementId,
    Effect: "Allow",
    Principal: { Service: API_GATEWAY_PRINCIPAL },
    Action: "lambda:InvokeFunction",
    Resource: Qualifier === undefined ? FunctionName : `${FunctionName}:${Qualifier}`,
    Condition: { ArnLike: { "AWS:SourceArn": SourceArn } },
  };
  const empty = '{"Version":"2012-10-17","Id":"default","Statement":[]}';
  return Buffer.byteLength(policy ?? empty) + Buffer.byteLength(JSON.stringify(statement)) + 1;
}

/** The call that lets a method invoke a function, as the console makes it. */
export function addPermission(
  at: Address,
  invocation: Invocation,
  scope: PermissionScope = "method",
  /** The ids of the policy's statements: one that is taken, by a statement that does not help, is not used again. */
  taken: ReadonlySet<string> = new Set(),
): Call {
  const parsed = parseFunctionName(invocation.functionArn);
  if ("fault" in parsed) throw new TypeError(`${invocation.functionArn} ${parsed.fault}`);
  const { qualifier, region } = parsed;
  return {
    operation: "lambda:AddPermission",
    input: {
      ...functionInput(invocation.functionArn),
      StatementId: freeId(statementId(at, scope), taken),
      Action: "lambda:InvokeFunction",
      Principal: API_GATEWAY_PRINCIPAL,
      SourceArn: invocation.sourceArn,
    },
    at: `function ${parsed.name}${qualifier === undefined ? "" : `:${qualifier}`}`,
    because: "its policy does not let this method invoke it yet",
    ...(region === undefined ? {} : { region }),
  };
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let i = 2; taken.has(free); i++) free = `${id}-${i}`;
  return free;
}
