import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import { renderTemplate, TemplateError } from "../../template/render.ts";
import { print } from "../../template/values/print.ts";
import { templateVariables } from "../../template/variables.ts";
import { own } from "../state/lookup.ts";
import type { IntegrationResponseState } from "../state/types.ts";
import { bytesOf, firstAccepted, isBinary, responseContent } from "./content.ts";
import { contextValue } from "./context-value.ts";
import { answeredHeaders } from "./header-rules.ts";
import {
  configurationFault,
  headerValue,
  headerValues,
  type Invocation,
  type MethodResult,
  type Multi,
} from "./invocation.ts";
import { bodyValue } from "./request-mapping.ts";

/** What came back from behind the integration. */
export interface BackendResponse {
  readonly status: number;
  readonly headers: Multi;
  readonly body: Uint8Array;
}

/**
 * The integration response whose pattern covers the whole of `selector`, else the default one. Of several the one
 * goes first whose own status the selector is: recorded of MOCK; the order of the others is undocumented.
 */
function selectResponse(
  responses: Readonly<Record<string, IntegrationResponseState>> | undefined,
  selector: string,
  log: (line: string) => void,
): IntegrationResponseState | undefined {
  const all = Object.values(responses ?? {});
  const matching = all.filter(
    ({ selectionPattern }) => selectionPattern && fits(selectionPattern, selector, log),
  );
  const exact = matching.find(({ statusCode }) => statusCode === selector);
  return exact ?? matching[0] ?? all.find(({ selectionPattern }) => !selectionPattern);
}

/** Selection patterns are Java's, and must take the whole text. What becomes of a bad one is unverified: no match. */
function fits(pattern: string, text: string, log: (line: string) => void): boolean {
  const read = javaPattern(pattern);
  if ("fault" in read) {
    log(`Selection pattern ${pattern} is no regular expression: ${read.fault}`);
    return false;
  }
  try {
    return read.matches(text);
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    log(`Selection pattern ${pattern} matches nothing: ${error.message}`);
    return false;
  }
}

/**
 * The method's response from the backend's, for all but the proxies.
 * `selector` is what selection patterns look at: the status of a backend, the error message of a function or "".
 */
export function mapResponse(
  invocation: Invocation,
  backend: BackendResponse,
  selector: string,
): MethodResult {
  const { method } = invocation;
  const response = selectResponse(method.methodIntegration?.integrationResponses, selector, invocation.log);
  if (!response) {
    throw configurationFault(
      invocation,
      `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${backend.status}`,
    );
  }
  if (!own(method.methodResponses ?? {}, response.statusCode)) {
    throw configurationFault(
      invocation,
      `Output mapping refers to an invalid method response: ${response.statusCode}`,
    );
  }
  const headers = mappedHeaders(invocation, response, backend);
  const { body, contentType } = responseBody(invocation, response, backend);
  if (headerValue(headers, "content-type") === undefined) headers["Content-Type"] = [contentType];
  const result = overridden(invocation, { status: Number(response.statusCode), headers, body });
  return { ...result, headers: answeredHeaders(method.methodIntegration?.type, result.headers) };
}

function mappedHeaders(
  invocation: Invocation,
  response: IntegrationResponseState,
  backend: BackendResponse,
): Multi {
  const headers: Multi = {};
  for (const [destination, source] of Object.entries(response.responseParameters ?? {})) {
    const to = parseMapping(destination);
    const values = sourceValues(source, invocation, backend);
    if (!isMappingFault(to) && "location" in to && values) headers[to.name] = values;
  }
  return headers;
}

function sourceValues(
  source: string,
  invocation: Invocation,
  backend: BackendResponse,
): string[] | undefined {
  const from = parseMapping(source);
  if (isMappingFault(from)) return undefined;
  if (from.root === "static") return [from.value];
  if (from.root === "stageVariables") return wrap(own(invocation.stageVariables, from.name));
  if (from.root === "context") {
    const value = contextValue(invocation.context, from.name);
    return value === undefined || value === null ? undefined : [print(value)];
  }
  if (from.location === "body") {
    const broken = () => configurationFault(invocation, "Invalid JSON in response body");
    return wrap(bodyValue(Buffer.from(backend.body).toString("utf8"), from.name, broken));
  }
  const all = headerValues(backend.headers, from.name);
  return from.location === "multivalueheader" ? all : all?.slice(-1);
}

const wrap = (value: string | undefined) => (value === undefined ? undefined : [value]);

function responseBody(invocation: Invocation, response: IntegrationResponseState, backend: BackendResponse) {
  const chosen = chosenTemplate(
    response.responseTemplates,
    headerValue(invocation.request.headers, "accept"),
  );
  const types = invocation.snapshot.binaryMediaTypes;
  const listed = {
    payload: isBinary(types, headerValue(backend.headers, "content-type")),
    accept: isBinary(types, firstAccepted(headerValue(invocation.request.headers, "accept"))),
  };
  const content = responseContent(invocation, backend.body, listed, response.contentHandling);
  // What type the backend's answer has is not passed on unless it is mapped.
  if (!chosen) return { contentType: "application/json", body: bytesOf(content) };
  if (content.kind === "binary") throw configurationFault(invocation, "Unable to transform response");
  const [contentType, template] = chosen;
  const text = rendered(invocation, template, content.text);
  return { contentType, body: new Uint8Array(Buffer.from(text)) };
}

function rendered(invocation: Invocation, template: string, body: string): string {
  try {
    return renderTemplate(template, templateVariables(invocation, body), invocation.log);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    invocation.log(`Template fault: ${error.message}`);
    throw configurationFault(invocation, "Unable to transform response");
  }
}

/** The template that the caller accepts, else that for JSON, else the first. An empty one counts as none. */
function chosenTemplate(
  templates: Readonly<Record<string, string | null>> | undefined,
  accept: string | undefined,
): [string, string] | undefined {
  const all = Object.entries(templates ?? {}).filter((entry): entry is [string, string] => !!entry[1]);
  const accepted = (accept ?? "").split(",").map((type) => type.split(";")[0]!.trim());
  return (
    all.find(([type]) => accepted.includes(type)) ??
    all.find(([type]) => type === "application/json") ??
    all[0]
  );
}

/** What `$context.responseOverride` was set to wins over what was mapped. */
function overridden(invocation: Invocation, result: MethodResult): MethodResult {
  const status = contextValue(invocation.context, "responseOverride.status");
  const number = Number(status ?? Number.NaN);
  // One that is no status is ignored: by the code of another implementation.
  if (Number.isInteger(number) && number >= 100 && number <= 599) result.status = number;
  const headers = contextValue(invocation.context, "responseOverride.header") ?? {};
  for (const [name, value] of Object.entries(headers as object)) result.headers[name] = [print(value)];
  return result;
}
