import { invokedFunction, parseIntegrationArn } from "./integration-uri.ts";
import { badRequest, type Refusal } from "./refusal.ts";

export interface AuthorizerInput {
  readonly name: string;
  readonly type: string;
  readonly authorizerUri?: string;
  readonly identitySource?: string;
  readonly providerARNs?: readonly string[];
  readonly authorizerResultTtlInSeconds?: number;
}

/** Why API Gateway refuses an authorizer. The words for its name and its URI are reported, the others unverified. */
export function* authorizerRule(
  input: AuthorizerInput,
  existingNames: ReadonlySet<string>,
): Iterable<Refusal> {
  if (input.name.trim() === "") yield badRequest("Authorizer name must be non-empty", "name");
  if (existingNames.has(input.name)) {
    yield badRequest(
      `Authorizer name must be unique. Authorizer ${input.name} already exists in this RestApi.`,
      "name",
    );
  }
  if (input.type === "COGNITO_USER_POOLS") {
    if (!input.providerARNs?.length) {
      yield badRequest("Invalid Authorizer ProviderARNs: at least one user pool is required", "providerARNs");
    }
  } else {
    const arn = parseIntegrationArn(input.authorizerUri ?? "");
    if (typeof arn === "string" || !invokedFunction(arn)) {
      yield badRequest(
        `Invalid Authorizer URI: ${input.authorizerUri ?? "null"}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
        "authorizerUri",
      );
    }
  }
  if (input.type !== "REQUEST" && !input.identitySource) {
    yield badRequest("Identity source is required for this type of authorizer", "identitySource");
  }
  const ttl = input.authorizerResultTtlInSeconds;
  if (ttl !== undefined && (ttl < 0 || ttl > 3600)) {
    yield badRequest("Invalid TTL: it must be between 0 and 3600 seconds", "authorizerResultTtlInSeconds");
  }
}
