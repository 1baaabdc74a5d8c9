import type { MethodDocument } from "../gateway/document/method.ts";
import { declaredKey, isMappingFault, parseMapping } from "../gateway/rules/mapping.ts";

export interface Declared {
  readonly method: MethodDocument;
  /** Members of the goal that cannot come back, as words: what they stand on somebody else took away. */
  readonly without: readonly (readonly string[])[];
}

/**
 * A merged method in which every mapping is declared. What somebody else's mapping stands on stays with it; a mapping of
 * the goal's whose declaration somebody else took away stays away too. API Gateway refuses the one or the other, or leaves
 * it out without a word.
 */
export function keepDeclared(merged: MethodDocument, goal: MethodDocument, now: MethodDocument): Declared {
  const requestParameters = withKept(
    merged.request.requestParameters,
    requestKeys(merged).filter((key) => !requestKeys(goal).includes(key)),
    now.request.requestParameters,
  );
  const without: (readonly string[])[] = [];
  const kept = <V>(
    map: Readonly<Record<string, V>>,
    gone: (name: string, value: V) => boolean,
    ...front: string[]
  ) =>
    Object.fromEntries(
      Object.entries(map).filter(([name, value]) => {
        if (!gone(name, value)) return true;
        without.push([...front, name]);
        return false;
      }),
    );
  // What the goal itself did not declare was so before.
  const isLost = (key: string | undefined) =>
    key !== undefined && key in goal.request.requestParameters && !(key in requestParameters);
  const { integration } = merged;
  const responses = responsesOf(merged, goal, now);
  return {
    method: {
      ...merged,
      request: { ...merged.request, requestParameters },
      responses,
      ...(integration && {
        integration: {
          ...integration,
          requestParameters: kept(
            integration.requestParameters,
            (_, from) => isLost(declaredBy(from)),
            "integration",
            "requestParameters",
          ),
          cacheKeyParameters: integration.cacheKeyParameters.filter((key) => !isLost(key)),
        },
      }),
      integrationResponses: Object.fromEntries(
        Object.entries(merged.integrationResponses).map(([status, response]) => [
          status,
          {
            ...response,
            responseParameters: kept(
              response.responseParameters,
              (name) =>
                name in (goal.responses[status]?.responseParameters ?? {}) &&
                !(name in (responses[status]?.responseParameters ?? {})),
              "integrationResponses",
              status,
              "responseParameters",
            ),
          },
        ]),
      ),
    },
    without,
  };
}

const declaredBy = (expression: string): string | undefined => {
  const parsed = parseMapping(expression);
  return isMappingFault(parsed) ? undefined : declaredKey(parsed);
};

/** What a method's mappings and cache keys ask to be declared. */
const requestKeys = ({ integration }: MethodDocument): readonly string[] => [
  ...Object.values(integration?.requestParameters ?? {}).flatMap((from) => declaredBy(from) ?? []),
  ...(integration?.cacheKeyParameters ?? []),
];

function responsesOf(merged: MethodDocument, goal: MethodDocument, now: MethodDocument) {
  const responses: Record<string, MethodDocument["responses"][string]> = { ...merged.responses };
  for (const [status, { responseParameters }] of Object.entries(merged.integrationResponses)) {
    const there = now.responses[status];
    const aim = goal.integrationResponses[status]?.responseParameters ?? {};
    const needed = Object.entries(responseParameters).flatMap(([name, value]) =>
      aim[name] === value ? [] : [name],
    );
    if (!there || needed.length === 0) continue;
    const own = responses[status] ?? there;
    responses[status] = {
      ...own,
      responseParameters: withKept(own.responseParameters, needed, there.responseParameters),
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
