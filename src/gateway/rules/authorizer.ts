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

/** Why API Gateway refuses an authorizer, in the words of public reports. */
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
      yield badRequest("ProviderARNs cannot be empty", "providerARNs");
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
  yield* identityRule(input);
  const ttl = input.authorizerResultTtlInSeconds;
  if (ttl !== undefined && !(ttl >= 0 && ttl <= 3600)) {
    yield badRequest(
      "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.",
      "authorizerResultTtlInSeconds",
    );
  }
}

const HEADER = /^method\.request\.header\.[a-zA-Z0-9._-]+$/;
const SOURCE = /^(method\.request\.(header|querystring)|context|stageVariables)\.[a-zA-Z0-9._-]+$/;
/** As long as an authorizer's answer counts, unless told (documented). */
export const DEFAULT_TTL_IN_SECONDS = 300;

/** A token stands in one header; a request is told by any of several values, and where answers are kept, by one at least. */
function* identityRule(input: AuthorizerInput): Iterable<Refusal> {
  const source = input.identitySource;
  if (input.type !== "REQUEST") {
    if (!source) yield badRequest("IdentitySource cannot be empty", "identitySource");
    else if (!HEADER.test(source))
      yield badRequest(
        `Invalid token source expression: ${source}. The source must be a method request header, matching 'method.request.header.[a-zA-Z0-9._-]+'.`,
        "identitySource",
      );
    return;
  }
  const isKept = (input.authorizerResultTtlInSeconds ?? DEFAULT_TTL_IN_SECONDS) > 0;
  const sources = source ? source.split(",").map((one) => one.trim()) : [];
  if (isKept && sources.length === 0) yield badRequest("Invalid request input", "identitySource");
  const none = sources.find((one) => !SOURCE.test(one));
  // Reported up to the stage variable; how the sentence ends is unverified.
  if (none !== undefined)
    yield badRequest(
      `Invalid request identity source expression: ${none}. The sources must be separated by comma, and each source must be either a method request parameter, matching 'method.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching 'context.[a-zA-Z0-9._-]+'`,
      "identitySource",
    );
}
