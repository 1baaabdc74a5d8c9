import { effectiveGatewayResponse, fallbackOf } from "../state/gateway-response.ts";
import { own } from "../state/lookup.ts";
import type { GatewayResponseState } from "../state/types.ts";
import { contextValue } from "./context-value.ts";
import {
  ERROR_TYPE_HEADER,
  type GatewayFault,
  headerValue,
  type MethodResult,
  type Multi,
} from "./invocation.ts";

/** What a gateway response may speak of; a call that was not even routed has less of it. */
export interface ReplySubject {
  readonly gatewayResponses: Readonly<Record<string, GatewayResponseState>>;
  readonly context: Record<string, unknown>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Multi;
  readonly headers: Multi;
}

/** The API's own answer to a call that did not get through, as its gateway responses shape it. */
export function gatewayReply(fault: GatewayFault, subject: ReplySubject): MethodResult {
  const response = effectiveGatewayResponse(subject.gatewayResponses, fault.type);
  subject.context.error = {
    message: fault.told,
    messageString: JSON.stringify(fault.told),
    responseType: fault.type,
    ...(fault.validationError === undefined ? {} : { validationErrorString: fault.validationError }),
  };
  // A status that somebody configured wins; without one the case has its own.
  const configured =
    own(subject.gatewayResponses, fault.type)?.statusCode ??
    own(subject.gatewayResponses, fallbackOf(fault.type) ?? "")?.statusCode;
  const status = Number(configured ?? fault.status ?? response.statusCode ?? 500);
  const headers: Multi = { [ERROR_TYPE_HEADER]: [fault.errorType] };
  for (const [name, source] of Object.entries(response.responseParameters)) {
    const value = sourceValue(source, subject);
    if (value !== undefined) headers[name.replace("gatewayresponse.header.", "")] = [value];
  }
  const accept = headerValue(subject.headers, "accept") ?? "";
  const templates = Object.entries(response.responseTemplates);
  const [contentType, template] = templates.find(([type]) => accept.includes(type)) ??
    templates[0] ?? ["application/json", ""];
  headers["Content-Type"] = [contentType];
  const text = filled(spaced(template, fault, response.defaultResponse), subject);
  return { status, headers, body: new Uint8Array(Buffer.from(text)) };
}

/**
 * Recorded: what fails behind the method is answered with a blank after the colon, what is refused without one.
 * A denial by a policy spells the member with a capital, by public reports.
 */
function spaced(template: string, fault: GatewayFault, builtIn: boolean): string {
  if (builtIn && fault.integration) return template.replace(/^\{"message":\$/, '{"message": $');
  return builtIn && fault.type === "ACCESS_DENIED"
    ? template.replace(/^\{"message"/, '{"Message"')
    : template;
}

function sourceValue(source: string, subject: ReplySubject): string | undefined {
  if (source.startsWith("'")) return source.slice(1, -1);
  const [root, location, ...rest] = source.split(".");
  if (root === "context") return text(contextValue(subject.context, source.slice("context.".length)));
  if (root === "stageVariables") return own(subject.stageVariables, source.slice("stageVariables.".length));
  const name = rest.slice(1).join(".");
  if (`${root}.${location}` !== "method.request") return undefined;
  if (rest[0] === "path") return own(subject.path, name);
  if (rest[0] === "querystring") return own(subject.query, name)?.at(-1);
  return headerValue(subject.headers, name);
}

const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));

/** Gateway responses know variables only, no Velocity. */
function filled(template: string, subject: ReplySubject): string {
  return template.replace(
    /\$(context|stageVariables)\.([A-Za-z0-9_.]*[A-Za-z0-9_])/g,
    (_all, root: string, name: string) =>
      root === "context"
        ? (text(contextValue(subject.context, name)) ?? "")
        : (own(subject.stageVariables, name) ?? ""),
  );
}
