import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import type { Said } from "../../gateway/policy/call-verdict.ts";
import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import { accountOfKey, userOf } from "../state/caller.ts";
import type { Context } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import type { AuthorizerState } from "../state/types.ts";
import type { SandboxRequest } from "../wire/request.ts";
import { askAuthorizer, unauthorized, type Verdict } from "./authorizer-call.ts";
import { claimsOf } from "./cognito.ts";
import { contextValue } from "./context-value.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";
import { proxyEvent } from "./lambda-event.ts";
import { INVOKE, judged, keysOf, methodArnOf, notAuthorized, resourcePolicySays } from "./resource-policy.ts";
import { signedBy } from "./signature.ts";

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
 * Whether a call of a stage may reach its method: by the method's authorization and the API's own policy together, as the
 * developer guide has it ("How resource policies affect authorization workflow"). Lambda authorizers run; a user pool's
 * tokens are read, but their signatures cannot be checked.
 */
export async function authorize(
  invocation: Invocation,
  sent: SandboxRequest,
  context: Context,
): Promise<void> {
  const now = context.now();
  switch (invocation.method.authorizationType) {
    case "AWS_IAM":
      return identified(invocation, sent, context);
    case "CUSTOM": {
      const said = resourcePolicySays(invocation, "anonymous", now);
      if (said === "deny") throw notAuthorized(invocation, "anonymous", said);
      return lambdaAuthorized(invocation, context, said);
    }
    case "COGNITO_USER_POOLS":
      poolAuthorized(invocation, now);
  }
  const said = resourcePolicySays(invocation, "anonymous", now);
  if (said !== undefined && said !== "allow") throw notAuthorized(invocation, "anonymous", said);
}

/**
 * Signed by a key of the API's account, all is allowed that the API's policy does not deny: the sandbox has no policies of
 * users. A key of another account needs the API's policy too.
 */
function identified(invocation: Invocation, sent: SandboxRequest, context: Context): void {
  const now = context.now();
  const signed = signedBy(sent, invocation.region, now);
  if (signed === undefined) throw missingToken();
  if ("fault" in signed) {
    const type = signed.name === "InvalidSignatureException" ? "INVALID_SIGNATURE" : "DEFAULT_4XX";
    throw new GatewayFault(type, signed.name, signed.fault, 403);
  }
  const { partition, accountId } = invocation;
  const caller = userOf({ partition, accountId: accountOfKey(signed.accessKey, context.homeAccount) });
  Object.assign(invocation.context.identity as object, {
    accessKey: signed.accessKey,
    accountId: caller.account,
    caller: caller.id,
    user: caller.id,
    userArn: caller.arn,
  });
  const said = resourcePolicySays(invocation, caller, now);
  const own = caller.account === accountId;
  if (said === "deny" || (!own && said !== "allow")) throw notAuthorized(invocation, caller, said);
}

/** The authorizer that a method names, with the values of its identity sources. */
function authorizerOf(invocation: Invocation): { authorizer: AuthorizerState; identity: readonly string[] } {
  const authorizer = own(invocation.snapshot.authorizers, invocation.method.authorizerId ?? "");
  const identity = identityOf(authorizer, invocation);
  if (!authorizer || identity.some((value) => !value)) throw refused(invocation);
  return { authorizer, identity: identity as readonly string[] };
}

function poolAuthorized(invocation: Invocation, now: Date): void {
  const { authorizer, identity } = authorizerOf(invocation);
  const pattern = authorizer.identityValidationExpression;
  const claims = claimsOf(identity[0] ?? "", {
    scopes: invocation.method.authorizationScopes ?? [],
    takesAudience: (value) => !pattern || takes(pattern, value),
    pools: authorizer.providerARNs ?? [],
    now,
  });
  if (claims === "expired") throw refused(invocation, "The incoming token has expired");
  if (claims === "refused") throw refused(invocation);
  invocation.context.authorizer = { claims };
}

async function lambdaAuthorized(
  invocation: Invocation,
  context: Context,
  byResource: Said | undefined,
): Promise<void> {
  const { authorizer, identity } = authorizerOf(invocation);
  const pattern = authorizer.identityValidationExpression;
  if (authorizer.type === "TOKEN" && pattern && !takes(pattern, identity[0] ?? "")) throw refused(invocation);
  const verdict = await askedOrKept(authorizer, identity, invocation, context);
  const said = judged(invocation, verdict.policyDocument, {
    action: INVOKE,
    resource: methodArnOf(invocation),
    keys: keysOf(invocation, "anonymous", context.now()),
  });
  // Where the authorizer's policy is silent, what the API's own allows is allowed.
  if (said === "deny" || (said === "silent" && byResource !== "allow")) {
    const words = said === "deny" ? DENIED_EXPLICITLY : DENIED;
    throw new GatewayFault("ACCESS_DENIED", "AccessDeniedException", words);
  }
  const { principalId, usageIdentifierKey } = verdict;
  invocation.context.authorizer = {
    principalId,
    ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
    ...verdict.context,
  };
}

function refused({ log, requestId }: Invocation, words?: string): GatewayFault {
  log(`Unauthorized request: ${requestId}`);
  return unauthorized(words);
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
): Promise<Verdict> {
  const { api, stage } = invocation;
  const methodArn = methodArnOf(invocation);
  if (Buffer.byteLength(methodArn) > LONGEST_METHOD_ARN)
    throw new GatewayFault("DEFAULT_4XX", "RequestTooLongException", "Request URI too long", 414);
  const ttl = authorizer.authorizerResultTtlInSeconds ?? 0;
  const place = `${api.id}/${stage}`;
  const key = JSON.stringify([authorizer.id, ...identity]);
  const now = context.now().getTime();
  const kept = ttl > 0 ? (context.verdicts.get(place, key, now) as Verdict | undefined) : undefined;
  if (kept) return kept;
  const event =
    authorizer.type === "REQUEST"
      ? { type: "REQUEST", methodArn, ...withoutBody(proxyEvent(invocation)) }
      : { type: "TOKEN", methodArn, authorizationToken: identity[0] };
  const verdict = await askAuthorizer({ ...invocation, apiId: api.id, authorizer, identity, event });
  if (ttl > 0) context.verdicts.keep(place, key, verdict, now + ttl * 1000);
  return verdict;
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
