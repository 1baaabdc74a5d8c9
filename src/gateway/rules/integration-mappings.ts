import {
  declaredKey,
  invalidExpression,
  invalidParameter,
  isMappingFault,
  type Mapping,
  mappingMessage,
  parseMapping,
} from "./mapping.ts";
import { badRequest, type Refusal } from "./refusal.ts";

type Roots = ReadonlySet<Mapping["root"]>;

const REQUEST_SOURCES: Roots = new Set(["static", "stageVariables", "context", "method.request"]);
const REQUEST_DESTINATIONS: Roots = new Set(["integration.request"]);
const RESPONSE_SOURCES: Roots = new Set(["static", "stageVariables", "context", "integration.response"]);
const RESPONSE_DESTINATIONS: Roots = new Set(["method.response"]);

/** Why the `requestParameters` of an integration are refused: their grammar, and what the method did not declare. */
export function* requestMappingRule(
  parameters: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, boolean>>,
): Iterable<Refusal> {
  for (const [destination, source] of Object.entries(parameters)) {
    const errors = grammarErrors(destination, REQUEST_DESTINATIONS, source, REQUEST_SOURCES);
    const key = sourceKey(source);
    if (errors.length === 0 && key !== undefined && !Object.hasOwn(declared, key))
      errors.push(invalidParameter(source));
    if (errors.length > 0) yield badRequest(mappingMessage(errors), "requestParameters", destination);
  }
}

/**
 * Why the `responseParameters` of an integration response are refused.
 * `declared` are those of the method response of the same status, undefined where there is no such response.
 */
export function* responseMappingRule(
  parameters: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, boolean>> | undefined,
): Iterable<Refusal> {
  for (const [destination, source] of Object.entries(parameters)) {
    const errors = grammarErrors(destination, RESPONSE_DESTINATIONS, source, RESPONSE_SOURCES);
    if (errors.length === 0 && !declared) errors.push("No method response exists for method.");
    else if (errors.length === 0 && declared && !Object.hasOwn(declared, destination)) {
      errors.push(invalidParameter(destination));
    }
    if (errors.length > 0) yield badRequest(mappingMessage(errors), "responseParameters", destination);
  }
}

/** Why the `responseParameters` of a gateway response are refused. Unverified: that the words are the same. */
export function* gatewayResponseMappingRule(parameters: Readonly<Record<string, string>>): Iterable<Refusal> {
  for (const [destination, source] of Object.entries(parameters)) {
    const errors = [
      // What names a header may have here is not known.
      ...(/^gatewayresponse\.header\../.test(destination) ? [] : [destination]),
      ...(fits(source, REQUEST_SOURCES) ? [] : [source]),
    ].map(invalidExpression);
    if (errors.length > 0) yield badRequest(mappingMessage(errors), "responseParameters", destination);
  }
}

/** Why the `responseParameters` that a method response declares are refused. */
export function* responseDeclarationRule(parameters: Readonly<Record<string, boolean>>): Iterable<Refusal> {
  for (const key of Object.keys(parameters)) {
    if (!fits(key, RESPONSE_DESTINATIONS)) {
      yield badRequest(mappingMessage([invalidExpression(key)]), "responseParameters", key);
    }
  }
}

function grammarErrors(destination: string, destinations: Roots, source: string, sources: Roots): string[] {
  return [fits(destination, destinations) ? [] : [destination], fits(source, sources) ? [] : [source]]
    .flat()
    .map(invalidExpression);
}

function fits(expression: string, roots: Roots): boolean {
  const parsed = parseMapping(expression);
  return !isMappingFault(parsed) && roots.has(parsed.root);
}

function sourceKey(source: string): string | undefined {
  const parsed = parseMapping(source);
  if (isMappingFault(parsed) || parsed.root !== "method.request") return undefined;
  return declaredKey(parsed);
}
