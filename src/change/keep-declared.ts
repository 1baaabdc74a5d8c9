import type { MethodDocument } from "../gateway/document/method.ts";
import { declaredKey, isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";

/**
 * A merged method with all declared that somebody else's mappings in it need: what the goal does not have stays with what
 * it stands on. API Gateway leaves out, or refuses, a mapping from or to what the method does not declare.
 */
export function keepDeclared(
  merged: MethodDocument,
  goal: MethodDocument,
  now: MethodDocument,
): MethodDocument {
  return { ...merged, request: requestOf(merged, goal, now), responses: responsesOf(merged, goal, now) };
}

/** The entries of a map that another one does not have so. */
const others = (map: Readonly<Record<string, string>> = {}, goal: Readonly<Record<string, string>> = {}) =>
  Object.entries(map).filter(([name, value]) => goal[name] !== value);

function requestOf(merged: MethodDocument, goal: MethodDocument, now: MethodDocument) {
  const { integration } = merged;
  const keys = new Set(goal.integration?.cacheKeyParameters);
  const needed = [
    ...others(integration?.requestParameters, goal.integration?.requestParameters).map(([, from]) => from),
    ...(integration?.cacheKeyParameters ?? []).filter((key) => !keys.has(key)),
  ].flatMap((expression) => {
    const parsed = parseMapping(expression);
    return isMappingFault(parsed) ? [] : (declaredKey(parsed) ?? []);
  });
  return {
    ...merged.request,
    requestParameters: withKept(merged.request.requestParameters, needed, now.request.requestParameters),
  };
}

function responsesOf(merged: MethodDocument, goal: MethodDocument, now: MethodDocument) {
  const responses: Record<string, MethodDocument["responses"][string]> = { ...merged.responses };
  for (const [status, { responseParameters }] of Object.entries(merged.integrationResponses)) {
    const there = now.responses[status];
    const needed = others(responseParameters, goal.integrationResponses[status]?.responseParameters);
    if (!there || needed.length === 0) continue;
    const own = responses[status] ?? there;
    const names = needed.map(([name]) => name);
    responses[status] = {
      ...own,
      responseParameters: withKept(own.responseParameters, names, there.responseParameters),
    };
  }
  return responses;
}

const withKept = (
  declared: Readonly<Record<string, boolean>>,
  needed: readonly string[],
  there: Readonly<Record<string, boolean>>,
): Readonly<Record<string, boolean>> => ({
  ...Object.fromEntries(needed.flatMap((name) => (name in there ? [[name, there[name] ?? false]] : []))),
  ...declared,
});
