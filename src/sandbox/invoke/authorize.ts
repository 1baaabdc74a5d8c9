import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import type { Context } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { AuthorizerState } from "../state/types.ts";
import { askAuthorizer, judgement, unauthorized, type Verdict } from "./authorizer-call.ts";
import { claimsOf } from "./cognito.ts";
import { contextValue } from "./context-value.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";
import { proxyEvent } from "./lambda-event.ts";

const missingToken = () =>
  new GatewayFault(
    "MISSING_AUTHENTICATION_TOKEN",
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  );

const DENIED = "User is not authorized to access this resource";
const DENIED_EXPLICITLY = `${DENIED} with an explicit deny in an identity-based policy`;
const LONGEST_METHOD_ARN = 1600;

/**
 * Whether a call of a stage may reach its method. Lambda authorizers run; a user pool's tokens are read, but their
 * signatures cannot be checked, nor can those of IAM: there the sandbox asks only that there is one.
 */
export async function authorize(invocation: Invocation, context: Context): Promise<void> {
  const { method, request, snapshot } = invocation;
  const type = method.authorizationType;
  if (type === "AWS_IAM") {
    const signed = headerValue(request.headers, "authorization") ?? own(request.query, "X-Amz-Signature");
    if (!signed) throw missingToken();
  }
  if (type !== "COGNITO_USER_POOLS" && type !== "CUSTOM") return;
  const authorizer = own(snapshot.authorizers, method.authorizerId ?? "");
  const identity = identityOf(authorizer, invocation);
  const pattern = authorizer?.identityValidationExpression;
  const token = identity[0] ?? "";
  if (!authorizer || identity.some((value) => !value)) throw refused(invocation);
  if (type === "COGNITO_USER_POOLS") {
    const audience = (value: string) => !pattern || takes(pattern, value);
    const claims = claimsOf(token, method.authorizationScopes ?? [], audience, context.now());
    if (!claims) throw refused(invocation);
    invocation.context.authorizer = { claims };
    return;
  }
  if (authorizer.type === "TOKEN" && pattern && !takes(pattern, token)) throw refused(invocation);
  await askedOrKept(authorizer, identity as readonly string[], invocation, context);
}

function refused({ log, requestId }: Invocation): GatewayFault {
  log(`Unauthorized request: ${requestId}`);
  return unauthorized();
}

/** The values of the authorizer's identity sources; one that is missing ends the call. */
function identityOf(
  authorizer: AuthorizerState | undefined,
  { request, stageVariables, context }: Invocation,
): (string | undefined)[] {
  const sources = (authorizer?.identitySource ?? "").split(",").map((source) => source.trim());
  return sources
    .filter((source) => source !== "")
    .map((source) => {
      const parsed = parseMapping(source);
      if (isMappingFault(parsed)) return undefined;
      if (parsed.root === "stageVariables") return own(stageVariables, parsed.name);
      if (parsed.root === "context") {
        const value = contextValue(context, parsed.name);
        return value === undefined || value === null ? undefined : String(value);
      }
      if (!("location" in parsed)) return undefined;
      return parsed.location === "header"
        ? headerValue(request.headers, parsed.name)
        : own(request.query, parsed.name)?.at(-1);
    });
}

/** A kept answer counts for every method of the stage, but its policy is read anew for each. */
async function askedOrKept(
  authorizer: AuthorizerState,
  identity: readonly string[],
  invocation: Invocation,
  context: Context,
): Promise<void> {
  const { partition, region, accountId, api, stage, request } = invocation;
  const methodArn = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${stage}/${request.method}${request.rawPath}`;
  if (Buffer.byteLength(methodArn) > LONGEST_METHOD_ARN)
    throw new GatewayFault("DEFAULT_4XX", "RequestTooLongException", "Request URI too long", 414);
  const ttl = authorizer.authorizerResultTtlInSeconds ?? 0;
  const place = `${api.id}/${stage}`;
  const key = JSON.stringify([authorizer.id, ...identity]);
  const now = context.now().getTime();
  const kept = ttl > 0 ? (context.verdicts.get(place, key, now) as Verdict | undefined) : undefined;
  const event =
    authorizer.type === "REQUEST"
      ? { type: "REQUEST", methodArn, ...withoutBody(proxyEvent(invocation)) }
      : { type: "TOKEN", methodArn, authorizationToken: identity[0] };
  const verdict =
    kept ?? (await askAuthorizer({ ...invocation, apiId: api.id, authorizer, identity, event }));
  if (!kept && ttl > 0) context.verdicts.keep(place, key, verdict, now + ttl * 1000);
  const judged = judgement(verdict.policyDocument, methodArn);
  if (judged !== "allow") {
    const words = judged === "deny" ? DENIED_EXPLICITLY : DENIED;
    throw new GatewayFault("ACCESS_DENIED", "AccessDeniedException", words);
  }
  const { principalId, usageIdentifierKey } = verdict;
  invocation.context.authorizer = {
    principalId,
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
    ...verdict.context,
  };
}

/** An authorizer is told of the request, not what is in it. */
const withoutBody = ({ body: _body, isBase64Encoded: _encoded, ...event }: Record<string, unknown>) => event;

/** Whether a validation expression, a Java pattern, takes the whole text; one that cannot be used takes none. */
function takes(expression: string, text: string): boolean {
  const pattern = javaPattern(expression);
  if ("fault" in pattern) return false;
  try {
    return pattern.matches(text);
  } catch (error) {
    if (error instanceof TooMuchWork) return false;
    throw error;
  }
}
