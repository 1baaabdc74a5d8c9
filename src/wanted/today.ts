import type { IntegrationRequest, MethodDocument, RequestValidator } from "../gateway/document/method.ts";
import { DEFAULT_TIMEOUT_MS } from "../gateway/document/method.ts";
import type { Key } from "../gateway/document/things.ts";
import { callerCredentialsArn } from "../gateway/names/arn.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionArnOf, parseFunctionName, parseServiceUri, serviceUri } from "../gateway/names/uri.ts";
import type { Known, MethodSettings, Parameter } from "../settings/known.ts";
import { BACKEND_SETTINGS } from "./backend.ts";
import { OPTIONAL } from "./responses.ts";

type Today = Partial<MethodSettings>;

/** The settings that a method has by now: what would be given to make it as it is. */
export function todayOf(
  method: MethodDocument,
  region: string,
  validators: ReadonlyMap<Key<"validator">, RequestValidator>,
): Today {
  return {
    ...requestOf(method, validators),
    ...(method.integration ? integrationOf(method.integration, region) : {}),
    ...responsesOf(method),
  };
}

function requestOf(
  { request, integration }: MethodDocument,
  validators: ReadonlyMap<Key<"validator">, RequestValidator>,
): Today {
  const cached = new Set(integration?.cacheKeyParameters);
  const parameters = (where: string): readonly Parameter[] =>
    Object.entries(request.requestParameters)
      .filter(([key]) => key.startsWith(`method.request.${where}.`))
      .map(([key, required]) => ({
        name: key.slice(`method.request.${where}.`.length),
        required,
        cached: cached.has(key),
      }));
  return {
    authorization: request.authorizationType as MethodSettings["authorization"],
    ...(request.authorizerId === undefined ? {} : { authorizer: request.authorizerId }),
    ...(request.authorizationScopes.length === 0 ? {} : { scope: request.authorizationScopes }),
    ...validatorOf(request.requestValidator, validators),
    apiKeyRequired: request.apiKeyRequired,
    ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
    ...some("queryParam", parameters("querystring")),
    ...some("header", parameters("header")),
    ...some("pathParam", parameters("path")),
    ...some(
      "requestModel",
      Object.entries(request.requestModels).map(([key, value]) => ({ key, value })),
    ),
  };
}

const some = <K extends keyof MethodSettings, T>(key: K, list: readonly T[]): { [k in K]?: readonly T[] } =>
  list.length === 0 ? {} : ({ [key]: list } as { [k in K]: readonly T[] });

/** By what it checks; one that checks nothing is no validator to the console. */
function validatorOf(
  key: Key<"validator"> | undefined,
  validators: ReadonlyMap<Key<"validator">, RequestValidator>,
): Today {
  if (key === undefined) return { requestValidator: "none" };
  const found = validators.get(key);
  if (!found) return {};
  if (!found.validateRequestBody && !found.validateRequestParameters) return { requestValidator: found.name };
  if (!found.validateRequestParameters) return { requestValidator: "body" };
  return { requestValidator: found.validateRequestBody ? "all" : "parameters" };
}

function integrationOf(integration: IntegrationRequest, region: string): Today {
  const { requestParameters, requestTemplates } = integration;
  return {
    ...backendOf(integration, region),
    responseTransferMode: integration.responseTransferMode ?? "BUFFERED",
    contentHandling: integration.contentHandling ?? "PASSTHROUGH",
    passthrough: integration.passthroughBehavior ?? "WHEN_NO_MATCH",
    ...(integration.type === "MOCK" ? {} : { timeout: integration.timeoutInMillis ?? DEFAULT_TIMEOUT_MS }),
    ...(integration.cacheNamespace === undefined ? {} : { cacheNamespace: integration.cacheNamespace }),
    ...some(
      "requestParameter",
      Object.entries(requestParameters).map(([key, value]) => ({ key, value })),
    ),
    ...some(
      "requestTemplate",
      Object.entries(requestTemplates).map(([contentType, text]) => ({ contentType, source: { text } })),
    ),
  };
}

/** The settings that say whom it calls, of its own type; without those, a type that no flag makes. */
export function backendOf(integration: IntegrationRequest, region: string): Today {
  const { type, uri = "", credentials, httpMethod } = integration;
  const verb = httpMethod as MethodSettings["integrationMethod"] | undefined;
  const who: Today =
    credentials === undefined
      ? {}
      : credentials === callerCredentialsArn(partitionOf(region) ?? "aws")
        ? { callerCredentials: true }
        : { role: credentials };
  if (type === "MOCK") return { integration: "mock" };
  if (type === "HTTP" || type === "HTTP_PROXY") {
    const { connectionType, connectionId, integrationTarget, insecureSkipVerification } = integration;
    const link: Today = {
      ...(connectionId === undefined ? {} : { vpcLink: connectionId }),
      ...(integrationTarget === undefined ? {} : { integrationTarget }),
      ...(insecureSkipVerification ? { insecureSkipVerification } : {}),
    };
    const vpc = connectionType === "VPC_LINK";
    return {
      integration: vpc ? "vpc-link" : "http",
      proxy: type === "HTTP_PROXY",
      endpoint: uri,
      ...(verb ? { integrationMethod: verb } : {}),
      ...(vpc ? link : {}),
    };
  }
  const fn = functionArnOf(uri);
  const parsed = fn === undefined ? undefined : parseFunctionName(fn);
  if (parsed && !("fault" in parsed))
    return { integration: "lambda", proxy: type === "AWS_PROXY", function: parsed, ...who };
  const service: Today = {
    integration: "aws",
    ...(type === "AWS_PROXY" ? { proxy: true } : {}),
    ...(verb ? { integrationMethod: verb } : {}),
    ...who,
  };
  const called = parseServiceUri(uri);
  // Only what the parts put together again give to the letter is said by parts.
  if (!called || serviceUri({ ...called, partition: partitionOf(called.region) ?? "aws" }) !== uri)
    return { ...service, uri };
  return {
    ...service,
    service: called.service,
    ...(called.region === region ? {} : { serviceRegion: called.region }),
    ...(called.subdomain === undefined ? {} : { subdomain: called.subdomain }),
    ...(called.action === undefined
      ? { actionType: "path", pathOverride: called.path ?? "" }
      : { actionType: "action", action: called.action }),
  };
}

function responsesOf({ integration, responses, integrationResponses }: MethodDocument): Today {
  const proxy = integration?.type === "AWS_PROXY" || integration?.type === "HTTP_PROXY";
  // A response that nothing of the backend becomes cannot be said; it stays.
  const said = Object.keys(responses).filter((status) => proxy || integrationResponses[status] !== undefined);
  return {
    ...some(
      "response",
      said.map((status) => ({ status, of: integrationResponses[status]?.selectionPattern })),
    ),
    ...some(
      "responseHeader",
      Object.entries(responses).flatMap(([status, { responseParameters }]) =>
        Object.keys(responseParameters).map((key) => {
          const mapped = integrationResponses[status]?.responseParameters[key];
          const expression = mapped ?? (responseParameters[key] ? undefined : OPTIONAL);
          const name = key.slice("method.response.header.".length);
          return { status, of: { name, ...(expression === undefined ? {} : { expression }) } };
        }),
      ),
    ),
    ...some(
      "responseTemplate",
      Object.entries(integrationResponses).flatMap(([status, { responseTemplates }]) =>
        Object.entries(responseTemplates).map(([contentType, text]) => ({
          status,
          of: { contentType, source: { text } },
        })),
      ),
    ),
    ...some(
      "responseContentHandling",
      Object.entries(integrationResponses).flatMap(([status, { contentHandling: of }]) =>
        of === undefined ? [] : [{ status, of }],
      ),
    ),
    ...some(
      "responseModel",
      Object.entries(responses).flatMap(([status, { responseModels }]) =>
        Object.entries(responseModels).map(([key, value]) => ({ status, of: { key, value } })),
      ),
    ),
  };
}

/** What is given, over what holds by now; of what excludes each other the given one holds, and so of another type. */
export function withToday<G extends Known>(given: G, today: Known): G {
  const says = (...keys: readonly (keyof Known)[]) => keys.some((key) => given[key] !== undefined);
  const rest: Record<string, unknown> = { ...today };
  const drop = (...keys: readonly (keyof Known)[]) => {
    for (const key of keys) delete rest[key];
  };
  if (given.integration !== undefined && given.integration !== today.integration) drop(...BACKEND_SETTINGS);
  const called = ["actionType", "action", "pathOverride"] as const;
  if (says(...called)) drop(...called);
  const parts = ["service", "serviceRegion", "subdomain", ...called] as const;
  if (says("uri")) drop(...parts);
  else if (says(...parts)) drop("uri");
  if (says("role", "callerCredentials", "createRole")) drop("role", "callerCredentials");
  if (says("authorization")) drop("authorizer", "scope");
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)),
  } as G;
}
