import type { IntegrationRequest } from "../document/method.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found, unchecked } from "./finding.ts";

/** A stage's variables, by name. */
export type Variables = Readonly<Record<string, string>>;

/** Whether what an integration calls, or sends, is another thing in each stage. */
export const hangsOnStage = (integration: IntegrationRequest): boolean =>
  JSON.stringify(integration).includes("stageVariables");

/**
 * An integration as a stage runs it: its address, role, link and mappings with that stage's values. What the stage does not
 * have stays as it is; templates read the variables themselves.
 */
export function inStage(integration: IntegrationRequest, variables: Variables): IntegrationRequest {
  const value = (name: string, whole: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? "") : whole;
  const filled = (text: string) =>
    text.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (whole, name: string) => value(name, whole));
  const mapped = (expression: string) => {
    const [, name] = /^stageVariables\.([A-Za-z0-9_]+)$/.exec(expression) ?? [];
    return name !== undefined && Object.hasOwn(variables, name) ? `'${variables[name]}'` : expression;
  };
  const { uri, credentials, connectionId, integrationTarget, requestParameters } = integration;
  return {
    ...integration,
    ...(uri === undefined ? {} : { uri: filled(uri) }),
    ...(credentials === undefined ? {} : { credentials: filled(credentials) }),
    ...(connectionId === undefined ? {} : { connectionId: filled(connectionId) }),
    ...(integrationTarget === undefined ? {} : { integrationTarget: filled(integrationTarget) }),
    requestParameters: Object.fromEntries(
      Object.entries(requestParameters).map(([to, from]) => [to, mapped(from)]),
    ),
  };
}

/** What was found in each stage: once where it is so in all of them, and else with the stage's name. */
export function* inStages(found: ReadonlyMap<string, readonly Finding[]>): Iterable<Finding> {
  const said = new Set<string>();
  for (const [stage, findings] of found)
    for (const one of findings) {
      const everywhere = [...found.values()].every((all) =>
        all.some(({ message, rule }) => message === one.message && rule === one.rule),
      );
      const message = everywhere ? one.message : `in the stage ${stage}, ${one.message}`;
      if (said.has(`${one.rule} ${message}`)) continue;
      said.add(`${one.rule} ${message}`);
      yield { ...one, message };
    }
}

/** The variables that an integration reads, by where: in an address, where a call cannot do without, or in what is sent. */
function variablesOf(integration: IntegrationRequest): {
  readonly address: readonly string[];
  readonly sent: readonly string[];
} {
  const { uri = "", connectionId = "", credentials = "", requestParameters, requestTemplates } = integration;
  const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);
  const address = namesIn(`${uri} ${connectionId} ${credentials}`, /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g);
  const mapped = Object.values(requestParameters).flatMap((from) =>
    namesIn(from, /^stageVariables\.([A-Za-z0-9_]+)$/g),
  );
  const templates = Object.values(requestTemplates).flatMap((text) => {
    const names = namesIn(text, /\$!?\{?stageVariables\.([A-Za-z0-9_]+)\b(?!\s*\()/g);
    // A template that asks whether it is there can do without it.
    const asked = new Set(namesIn(text, /#\{?(?:if|elseif)\}?\s*\([^\n]*?stageVariables\.([A-Za-z0-9_]+)/g));
    return names.filter((name) => !asked.has(name));
  });
  return { address: [...new Set(address)], sent: [...new Set([...mapped, ...templates])] };
}

/** Whether each stage has what the integration reads of it. */
export function* checkVariables(integration: IntegrationRequest, { stages }: Facts): Iterable<Finding> {
  const { address, sent } = variablesOf(integration);
  const all = [...new Set([...address, ...sent])];
  if (all.length > 0 && !stages)
    yield unchecked("stage-variable", `whether the stages have ${all.join(", ")}`);
  for (const name of all)
    for (const [stage, values] of stages ?? [])
      if (!Object.hasOwn(values, name))
        yield found(
          "stage-variable-missing",
          address.includes(name)
            ? `the stage ${stage} has no variable ${name}: calls there fail`
            : `the stage ${stage} has no variable ${name}: what is sent there has nothing in its place`,
          `set it on ${stage}`,
          address.includes(name)
            ? "PutIntegration.uri"
            : Object.values(integration.requestParameters).includes(`stageVariables.${name}`)
              ? "PutIntegration.requestParameters"
              : "PutIntegration.requestTemplates",
        );
}
