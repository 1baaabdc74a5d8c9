import { randomUUID } from "node:crypto";
import type { AddPermissionRequest, GetPolicyRequest, RemovePermissionRequest } from "@aws-sdk/client-lambda";
import { isAliasName, permissionRule } from "../../../gateway/rules/permission.ts";
import type { Context, Input } from "../../state/context.ts";
import { functionVersionOf, own } from "../../state/lookup.ts";
import type { FunctionState, PolicyState } from "../../state/types.ts";
import { functionArn, lambdaError, named } from "./functions.ts";

const missing = (message: string) => lambdaError("ResourceNotFoundException", 404, message);

/** The policy's size that Lambda allows, in bytes. */
const POLICY_LIMIT = 20_480;

/** A missing version is a missing function; a missing alias is complained about as such. */
function requireQualified(fn: FunctionState, context: Context, qualifier: string | undefined): void {
  if (qualifier === undefined || functionVersionOf(fn, qualifier)) return;
  const arn = functionArn(context, fn.name, qualifier);
  throw missing(isAliasName(qualifier) ? `Cannot find alias arn: ${arn}` : `Function not found: ${arn}`);
}

/** What a writer must have read last: the policy's revision, or before there is one, that of what it is for. */
function revisionOf(fn: FunctionState, qualifier: string | undefined): string {
  const policy = own(fn.policies, qualifier ?? "");
  if (policy) return policy.revisionId;
  const alias = qualifier === undefined ? undefined : own(fn.aliases, qualifier);
  return alias?.revisionId ?? functionVersionOf(fn, qualifier)?.revisionId ?? "";
}

export function addPermission(input: Input<AddPermissionRequest>, context: Context) {
  for (const refusal of permissionRule(input))
    throw lambdaError(refusal.name, refusal.status, refusal.message);
  const { name, qualifier } = named(context, input);
  const fn = own(context.state.functions, name);
  if (!fn) throw missing(`Function not found: ${functionArn(context, name, qualifier)}`);
  requireQualified(fn, context, qualifier);
  if (input.RevisionId !== undefined && input.RevisionId !== revisionOf(fn, qualifier)) {
    throw lambdaError(
      "PreconditionFailedException",
      412,
      "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
    );
  }
  const before = own(fn.policies, qualifier ?? "")?.statements ?? [];
  if (before.some((statement) => statement.Sid === input.StatementId)) {
    throw lambdaError(
      "ResourceConflictException",
      409,
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  const statement = statementOf(input, functionArn(context, name, qualifier), context);
  const policy: PolicyState = { revisionId: randomUUID(), statements: [...before, statement] };
  const size = documentOf(policy).length;
  if (size > POLICY_LIMIT) {
    throw lambdaError(
      "PolicyLengthExceededException",
      400,
      `The final policy size (${size}) is bigger than the limit (${POLICY_LIMIT}).`,
    );
  }
  fn.policies[qualifier ?? ""] = policy;
  return { Statement: JSON.stringify(statement) };
}

function statementOf(input: Input<AddPermissionRequest>, resource: string, context: Context) {
  const equals = {
    ...(input.SourceAccount ? { "AWS:SourceAccount": input.SourceAccount } : {}),
    ...(input.FunctionUrlAuthType ? { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType } : {}),
    ...(input.PrincipalOrgID ? { "aws:PrincipalOrgID": input.PrincipalOrgID } : {}),
    ...(input.EventSourceToken ? { "lambda:EventSourceToken": input.EventSourceToken } : {}),
  };
  const condition = {
    ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
    ...(input.SourceArn ? { ArnLike: { "AWS:SourceArn": input.SourceArn } } : {}),
  };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(input.Principal, context),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function principalOf(principal: string, context: Context): unknown {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${context.partition}:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

const documentOf = (policy: PolicyState) =>
  JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: policy.statements });

export function getPolicy(input: Input<GetPolicyRequest>, context: Context) {
  const { name, qualifier } = named(context, input);
  const policy = own(own(context.state.functions, name)?.policies ?? {}, qualifier ?? "");
  if (!policy) throw missing("The resource you requested does not exist.");
  return { Policy: documentOf(policy), RevisionId: policy.revisionId };
}

export function removePermission(input: Input<RemovePermissionRequest>, context: Context): void {
  const { name, qualifier } = named(context, input);
  const fn = own(context.state.functions, name);
  if (!fn) throw missing(`No policy found for: ${functionArn(context, name, qualifier)}`);
  requireQualified(fn, context, qualifier);
  const policy = own(fn.policies, qualifier ?? "");
  if (!policy) throw missing("No policy is associated with the given resource.");
  if (input.RevisionId !== undefined && input.RevisionId !== policy.revisionId) {
    throw lambdaError(
      "PreconditionFailedException",
      412,
      "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId for your resource.",
    );
  }
  const rest = policy.statements.filter((statement) => statement.Sid !== input.StatementId);
  if (rest.length === policy.statements.length) {
    throw missing(`Statement ${input.StatementId} is not found in resource policy.`);
  }
  if (rest.length === 0) delete fn.policies[qualifier ?? ""];
  else fn.policies[qualifier ?? ""] = { revisionId: randomUUID(), statements: rest };
}
