import type { MethodDocument } from "../gateway/document/method.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { functionArnOf, parseServiceUri, type ServiceUri, serviceUri } from "../gateway/names/uri.ts";
import type { Unset } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import type { UnsetName } from "../settings/update-method.ts";

/** The method without what is to be unset; a problem where there is no such entry, or it cannot be without. */
export function withoutSettings(
  method: MethodDocument,
  unset: readonly Unset[],
  region: string,
): { readonly method: MethodDocument; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let now = method;
  for (const one of unset) {
    const found = without(now, one, region);
    if ("fault" in found) problems.push(problem("unset", found.fault, found.remedy));
    else now = found;
  }
  return { method: now, problems };
}

type Fault = { readonly fault: string; readonly remedy: string };

function without(method: MethodDocument, { setting, entry }: Unset, region: string): MethodDocument | Fault {
  const { request, integration } = method;
  const ofRequest = (change: Partial<MethodDocument["request"]>): MethodDocument => ({
    ...method,
    request: { ...request, ...change },
  });
  const ofIntegration = (
    change: Partial<NonNullable<MethodDocument["integration"]>>,
  ): MethodDocument | Fault =>
    integration
      ? { ...method, integration: { ...integration, ...change } }
      : { fault: `${setting} is of an integration, and the method has none`, remedy: "leave it out" };
  switch (setting as UnsetName) {
    case "authorization":
      return ofRequest({ authorizationType: "NONE", authorizerId: undefined, authorizationScopes: [] });
    case "scope": {
      const { authorizationScopes: scopes } = request;
      if (entry === undefined) return ofRequest({ authorizationScopes: [] });
      if (!scopes.includes(entry)) return noEntry(setting, entry, scopes);
      return ofRequest({ authorizationScopes: scopes.filter((one) => one !== entry) });
    }
    case "request-validator":
      return ofRequest({ requestValidator: undefined });
    case "api-key-required":
      return ofRequest({ apiKeyRequired: false });
    case "operation-name":
      return ofRequest({ operationName: undefined });
    case "query-param":
      return withoutParameters(method, setting, "method.request.querystring.", entry);
    case "header":
      return withoutParameters(method, setting, "method.request.header.", entry);
    case "path-param":
      return withoutParameters(method, setting, "method.request.path.", entry);
    case "request-model": {
      const requestModels = entryGone(request.requestModels, setting, entry);
      return "fault" in requestModels ? (requestModels as Fault) : ofRequest({ requestModels });
    }
    case "request-parameter": {
      const requestParameters = entryGone(integration?.requestParameters ?? {}, setting, entry);
      return "fault" in requestParameters
        ? (requestParameters as Fault)
        : ofIntegration({ requestParameters });
    }
    case "request-template": {
      const requestTemplates = entryGone(integration?.requestTemplates ?? {}, setting, entry);
      return "fault" in requestTemplates ? (requestTemplates as Fault) : ofIntegration({ requestTemplates });
    }
    case "passthrough":
      return ofIntegration({ passthroughBehavior: undefined });
    case "cache-namespace":
      return ofIntegration({ cacheNamespace: undefined });
    case "content-handling":
      return ofIntegration({ contentHandling: undefined });
    case "timeout":
      return ofIntegration({ timeoutInMillis: undefined });
    case "response-transfer-mode":
      return ofIntegration({
        responseTransferMode: undefined,
        ...(integration?.uri === undefined ? {} : { uri: buffered(integration.uri) }),
      });
    case "service-region":
      return ofIntegration({
        uri: calledBy(integration?.uri, { region, partition: partitionOf(region) ?? "aws" }),
      });
    case "subdomain":
      return ofIntegration({ uri: calledBy(integration?.uri, { subdomain: undefined }) });
    case "integration-target":
      return ofIntegration({ integrationTarget: undefined });
    case "role":
    case "caller-credentials":
      if (integration?.uri === undefined || !/:lambda:path\//.test(integration.uri))
        return {
          fault: "an AWS service integration cannot be without credentials",
          remedy: "give another --role, or --caller-credentials",
        };
      return ofIntegration({ credentials: undefined });
    case "insecure-skip-verification":
      return ofIntegration({ insecureSkipVerification: undefined });
    case "response": {
      const status = entry ?? "";
      // Half a response, as others may have left it, goes too.
      const there = [
        ...new Set([...Object.keys(method.responses), ...Object.keys(method.integrationResponses)]),
      ];
      if (!there.includes(status)) return noEntry(setting, status, there.sort());
      const { [status]: _, ...responses } = method.responses;
      const { [status]: __, ...integrationResponses } = method.integrationResponses;
      return { ...method, responses, integrationResponses };
    }
    case "response-content-handling": {
      const response = method.integrationResponses[entry ?? ""];
      if (!response) return noEntry(setting, entry ?? "", Object.keys(method.integrationResponses));
      const integrationResponses = {
        ...method.integrationResponses,
        [entry ?? ""]: { ...response, contentHandling: undefined },
      };
      return { ...method, integrationResponses };
    }
    default:
      return withoutOfStatus(method, setting as UnsetName, entry ?? "");
  }
}

/** The address of an AWS service with parts of it changed; any other is as it was. */
function calledBy(uri: string | undefined, change: Partial<ServiceUri>): string | undefined {
  const called = functionArnOf(uri ?? "") === undefined ? parseServiceUri(uri ?? "") : undefined;
  return called ? serviceUri({ ...called, ...change }) : uri;
}

/** What a stream is invoked by, by the address of a buffered answer. */
const buffered = (uri: string): string =>
  uri
    .replace(":lambda:path/2021-11-15/", ":lambda:path/2015-03-31/")
    .replace(/\/response-streaming-invocations$/, "/invocations");

const noEntry = (setting: string, entry: string, there: readonly string[]): Fault => ({
  fault: `the method has no ${setting} ${entry}`,
  remedy: there.length === 0 ? "it has none" : `it has ${there.join(", ")}`,
});

function entryGone<V>(
  map: Readonly<Record<string, V>>,
  setting: string,
  entry: string | undefined,
): Record<string, V> | Fault {
  if (entry === undefined) return {};
  if (!Object.hasOwn(map, entry)) return noEntry(setting, entry, Object.keys(map));
  const { [entry]: _, ...rest } = map;
  return rest;
}

/** A parameter goes with its place in the cache key, and with what maps it. */
function withoutParameters(
  method: MethodDocument,
  setting: string,
  prefix: string,
  entry: string | undefined,
): MethodDocument | Fault {
  const { request, integration } = method;
  const gone = Object.keys(request.requestParameters).filter((key) =>
    entry === undefined ? key.startsWith(prefix) : key === prefix + entry,
  );
  if (entry !== undefined && gone.length === 0) {
    const there = Object.keys(request.requestParameters).filter((key) => key.startsWith(prefix));
    return noEntry(
      setting,
      entry,
      there.map((key) => key.slice(prefix.length)),
    );
  }
  const kept = <V>(map: Readonly<Record<string, V>>, goes: (key: string, value: V) => boolean) =>
    Object.fromEntries(Object.entries(map).filter(([key, value]) => !goes(key, value)));
  return {
    ...method,
    request: { ...request, requestParameters: kept(request.requestParameters, (key) => gone.includes(key)) },
    integration: integration && {
      ...integration,
      cacheKeyParameters: integration.cacheKeyParameters.filter((key) => !gone.includes(key)),
      requestParameters: kept(integration.requestParameters, (_, value) => gone.includes(value)),
    },
  };
}

/** `STATUS:Name`, `STATUS:type`. */
function withoutOfStatus(method: MethodDocument, setting: UnsetName, entry: string): MethodDocument | Fault {
  const at = entry.indexOf(":");
  const [status, name] = [entry.slice(0, at), entry.slice(at + 1)];
  const response = method.responses[status];
  const integration = method.integrationResponses[status];
  if (at < 0 || !response)
    return noEntry(
      setting,
      entry,
      Object.keys(method.responses).map((one) => `${one}:…`),
    );
  const responses = (change: Partial<typeof response>) => ({
    ...method.responses,
    [status]: { ...response, ...change },
  });
  if (setting === "response-model") {
    const responseModels = entryGone(response.responseModels, setting, name);
    return "fault" in responseModels
      ? (responseModels as Fault)
      : { ...method, responses: responses({ responseModels }) };
  }
  if (setting === "response-template") {
    const responseTemplates = entryGone(integration?.responseTemplates ?? {}, setting, name);
    if ("fault" in responseTemplates || !integration) return responseTemplates as Fault;
    return {
      ...method,
      integrationResponses: {
        ...method.integrationResponses,
        [status]: { ...integration, responseTemplates },
      },
    };
  }
  const key = `method.response.header.${name}`;
  const responseParameters = entryGone(response.responseParameters, setting, key);
  if ("fault" in responseParameters) return responseParameters as unknown as Fault;
  if (!integration) return { ...method, responses: responses({ responseParameters }) };
  const { [key]: _, ...mapped } = integration.responseParameters;
  return {
    ...method,
    responses: responses({ responseParameters }),
    integrationResponses: {
      ...method.integrationResponses,
      [status]: { ...integration, responseParameters: mapped },
    },
  };
}
