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

/** Why API Gateway refuses an authorizer. The words for its name, URI and token are reported, the others unverified. */
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
  yield* identityRule(input);
  const ttl = input.authorizerResultTtlInSeconds;
  if (ttl !== undefined && !(ttl >= 0 && ttl <= 3600)) {
    yield badRequest("Invalid TTL: it must be between 0 and 3600 seconds", "authorizerResultTtlInSeconds");
  }
}

const HEADER = /^method\.request\.header\.[a-zA-Z0-9._-]+$/;
const SOURCE = /^(method\.request\.(header|querystring)|context|stageVariables)\.[a-zA-Z0-9._$-]+$/;
/** As long as an authorizer's answer counts, unless told (documented). */
export const DEFAULT_TTL_IN_SECONDS = 300;

/** A token stands in one header; a request is told by any of several values, and where answers are kept, by one at least. */
function* identityRule(input: AuthorizerInput): Iterable<Refusal> {
  const source = input.identitySource;
  if (input.type !== "REQUEST") {
    if (!source)
      yield badRequest("Identity source is required for this type of authorizer", "identitySource");
    else if (!HEADER.test(source))
      yield badRequest(
        `Invalid token source expression: ${source}. The source must be a method request header, matching 'method.request.header.[a-zA-Z0-9._-]+'.`,
        "identitySource",
      );
    return;
  }
  const isKept = (input.authorizerResultTtlInSeconds ?? DEFAULT_TTL_IN_SECONDS) > 0;
  const sources = source ? source.split(",").map((one) => one.trim()) : [];
  // Reported where answers are kept; that a source of another kind is refused so too is unverified.
  if ((isKept && sources.length === 0) || !sources.every((one) => SOURCE.test(one)))
    yield badRequest("Invalid request input", "identitySource");
}
