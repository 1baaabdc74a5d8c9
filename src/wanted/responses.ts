import type { IntegrationResponse, MethodDocument, MethodResponse } from "../gateway/document/method.ts";
import { isProxy } from "../settings/conditions.ts";
import type { Known } from "../settings/known.ts";
import { type Found, textOf } from "./found.ts";

/** In place of where a header comes from: it is declared as one that may be missing. */
export const OPTIONAL = "false";

/** The responses that the settings ask for. `kept` is the existing method where its integration stays of its kind. */
export function wantedResponses(known: Known, found: Found, base?: MethodDocument, kept?: MethodDocument) {
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
    responses[status] ??= { responseParameters: {}, responseModels: status === "200" && !base ? empty : {} };
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
    // One that is declared already stays as required as it is.
    const required = of.expression !== OPTIONAL && (before.responseParameters[name] ?? true);
    responses[status] = {
      ...before,
      responseParameters: { ...before.responseParameters, [name]: required },
    };
    const integration = integrationResponses[status];
    if (of.expression !== undefined && of.expression !== OPTIONAL && integration)
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
        responseTemplates: { ...integration.responseTemplates, [of.contentType]: textOf(of, found) },
      };
  }
  for (const { status, of } of known.responseContentHandling ?? []) {
    const integration = integrationResponses[status];
    if (integration)
      integrationResponses[status] = {
        ...integration,
        contentHandling: of === "PASSTHROUGH" ? undefined : of,
      };
  }
  return { responses, integrationResponses };
}
