import { DEFAULT_TIMEOUT_MS, type IntegrationRequest } from "../gateway/document/method.ts";
import { callerCredentialsArn } from "../gateway/names/arn.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { lambdaUri, serviceUri, uriPlaceholders } from "../gateway/names/uri.ts";
import { actionType, isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import type { Found } from "./found.ts";

/** The integration request that the settings ask for; what they do not say is kept of `base`. */
export function wantedIntegration(known: Known, found: Found, base?: IntegrationRequest): IntegrationRequest {
  const stream = (known.responseTransferMode ?? base?.responseTransferMode) === "STREAM";
  const target = backend(known, found, stream);
  const uri = target.uri ?? base?.uri;
  const filled = placeholders(known, found, uri);
  const passthrough = known.passthrough ?? base?.passthroughBehavior;
  const handling = known.contentHandling ?? base?.contentHandling;
  const cached = [
    ...(known.queryParam ?? [])
      .filter(({ cached }) => cached)
      .map(({ name }) => `method.request.querystring.${name}`),
    ...(known.header ?? []).filter(({ cached }) => cached).map(({ name }) => `method.request.header.${name}`),
    ...(known.pathParam ?? [])
      .filter(({ cached }) => cached)
      .map(({ name }) => `method.request.path.${name}`),
    ...filled.cached,
  ];
  const timeout = known.timeout ?? base?.timeoutInMillis;
  return {
    ...base,
    ...target,
    uri,
    requestParameters: {
      ...filled.requestParameters,
      ...base?.requestParameters,
      ...Object.fromEntries((known.requestParameter ?? []).map(({ key, value }) => [key, value])),
    },
    requestTemplates: requestTemplates(known, found, base),
    passthroughBehavior:
      passthrough === "NEVER" || passthrough === "WHEN_NO_TEMPLATES" ? passthrough : undefined,
    cacheNamespace: known.cacheNamespace ?? base?.cacheNamespace,
    cacheKeyParameters: [...new Set([...(base?.cacheKeyParameters ?? []), ...cached])],
    contentHandling: handling === "PASSTHROUGH" ? undefined : handling,
    timeoutInMillis: timeout === DEFAULT_TIMEOUT_MS ? undefined : timeout,
    responseTransferMode: stream ? "STREAM" : undefined,
  };
}

type Backend = Pick<
  IntegrationRequest,
  | "type"
  | "httpMethod"
  | "uri"
  | "credentials"
  | "connectionType"
  | "connectionId"
  | "integrationTarget"
  | "insecureSkipVerification"
>;

/** The members that say whom to call; what was not said of a kept integration is left out. */
function backend(known: Known, found: Found, stream: boolean): Backend {
  const proxy = isProxy(known);
  switch (known.integration) {
    case "lambda":
      return {
        type: proxy ? "AWS_PROXY" : "AWS",
        httpMethod: "POST",
        ...(known.role === undefined ? {} : { credentials: known.role }),
        uri: lambdaUri(
          found.functionArn ?? "",
          { partition: found.partition, region: found.functionRegion ?? found.region },
          stream,
        ),
      };
    case "aws":
      return {
        type: "AWS",
        httpMethod: known.integrationMethod,
        uri: serviceUri({
          partition: found.partition,
          region: known.serviceRegion ?? found.region,
          service: known.service ?? "",
          subdomain: known.subdomain,
          ...(actionType(known) === "action" ? { action: known.action } : { path: known.pathOverride }),
        }),
        credentials: known.callerCredentials ? callerCredentialsArn(found.partition) : known.role,
      };
    case "http":
    case "vpc-link":
      return {
        type: proxy ? "HTTP_PROXY" : "HTTP",
        httpMethod: known.integrationMethod,
        uri: known.endpoint,
        ...(known.integration === "http"
          ? {}
          : {
              connectionType: "VPC_LINK" as const,
              connectionId: known.vpcLink,
              ...(known.integrationTarget === undefined
                ? {}
                : { integrationTarget: known.integrationTarget }),
              ...(known.insecureSkipVerification === undefined
                ? {}
                : { insecureSkipVerification: known.insecureSkipVerification || undefined }),
            }),
      };
    default:
      return { type: "MOCK" };
  }
}

/**
 * A `{name}` of the address that is also a path parameter of the resource is filled from it, as the console does for
 * `{proxy}`, where it also becomes part of the cache key.
 */
function placeholders(
  known: Known,
  found: Found,
  uri: string | undefined,
): { requestParameters: Record<string, string>; cached: string[] } {
  const given = new Set((known.requestParameter ?? []).map(({ key }) => key));
  const names = uriPlaceholders(uri ?? "").filter(
    (name) => pathParameters(found.path).includes(name) && !given.has(`integration.request.path.${name}`),
  );
  return {
    requestParameters: Object.fromEntries(
      names.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
    ),
    cached: names
      .filter(
        (name) =>
          found.path.endsWith(`{${name}+}`) &&
          (known.integration === "http" || known.integration === "vpc-link") &&
          isProxy(known),
      )
      .map((name) => `method.request.path.${name}`),
  };
}

function requestTemplates(known: Known, found: Found, base?: IntegrationRequest): Record<string, string> {
  const given = Object.fromEntries(
    (known.requestTemplate ?? []).map((one) => [one.contentType, found.texts.get(one) ?? ""]),
  );
  if (base || known.integration !== "mock" || Object.keys(given).length > 0)
    return { ...base?.requestTemplates, ...given };
  // A mock without it has no status to answer with: what the console writes.
  return { "application/json": '{"statusCode": 200}' };
}
