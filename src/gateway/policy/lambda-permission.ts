import { createHash } from "node:crypto";
import { API_GATEWAY_PRINCIPAL } from "../names/principal.ts";
import type { Invocation, Statement } from "./lambda-policy.ts";

/** The method that is to be let in. */
interface Address {
  readonly restApiId: string;
  readonly path: string;
  readonly httpMethod: string;
}

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

/** The statement that lets a method invoke a function, as Lambda writes it when the console asks for it. */
export const invokeStatement = (sid: string, { functionArn, sourceArn }: Invocation): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Principal: { Service: API_GATEWAY_PRINCIPAL },
  Action: "lambda:InvokeFunction",
  Resource: functionArn,
  Condition: { ArnLike: { "AWS:SourceArn": sourceArn } },
});

/** The size in bytes that a policy will have with one more statement, as AWS writes it. */
export function policySizeWith(policy: string | undefined, statement: Statement): number {
  const empty = '{"Version":"2012-10-17","Id":"default","Statement":[]}';
  return Buffer.byteLength(policy ?? empty) + Buffer.byteLength(JSON.stringify(statement)) + 1;
}

/** An id that none of a policy's statements has: one that is taken, by a statement that does not help, is not used again. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let i = 2; taken.has(free); i++) free = `${id}-${i}`;
  return free;
}
