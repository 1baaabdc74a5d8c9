import { isMappingFault, type Mapping, parseMapping } from "../../gateway/rules/mapping.ts";
import { jsonPath } from "../../template/json-path/find.ts";
import { renderTemplate } from "../../template/render.ts";
import { readJson } from "../../template/values/json.ts";
import { print, toJson } from "../../template/values/print.ts";
import { templateVariables } from "../../template/variables.ts";
import { own } from "../state/lookup.ts";
import { type Content, isBinary, requestContent } from "./content.ts";
import { contextValue } from "./context-value.ts";
import { sentHeaders } from "./header-rules.ts";
import {
  configurationFault,
  GatewayFault,
  headerValue,
  headerValues,
  type Invocation,
  type Multi,
} from "./invocation.ts";

/** What an integration is sent besides its body: mapped parameters, then what a template overrode. */
export interface MappedRequest {
  readonly path: Record<string, string>;
  readonly query: Multi;
  readonly headers: Multi;
}

/** The part of a JSON body that a mapping names: all of it, or what its path finds. */
export function bodyValue(body: string, path: string, broken: () => Error): string | undefined {
  if (path === "") return body;
  let read: unknown;
  try {
    read = readJson(body);
  } catch {
    throw broken();
  }
  try {
    const found = jsonPath(read, path);
    if (found === undefined || found === null) return undefined;
    return typeof found === "string" ? found : toJson(found);
  } catch {
    return undefined;
  }
}

/** By the code of another implementation, which says that it was checked. */
const brokenRequest = () =>
  new GatewayFault("BAD_REQUEST_BODY", "BadRequestException", "Invalid JSON in request body");

function sourceValues(mapping: Mapping, invocation: Invocation): string[] | undefined {
  const { request } = invocation;
  if (mapping.root === "static") return [mapping.value];
  if (mapping.root === "stageVariables") return wrap(own(invocation.stageVariables, mapping.name));
  if (mapping.root === "context") {
    const value = contextValue(invocation.context, mapping.name);
    return value === undefined || value === null ? undefined : [print(value)];
  }
  const { location, name } = mapping;
  if (location === "body")
    return wrap(bodyValue(Buffer.from(request.body).toString("utf8"), name, brokenRequest));
  if (location === "path") return wrap(own(request.path, name));
  const all = location.endsWith("header") ? headerValues(request.headers, name) : own(request.query, name);
  return location.startsWith("multivalue") ? all : all?.slice(-1);
}

const wrap = (value: string | undefined) => (value === undefined ? undefined : [value]);

/** The integration's `requestParameters` applied to this request. */
function mapRequest(invocation: Invocation): MappedRequest {
  const mapped: MappedRequest = { path: {}, query: {}, headers: {} };
  const parameters = invocation.method.methodIntegration?.requestParameters ?? {};
  for (const [destination, source] of Object.entries(parameters)) {
    const to = parseMapping(destination);
    const from = parseMapping(source);
    if (isMappingFault(to) || isMappingFault(from) || !("location" in to)) continue;
    const values = sourceValues(from, invocation);
    if (!values) continue;
    if (to.location === "path") mapped.path[to.name] = values.at(-1) ?? "";
    else if (to.location === "querystring") mapped.query[to.name] = values;
    else mapped.headers[to.name] = values;
  }
  return mapped;
}

/** All that an integration is sent: its mapped parameters and its body, with what a template overrode of them. */
export function integrationRequest(invocation: Invocation): MappedRequest & { readonly body: Content } {
  const mapped = mapRequest(invocation);
  const body = requestBody(invocation);
  applyRequestOverrides(mapped, invocation.context);
  return { path: mapped.path, query: mapped.query, headers: sentHeaders(invocation, mapped.headers), body };
}

/** What `$context.requestOverride` was set to wins over what was mapped. */
function applyRequestOverrides(mapped: MappedRequest, context: Readonly<Record<string, unknown>>): void {
  const overrides = (name: string) =>
    Object.entries((contextValue(context, `requestOverride.${name}`) ?? {}) as object);
  for (const [name, value] of overrides("header")) mapped.headers[name] = [print(value)];
  for (const [name, value] of overrides("querystring")) mapped.query[name] = [print(value)];
  for (const [name, value] of overrides("path")) mapped.path[name] = print(value);
}

const mediaType = (contentType: string | undefined) =>
  contentType?.split(";")[0]?.trim() || "application/json";

/** The template for a content type, exactly or by `$default`. */
function templateFor(
  templates: Readonly<Record<string, string | null>> | undefined,
  contentType: string | undefined,
): string | null | undefined {
  return own(templates ?? {}, mediaType(contentType)) ?? own(templates ?? {}, "$default");
}

/** The body for the integration: from its template, or passed through where the passthrough behaviour lets it. */
function requestBody(invocation: Invocation): Content {
  const { request, method } = invocation;
  const integration = method.methodIntegration!;
  const contentType = headerValues(request.headers, "content-type")?.at(-1);
  const template = templateFor(integration.requestTemplates, contentType);
  if (template !== undefined) {
    // An empty template passes the body on, as no template does: unverified.
    const content = contentOf(invocation);
    if (!template) return content;
    // Recorded: a template that would have to read bytes ends the call.
    if (content.kind === "binary") throw configurationFault(invocation, "Unable to transform request");
    return {
      kind: "text",
      text: renderTemplate(template, templateVariables(invocation, content.text), invocation.log),
    };
  }
  const none = Object.keys(integration.requestTemplates ?? {}).length === 0;
  const behavior = integration.passthroughBehavior;
  if (behavior === "NEVER" || (behavior === "WHEN_NO_TEMPLATES" && !none)) {
    throw new GatewayFault("UNSUPPORTED_MEDIA_TYPE", "BadRequestException", "Unsupported Media Type");
  }
  return contentOf(invocation);
}

/** What a proxy is sent: no template runs, and the body is the caller's. */
export function proxyRequest(invocation: Invocation): MappedRequest & { readonly body: Content } {
  const { path, query, headers } = mapRequest(invocation);
  return { path, query, headers: sentHeaders(invocation, headers), body: contentOf(invocation) };
}

/** The caller's payload, as the API's binary types and the integration's content handling make it. */
function contentOf(invocation: Invocation): Content {
  const { request, snapshot, method } = invocation;
  const listed = isBinary(snapshot.binaryMediaTypes, headerValue(request.headers, "content-type"));
  return requestContent(invocation, request.body, listed, method.methodIntegration?.contentHandling);
}

/** `${stageVariables.x}` replaced; a variable that is not there is nothing. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
    (_all, name: string) => own(variables, name) ?? "",
  );
}
