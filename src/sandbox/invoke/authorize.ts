import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { invokedFunction, parseIntegrationArn } from "../../gateway/rules/integration-uri.ts";
import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import { own } from "../state/lookup.ts";
import type { AuthorizerState } from "../state/types.ts";
import { fitsPattern } from "./functions/policy.ts";
import { GatewayFault, headerValue, type Invocation } from "./invocation.ts";
import { proxyEvent } from "./lambda-event.ts";
import { withStageVariables } from "./request-mapping.ts";

const unauthorized = () => new GatewayFault("UNAUTHORIZED", "UnauthorizedException", "Unauthorized");
const missingToken = () =>
  new GatewayFault(
    "MISSING_AUTHENTICATION_TOKEN",
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  );

/**
 * Whether a call of a stage may reach its method. Lambda authorizers run. The sandbox cannot check signatures or tokens
 * of a user pool: there it asks only that they are sent.
 */
export async function authorize(invocation: Invocation): Promise<void> {
  const { method, request, snapshot } = invocation;
  const type = method.authorizationType;
  if (type === "AWS_IAM") {
    const signed = headerValue(request.headers, "authorization") ?? own(request.query, "X-Amz-Signature");
    if (!signed) throw missingToken();
  }
  if (type !== "COGNITO_USER_POOLS" && type !== "CUSTOM") return;
  const authorizer = own(snapshot.authorizers, method.authorizerId ?? "");
  const identity = identityOf(authorizer, invocation);
  if (!authorizer || identity.some((value) => !value)) throw unauthorized();
  if (type === "CUSTOM") await askAuthorizer(authorizer, identity, invocation);
}

/** The values of the authorizer's identity sources; one that is missing ends the call. */
function identityOf(
  authorizer: AuthorizerState | undefined,
  { request, stageVariables }: Invocation,
): (string | undefined)[] {
  const sources = (authorizer?.identitySource ?? "").split(",").map((source) => source.trim());
  return sources
    .filter((source) => source !== "")
    .map((source) => {
      const parsed = parseMapping(source);
      if (isMappingFault(parsed)) return undefined;
      if (parsed.root === "stageVariables") return own(stageVariables, parsed.name);
      if (!("location" in parsed)) return "present";
      return parsed.location === "header"
        ? headerValue(request.headers, parsed.name)
        : own(request.query, parsed.name)?.at(-1);
    });
}

interface AuthorizerAnswer {
  principalId?: string;
  policyDocument?: { Statement?: unknown };
  context?: Record<string, unknown>;
}

async function askAuthorizer(
  authorizer: AuthorizerState,
  identity: readonly (string | undefined)[],
  invocation: Invocation,
): Promise<void> {
  const { partition, region, accountId, api, stage, request } = invocation;
  const methodArn = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${stage}/${request.method}${request.rawPath}`;
  const arn = parseIntegrationArn(
    withStageVariables(authorizer.authorizerUri ?? "", invocation.stageVariables),
  );
  const invoked = typeof arn === "string" ? undefined : invokedFunction(arn);
  const pattern = authorizer.identityValidationExpression;
  if (pattern && !takes(pattern, identity[0] ?? "")) throw unauthorized();
  const event =
    authorizer.type === "REQUEST"
      ? { type: "REQUEST", methodArn, ...proxyEvent(invocation) }
      : { type: "TOKEN", methodArn, authorizationToken: identity[0] };
  const sourceArn = authorizer.authorizerCredentials
    ? undefined
    : `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/authorizers/${authorizer.id}`;
  const outcome = await invocation.functions.call({
    arn: invoked?.function ?? "",
    event,
    sourceArn,
    asynchronous: false,
  });
  if (outcome.kind === "refused") {
    invocation.log(`Execution failed due to configuration error: ${outcome.reason}`);
    throw new GatewayFault(
      "AUTHORIZER_CONFIGURATION_ERROR",
      "AuthorizerConfigurationException",
      "Internal server error",
    );
  }
  if (outcome.kind === "error") {
    if (outcome.error.errorMessage === "Unauthorized") throw unauthorized();
    throw new GatewayFault("AUTHORIZER_FAILURE", "AuthorizerConfigurationException", "Internal server error");
  }
  const answer = (outcome.value ?? {}) as AuthorizerAnswer;
  if (!permits(answer, methodArn)) {
    throw new GatewayFault(
      "ACCESS_DENIED",
      "AccessDeniedException",
      "User is not authorized to access this resource",
    );
  }
  invocation.context.authorizer = { principalId: answer.principalId, ...answer.context };
}

/** Whether a validation expression, a Java pattern, takes the whole token; one that cannot be used takes none. */
function takes(expression: string, token: string): boolean {
  const pattern = javaPattern(expression);
  if ("fault" in pattern) return false;
  try {
    return pattern.matches(token);
  } catch (error) {
    if (error instanceof TooMuchWork) return false;
    throw error;
  }
}

/** An explicit denial wins; what no statement allows is denied too. */
function permits(answer: AuthorizerAnswer, methodArn: string): boolean {
  const effects = [answer.policyDocument?.Statement].flat().flatMap((statement) => {
    const { Effect, Resource } = (statement ?? {}) as { Effect?: string; Resource?: unknown };
    const meant = [Resource].flat().some((resource) => fitsPattern(String(resource), methodArn));
    return meant ? [Effect] : [];
  });
  return effects.includes("Allow") && !effects.includes("Deny");
}
