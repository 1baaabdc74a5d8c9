import { callerCredentialsArn } from "../gateway/arn.ts";
import {
  DEFAULT_TIMEOUT_MS,
  type IntegrationRequest,
  type IntegrationResponse,
  type MethodDocument,
  type MethodRequest,
  type MethodResponse,
  type RequestValidator,
} from "../gateway/document.ts";
import type { Partition } from "../gateway/partition.ts";
import { pathParameters } from "../gateway/path.ts";
import { declaredKey, isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";
import { lambdaUri, serviceUri, uriPlaceholders } from "../gateway/uri.ts";
import { actionType, isProxy } from "./conditions.ts";
import type { Known, Template } from "./known.ts";

/** What had to be asked of AWS, or read from files, before the document can be written. */
export interface Found {
  readonly partition: Partition;
  readonly region: string;
  /** The resource's full path. */
  readonly path: string;
  readonly functionArn?: string | undefined;
  readonly functionRegion?: string | undefined;
  readonly authorizer?: { readonly id: string; readonly type: string } | undefined;
  /** The names of the API's models: `Empty` is used where there is one. */
  readonly models: readonly string[];
  /** The texts of the templates, by the template that was given. */
  readonly texts: ReadonlyMap<Template, string>;
}

const VALIDATORS: Readonly<Record<"body" | "parameters" | "all", RequestValidator>> = {
  body: { name: "Validate body", validateRequestBody: true, validateRequestParameters: false },
  parameters: {
    name: "Validate query string parameters and headers",
    validateRequestBody: false,
    validateRequestParameters: true,
  },
  all: {
    name: "Validate body, query string parameters, and headers",
    validateRequestBody: true,
    validateRequestParameters: true,
  },
};

/**
 * The document that the settings ask for. Where `base` is given (an existing method to be updated), what is not
 * said stays as it is there; otherwise it is what the console would write.
 */
export function wantedDocument(known: Known, found: Found, base?: MethodDocument): MethodDocument {
  const kept = base?.integration && sameKind(known, base.integration) ? base : undefined;
  const integration = wantedIntegration(known, found, kept?.integration);
  const request = wantedRequest(known, found, integration, base?.request);
  return { request, integration, ...wantedResponses(known, found, base, kept) };
}

/** Whether an existing integration is of the kind that is asked for, so that the rest of it can be kept. */
function sameKind(known: Known, integration: IntegrationRequest): boolean {
  const vpc = integration.connectionType === "VPC_LINK";
  switch (known.integration) {
    case "mock":
      return integration.type === "MOCK";
    case "aws":
      return integration.type === "AWS";
    case "lambda":
      return integration.type === (isProxy(known) ? "AWS_PROXY" : "AWS");
    default:
      return (
        integration.type === (isProxy(known) ? "HTTP_PROXY" : "HTTP") &&
        vpc === (known.integration === "vpc-link")
      );
  }
}

// --- Method request ---------------------------------------------------------------------------------

function wantedRequest(
  known: Known,
  found: Found,
  integration: IntegrationRequest,
  base?: MethodRequest,
): MethodRequest {
  const authorizationType =
    known.authorization ??
    (found.authorizer === undefined
      ? (base?.authorizationType ?? "NONE")
      : found.authorizer.type === "COGNITO_USER_POOLS"
        ? "COGNITO_USER_POOLS"
        : "CUSTOM");
  const authorized = authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS";
  const validator = known.requestValidator;
  return {
    authorizationType,
    authorizerId: authorized ? (found.authorizer?.id ?? base?.authorizerId) : undefined,
    authorizationScopes:
      authorizationType === "COGNITO_USER_POOLS" ? (known.scope ?? base?.authorizationScopes ?? []) : [],
    apiKeyRequired: known.apiKeyRequired ?? base?.apiKeyRequired ?? false,
    operationName: known.operationName ?? base?.operationName,
    requestValidator:
      validator === undefined
        ? base?.requestValidator
        : validator === "none"
          ? undefined
          : VALIDATORS[validator],
    requestParameters: {
      ...base?.requestParameters,
      ...Object.fromEntries(
        (known.queryParam ?? []).map(({ name, required }) => [
          `method.request.querystring.${name}`,
          required,
        ]),
      ),
      ...Object.fromEntries(
        (known.header ?? []).map(({ name, required }) => [`method.request.header.${name}`, required]),
      ),
      ...Object.fromEntries(
        neededPathParameters(known, found, integration).map((name) => [`method.request.path.${name}`, true]),
      ),
    },
    requestModels: {
      ...base?.requestModels,
      ...Object.fromEntries((known.requestModel ?? []).map(({ key, value }) => [key, value])),
    },
  };
}

/** Path parameters have no row in the console: they are declared where a mapping, the cache or a flag uses them. */
function neededPathParameters(
  known: Known,
  { path }: Found,
  integration: IntegrationRequest,
): readonly string[] {
  const mapped = Object.values(integration.requestParameters).flatMap((expression) => {
    const parsed = parseMapping(expression);
    const key = isMappingFault(parsed) ? undefined : declaredKey(parsed);
    return key?.startsWith("method.request.path.") ? key.slice("method.request.path.".length) : [];
  });
  const used = new Set([...mapped, ...(known.pathParam ?? []).map(({ name }) => name)]);
  return pathParameters(path).filter((name) => used.has(name));
}

// --- Integration request ----------------------------------------------------------------------------

function wantedIntegration(known: Known, found: Found, base?: IntegrationRequest): IntegrationRequest {
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

// --- Responses --------------------------------------------------------------------------------------

function wantedResponses(known: Known, found: Found, base?: MethodDocument, kept?: MethodDocument) {
  const given = known.response ?? [];
  const proxy = isProxy(known);
  const hasDefault = given.some(({ of }) => of === undefined);
  const has200 = given.some(({ status }) => status === "200");
  // The console writes 200 by itself, for non-proxy integrations as the default integration response.
  const own = base ? [] : has200 || (hasDefault && !proxy) ? [] : [{ status: "200", of: undefined }];
  const responses: Record<string, MethodResponse> = { ...base?.responses };
  const integrationResponses: Record<string, IntegrationResponse> = { ...kept?.integrationResponses };
  const empty: Record<string, string> = found.models.includes("Empty") ? { "application/json": "Empty" } : {};
  for (const { status, of: selectionPattern } of [...own, ...given]) {
    responses[status] ??= { responseParameters: {}, responseModels: status === "200" ? empty : {} };
    if (!proxy)
      integrationResponses[status] = {
        responseParameters: {},
        responseTemplates: {},
        ...integrationResponses[status],
        selectionPattern,
      };
  }
  if (
    base &&
    !proxy &&
    !kept &&
    Object.values(integrationResponses).every((one) => one.selectionPattern !== undefined)
  ) {
    // A new kind of integration on an existing method needs its default response again.
    const status = responses["200"] ? "200" : (Object.keys(responses)[0] ?? "200");
    responses[status] ??= { responseParameters: {}, responseModels: empty };
    integrationResponses[status] = { responseParameters: {}, responseTemplates: {} };
  }
  for (const { status, of } of known.responseModel ?? []) {
    const before = responses[status] ?? { responseParameters: {}, responseModels: {} };
    responses[status] = { ...before, responseModels: { ...before.responseModels, [of.key]: of.value } };
  }
  for (const { status, of } of known.responseHeader ?? []) {
    const before = responses[status] ?? { responseParameters: {}, responseModels: {} };
    const name = `method.response.header.${of.name}`;
    responses[status] = { ...before, responseParameters: { ...before.responseParameters, [name]: true } };
    const integration = integrationResponses[status];
    if (of.expression !== undefined && integration)
      integrationResponses[status] = {
        ...integration,
        responseParameters: { ...integration.responseParameters, [name]: of.expression },
      };
  }
  for (const { status, of } of known.responseTemplate ?? []) {
    const integration = integrationResponses[status];
    if (integration)
      integrationResponses[status] = {
        ...integration,
        responseTemplates: { ...integration.responseTemplates, [of.contentType]: found.texts.get(of) ?? "" },
      };
  }
  return { responses, integrationResponses };
}
