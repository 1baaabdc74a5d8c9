import type { TestInvokeAuthorizerRequest } from "@aws-sdk/client-api-gateway";
import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import type { Context, Input } from "../state/context.ts";
import { own } from "../state/lookup.ts";
import { notFound } from "../wire/service-error.ts";
import { askAuthorizer, unauthorized } from "./authorizer-call.ts";
import { claimsOf } from "./cognito.ts";
import { newRequestId } from "./context.ts";
import { functionRunner } from "./functions/runner.ts";
import { GatewayFault, headerValue, type Multi } from "./invocation.ts";
import { executionLog } from "./log-lines.ts";

const STAGE = "ESTestInvoke-stage";

/** Runs an authorizer by itself. Unverified but for its shape: `clientStatus` 0 is success, the policy is a text. */
export async function testInvokeAuthorizer(input: Input<TestInvokeAuthorizerRequest>, context: Context) {
  const api = own(context.state.apis, input.restApiId);
  const authorizer = api && own(api.authorizers, input.authorizerId);
  if (!api || !authorizer) throw notFound("Invalid Authorizer identifier specified");
  const headers: Multi = Object.fromEntries(
    Object.entries(input.headers ?? {}).map(([name, value]) => [name, [value]]),
  );
  const [path = "/", query = ""] = (input.pathWithQueryString || "/").split("?");
  const requestId = newRequestId();
  const started = performance.now();
  const log = executionLog(requestId, () => context.now());
  const { region, accountId, partition } = context;
  const methodArn = `arn:${partition}:execute-api:${region}:${accountId}:${api.id}/${STAGE}/GET${path}`;
  const parameters = new URLSearchParams(query);
  const identity = (authorizer.identitySource ?? "")
    .split(",")
    .filter((source) => source.trim() !== "")
    .map((source) => {
      const parsed = parseMapping(source.trim());
      if (isMappingFault(parsed) || !("location" in parsed)) return "";
      return parsed.location === "header"
        ? (headerValue(headers, parsed.name) ?? "")
        : (parameters.get(parsed.name) ?? "");
    });
  const done = (answer: object) => ({
    ...answer,
    log: log.text(),
    latency: Math.round(performance.now() - started),
  });
  try {
    if (identity.some((value) => value === "")) throw unauthorized();
    if (authorizer.type === "COGNITO_USER_POOLS") {
      const pools = authorizer.providerARNs ?? [];
      const rules = { scopes: [], takesAudience: () => true, pools, now: context.now() };
      const claims = claimsOf(identity[0] ?? "", rules);
      if (typeof claims === "string") throw unauthorized();
      return done({ clientStatus: 0, claims });
    }
    const request = {
      headers: input.headers ?? {},
      httpMethod: "GET",
      path,
      queryStringParameters: Object.fromEntries(parameters),
    };
    const event =
      authorizer.type === "REQUEST"
        ? { type: "REQUEST", methodArn, ...request, stageVariables: input.stageVariables ?? {} }
        : { type: "TOKEN", methodArn, authorizationToken: identity[0] };
    const verdict = await askAuthorizer({
      authorizer,
      apiId: api.id,
      region,
      accountId,
      partition,
      requestId,
      stageVariables: input.stageVariables ?? {},
      functions: functionRunner(context),
      log: log.write,
      identity,
      event,
    });
    const { principalId, policyDocument } = verdict;
    const authorization = Object.fromEntries(
      Object.entries(verdict.context).map(([name, value]) => [name, [value]]),
    );
    return done({ clientStatus: 0, principalId, policy: JSON.stringify(policyDocument), authorization });
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    return done({ clientStatus: error.type === "UNAUTHORIZED" ? 401 : 500 });
  }
}
