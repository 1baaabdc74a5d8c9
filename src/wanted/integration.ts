import { DEFAULT_TIMEOUT_MS, type IntegrationRequest } from "../gateway/document/method.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { uriPlaceholders } from "../gateway/names/uri.ts";
import { isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import { BACKEND_SETTINGS, calledBy } from "./backend.ts";
import { type Found, textOf } from "./found.ts";

/** The integration request that the settings ask for; what they do not say is kept of `base`. */
export function wantedIntegration(known: Known, found: Found, base?: IntegrationRequest): IntegrationRequest {
  const stream = (known.responseTransferMode ?? base?.responseTransferMode) === "STREAM";
  // What was not said of an integration that stays of its type is kept as it is, to the letter.
  const says = base === undefined || BACKEND_SETTINGS.some((key) => known[key] !== undefined);
  const { type, httpMethod, uri, credentials, connectionType, connectionId, ...tls } = says
    ? calledBy(known, found, stream)
    : base;
  const { integrationTarget, insecureSkipVerification } = tls;
  // An address that stays has what it needs.
  const filled = placeholders(known, found, uri === base?.uri ? undefined : uri);
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
  // A parameter that is named is set whole: without ":cached" it is no cache key any more.
  const named = new Set([
    ...(known.queryParam ?? []).map(({ name }) => `method.request.querystring.${name}`),
    ...(known.header ?? []).map(({ name }) => `method.request.header.${name}`),
    ...(known.pathParam ?? []).map(({ name }) => `method.request.path.${name}`),
  ]);
  const keptKeys = (base?.cacheKeyParameters ?? []).filter((key) => !named.has(key));
  const timeout = known.timeout ?? base?.timeoutInMillis;
  return {
    type,
    httpMethod,
    uri,
    credentials,
    connectionType,
    connectionId,
    integrationTarget,
    insecureSkipVerification,
    requestParameters: {
      ...filled.requestParameters,
      ...base?.requestParameters,
      ...Object.fromEntries((known.requestParameter ?? []).map(({ key, value }) => [key, value])),
    },
    requestTemplates: requestTemplates(known, found, base),
    passthroughBehavior:
      passthrough === "NEVER" || passthrough === "WHEN_NO_TEMPLATES" ? passthrough : undefined,
    cacheNamespace: known.cacheNamespace ?? base?.cacheNamespace,
    cacheKeyParameters: [...new Set([...keptKeys, ...cached])],
    contentHandling: handling === "PASSTHROUGH" ? undefined : handling,
    timeoutInMillis: timeout === DEFAULT_TIMEOUT_MS ? undefined : timeout,
    responseTransferMode: stream ? "STREAM" : undefined,
  };
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
    (known.requestTemplate ?? []).map((one) => [one.contentType, textOf(one, found)]),
  );
  if (base || known.integration !== "mock" || Object.keys(given).length > 0)
    return { ...base?.requestTemplates, ...given };
  // A mock without it has no status to answer with: what the console writes.
  return { "application/json": '{"statusCode": 200}' };
}
