import type { MethodDocument } from "../gateway/document/method.ts";
import { parseServiceUri } from "../gateway/names/uri.ts";
import type { UnsetName } from "./update-method.ts";

/** What can be unset of a method as it is: `operation-name`, `header:X-Id`, in the order of the console's pages. */
export function whatIsSet(method: MethodDocument, region: string): readonly string[] {
  const { request, integration, responses, integrationResponses } = method;
  const one = (name: UnsetName, set: unknown) => (set ? [name] : []);
  const each = (name: UnsetName, entries: readonly string[]) => entries.map((entry) => `${name}:${entry}`);
  const parameters = (name: UnsetName, where: string) => {
    const front = `method.request.${where}.`;
    const keys = Object.keys(request.requestParameters).filter((key) => key.startsWith(front));
    return each(
      name,
      keys.map((key) => key.slice(front.length)),
    );
  };
  const ofStatus = (name: UnsetName, from: object, entries: (of: never) => readonly string[]) =>
    Object.entries(from).flatMap(([status, of]) =>
      each(
        name,
        entries(of as never).map((entry) => `${status}:${entry}`),
      ),
    );
  const caller = integration?.credentials?.includes("*:user") === true;
  const service = parseServiceUri(integration?.uri ?? "");
  const invokes = integration?.uri?.includes(":lambda:path/") === true;
  return [
    ...one("authorization", request.authorizationType !== "NONE"),
    ...each("scope", request.authorizationScopes),
    ...one("request-validator", request.requestValidator),
    ...one("api-key-required", request.apiKeyRequired),
    ...one("operation-name", request.operationName),
    ...parameters("query-param", "querystring"),
    ...parameters("header", "header"),
    ...parameters("path-param", "path"),
    ...each("request-model", Object.keys(request.requestModels)),
    ...each("request-parameter", Object.keys(integration?.requestParameters ?? {})),
    ...each("request-template", Object.keys(integration?.requestTemplates ?? {})),
    ...one("passthrough", integration?.passthroughBehavior),
    ...one("cache-namespace", integration?.cacheNamespace),
    ...one("content-handling", integration?.contentHandling),
    ...one("timeout", integration?.timeoutInMillis),
    ...one("response-transfer-mode", integration?.responseTransferMode),
    ...one("service-region", service && !invokes && service.region !== region),
    ...one("subdomain", service?.subdomain),
    ...one("integration-target", integration?.integrationTarget),
    ...one("caller-credentials", invokes && caller),
    ...one("role", invokes && !caller && integration?.credentials),
    ...one("insecure-skip-verification", integration?.insecureSkipVerification),
    ...each("response", Object.keys(responses)),
    ...ofStatus("response-header", responses, (of: MethodDocument["responses"][string]) =>
      Object.keys(of.responseParameters).map((key) => key.slice("method.response.header.".length)),
    ),
    ...ofStatus(
      "response-template",
      integrationResponses,
      (of: MethodDocument["integrationResponses"][string]) => Object.keys(of.responseTemplates),
    ),
    ...ofStatus("response-model", responses, (of: MethodDocument["responses"][string]) =>
      Object.keys(of.responseModels),
    ),
    ...each(
      "response-content-handling",
      Object.keys(integrationResponses).filter((status) => integrationResponses[status]?.contentHandling),
    ),
  ];
}
