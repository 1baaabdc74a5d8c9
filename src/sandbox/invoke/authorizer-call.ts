import { evaluate } from "../../gateway/policy/lambda-policy.ts";
import { invokedFunction, parseIntegrationArn } from "../../gateway/rules/integration-uri.ts";
import type { AuthorizerState } from "../state/types.ts";
import type { FunctionRunner } from "./functions/runner.ts";
import { GatewayFault } from "./invocation.ts";
import { withStageVariables } from "./request-mapping.ts";

/** What a Lambda authorizer said, read as API Gateway reads it. */
export interface Verdict {
  readonly principalId: string;
  readonly policyDocument: { readonly Statement?: unknown };
  /** Scalars only, and as texts. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

/** All that asking an authorizer needs of a call. */
export interface Asking {
  readonly authorizer: AuthorizerState;
  readonly apiId: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly requestId: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly functions: FunctionRunner;
  readonly log: (line: string) => void;
  /** What the identity is made of, for the log. */
  readonly identity: readonly string[];
  readonly event: unknown;
}

export const unauthorized = (words = "Unauthorized") =>
  new GatewayFault("UNAUTHORIZED", "UnauthorizedException", words);

const unusable = () =>
  new GatewayFault("AUTHORIZER_CONFIGURATION_ERROR", "AuthorizerConfigurationException", null);

/** As in the log of API Gateway: all but the last six characters; of what is no longer nothing is told. */
const hidden = (text: string) =>
  text.length > 6 ? `${"*".repeat(text.length - 6)}${text.slice(-6)}` : "*".repeat(text.length);

/** A text in which each part of the identity is hidden wherever it stands. */
const hiding = (text: string, identity: readonly string[]): string =>
  identity.reduce((left, value) => {
    const quoted = JSON.stringify(value).slice(1, -1);
    return quoted === "" ? left : left.replaceAll(quoted, hidden(value));
  }, text);

/** Runs a Lambda authorizer; what it answered must be a policy. */
export async function askAuthorizer(asking: Asking): Promise<Verdict> {
  const { authorizer, apiId, region, accountId, partition, requestId, log, event } = asking;
  const arn = parseIntegrationArn(withStageVariables(authorizer.authorizerUri ?? "", asking.stageVariables));
  const invoked = typeof arn === "string" ? undefined : invokedFunction(arn);
  const url = `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${invoked?.function ?? ""}/invocations`;
  log(`Starting authorizer: ${authorizer.id} for request: ${requestId}`);
  log(`Incoming identity: ${asking.identity.map(hidden).join(", ")}`);
  log(`Endpoint request URI: ${url}`);
  log(`Endpoint request body after transformations: ${hiding(JSON.stringify(event), asking.identity)}`);
  log(`Sending request to ${url}`);
  const outcome = await asking.functions.call({
    arn: invoked?.function ?? "",
    event,
    letIn: authorizer.authorizerCredentials
      ? undefined
      : (policy, functionArn) =>
          evaluate(policy, {
            functionArn,
            sourceArn: `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/authorizers/${authorizer.id}`,
          }).is === "allowed",
    asynchronous: false,
  });
  if (outcome.kind === "refused") {
    log(`Execution failed due to configuration error: ${outcome.reason}`);
    throw unusable();
  }
  if (outcome.kind === "stream") outcome.stream.resume();
  const said =
    outcome.kind === "error" ? outcome.error : outcome.kind === "result" ? outcome.value : undefined;
  log(`Authorizer result body before parsing: ${JSON.stringify(said) ?? ""}`);
  if (outcome.kind === "error" && outcome.error.errorMessage === "Unauthorized") {
    log(`Unauthorized request: ${requestId}`);
    throw unauthorized();
  }
  const verdict = verdictOf(said);
  if (typeof verdict === "string") {
    log(`Execution failed due to configuration error: Invalid JSON in response: ${verdict}`);
    log("Execution failed due to configuration error: Authorizer error");
    throw unusable();
  }
  log(`Using valid authorizer policy for principal: ${hidden(verdict.principalId)}`);
  log("Successfully completed authorizer execution");
  return verdict;
}

const MEMBERS = new Set(["principalId", "policyDocument", "context", "usageIdentifierKey"]);

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * The verdict, or why it is none. As Java's reader complains of an unknown member and of a list in the context, by
 * public reports; the other complaints are unverified.
 */
function verdictOf(said: unknown): Verdict | string {
  if (!isMap(said)) return "Unexpected end-of-input";
  const unknown = Object.keys(said).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return `Unrecognized field "${unknown}" , not marked as ignorable`;
  const { principalId, policyDocument, context = {}, usageIdentifierKey } = said;
  const instance = "Can not deserialize instance of java.lang.String out of";
  for (const value of Object.values(isMap(context) ? context : {})) {
    if (Array.isArray(value)) return `${instance} START_ARRAY token`;
    if (isMap(value)) return `${instance} START_OBJECT token`;
  }
  if (!isMap(policyDocument)) return "no policyDocument";
  if (typeof principalId !== "string" || principalId === "") return "no principalId";
  const scalars = Object.entries(isMap(context) ? context : {}).filter(([, value]) => value !== null);
  return {
    principalId,
    policyDocument,
    context: Object.fromEntries(scalars.map(([name, value]) => [name, String(value)])),
    ...(usageIdentifierKey === undefined || usageIdentifierKey === null
      ? {}
      : { usageIdentifierKey: String(usageIdentifierKey) }),
  };
}
