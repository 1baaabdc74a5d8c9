import { createHash } from "node:crypto";
import type { Call } from "./call.ts";
import type { Address } from "./document.ts";
import { parseFunctionName } from "./uri.ts";

/** API Gateway's principal, in every partition (China too: `.com.cn` is rejected). */
export const API_GATEWAY_PRINCIPAL = "apigateway.amazonaws.com";

/** What a statement must allow so that a method may invoke a function. */
export interface Invocation {
  readonly functionArn: string;
  readonly sourceArn: string;
}

/**
 * The source ARN of a method on any stage (the console's Test included): ANY and each path parameter become `*`,
 * the root ends in a slash: `arn:aws:execute-api:us-east-1:123456789012:abc/*\/GET/pets/*`.
 */
export function sourceArn(
  at: Address,
  where: { partition: string; region: string; account: string },
): string {
  const verb = at.httpMethod === "ANY" ? "*" : at.httpMethod;
  const path = at.path.replaceAll(/\{[^}]+\}/g, "*");
  return `arn:${where.partition}:execute-api:${where.region}:${where.account}:${at.restApiId}/*/${verb}${path}`;
}

/** The same id for the same method at every run, so that a second run finds the first one's statement. */
export function statementId(at: Address): string {
  const path =
    at.path
      .replaceAll(/[^A-Za-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "root";
  const tag = createHash("sha256").update(at.path).digest("hex").slice(0, 8);
  return `apigw-${at.restApiId}-${at.httpMethod}-${path}-${tag}`;
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | string[];
  readonly NotAction?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

/** Whether a function's resource policy (JSON) lets API Gateway invoke it for this source. An explicit deny wins. */
export function isAllowed(policy: string | undefined, invocation: Invocation): boolean {
  const statements = readStatements(policy).filter((one) => matches(one, invocation));
  return statements.some((one) => one.Effect === "Allow") && !statements.some((one) => one.Effect === "Deny");
}

function readStatements(policy: string | undefined): readonly Statement[] {
  if (policy === undefined) return [];
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
    return Statement === undefined ? [] : [Statement].flat();
  } catch {
    return []; // not readable: allows nothing, so the permission is added and AWS has the last word
  }
}

function matches(statement: Statement, { sourceArn }: Invocation): boolean {
  if (statement.NotAction !== undefined || statement.NotPrincipal !== undefined) return false;
  const actions = [statement.Action ?? []].flat();
  if (!actions.some((action) => wildcard(action.toLowerCase()).test("lambda:invokefunction"))) return false;
  if (!isApiGateway(statement.Principal)) return false;
  const conditions = Object.entries(statement.Condition ?? {});
  return conditions.every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) => holds(operator, key, [value].flat(), sourceArn)),
  );
}

function isApiGateway(principal: unknown): boolean {
  if (principal === "*") return true;
  if (typeof principal !== "object" || principal === null) return false;
  const { Service, AWS } = principal as { Service?: string | string[]; AWS?: string | string[] };
  return [Service ?? []].flat().includes(API_GATEWAY_PRINCIPAL) || [AWS ?? []].flat().includes("*");
}

// Only what API Gateway is known to send can hold: the source ARN and the account inside it.
function holds(operator: string, key: string, values: readonly string[], source: string): boolean {
  const name = key.toLowerCase();
  if (name === "aws:sourcearn") {
    if (/^(ArnLike|ArnEquals|StringLike)(IfExists)?$/i.test(operator))
      return values.some((one) => wildcard(one).test(source));
    if (/^StringEquals(IfExists)?$/i.test(operator)) return values.includes(source);
    return false;
  }
  if (name === "aws:sourceaccount") {
    const account = source.split(":")[4] ?? "";
    return (
      /^String(Equals|Like)(IfExists)?$/i.test(operator) && values.some((one) => wildcard(one).test(account))
    );
  }
  return false;
}

/** An IAM pattern: `*` any characters, `?` one. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[\\s\\S]*")
    .replaceAll("?", "[\\s\\S]");
  return new RegExp(`^${source}$`);
}

/** The call that lets a method invoke a function, as the console makes it. */
export function addPermission(at: Address, invocation: Invocation): Call {
  const parsed = parseFunctionName(invocation.functionArn);
  if ("fault" in parsed) throw new TypeError(`${invocation.functionArn} ${parsed.fault}`);
  const { qualifier, region } = parsed;
  const unqualified =
    qualifier === undefined
      ? invocation.functionArn
      : invocation.functionArn.slice(0, -(qualifier.length + 1));
  return {
    operation: "lambda:AddPermission",
    input: {
      FunctionName: unqualified,
      ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      StatementId: statementId(at),
      Action: "lambda:InvokeFunction",
      Principal: API_GATEWAY_PRINCIPAL,
      SourceArn: invocation.sourceArn,
    },
    at: `function ${parsed.name}${qualifier === undefined ? "" : `:${qualifier}`}`,
    because: "its policy does not let this method invoke it yet",
    ...(region === undefined ? {} : { region }),
  };
}
