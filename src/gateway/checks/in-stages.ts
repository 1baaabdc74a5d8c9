import type { IntegrationRequest, MethodDocument } from "../document/method.ts";
import { stageVariablesIn, withStageVariables } from "../names/uri.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found, unchecked } from "./finding.ts";

/** A stage's variables, by name. */
export type Variables = Readonly<Record<string, string>>;

/** Whether what an integration calls, sends or answers is another thing in each stage. */
export const hangsOnStage = (what: object): boolean => JSON.stringify(what).includes("stageVariables");

/**
 * An integration as a stage runs it: its address, role, link and mappings with that stage's values. What the stage does not
 * have stays as it is; templates read the variables themselves.
 */
export function inStage(integration: IntegrationRequest, variables: Variables): IntegrationRequest {
  const filled = (text: string) => withStageVariables(text, variables);
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

/** The variables of an integration's address: a call cannot do without. */
const inAddress = ({ uri = "", connectionId = "", credentials = "" }: IntegrationRequest) =>
  stageVariablesIn(`${uri} ${connectionId} ${credentials}`);

const inMappings = (parameters: Readonly<Record<string, string>>) =>
  Object.values(parameters).flatMap((from) => namesIn(from, /^stageVariables\.([A-Za-z0-9_]+)$/g));

const NAMED = /stageVariables(?:\.get\(\s*['"]|\[\s*['"]|\.)([A-Za-z0-9_]+)\b(?!\s*\()/g;

/** The variables that a template reads, but for those that it asks for first. */
function inTemplate(text: string): readonly string[] {
  const conditions = [...text.matchAll(/#\{?(?:if|elseif)\}?\s*\([^\n]*/g)].flatMap(([line]) =>
    namesIn(line, NAMED),
  );
  return namesIn(text, NAMED).filter((name) => !conditions.includes(name));
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];
}

const HERE = "apigwStageVariable";

/** Whether nothing stands in what a template makes where a variable should: it does not go another way without it. */
function leavesAGap(
  text: string,
  name: string,
  values: Variables,
  { samples }: Pick<Facts, "samples">,
): boolean {
  const [given, without] = [HERE, ""].map((value) => samples(text, { ...values, [name]: value }));
  return (
    given !== undefined &&
    given.length > 0 &&
    given.every((one, i) => one.text.includes(HERE) && one.text.replaceAll(HERE, "") === without?.[i]?.text)
  );
}

/** Whether each stage has what the integration and its responses read of it. */
export function* checkVariables(
  integration: IntegrationRequest,
  responses: MethodDocument["integrationResponses"],
  facts: Facts,
): Iterable<Finding> {
  yield* checkRead(facts, "PutIntegration", {
    address: inAddress(integration),
    mapped: inMappings(integration.requestParameters),
    templates: Object.values(integration.requestTemplates),
  });
  const all = Object.values(responses);
  yield* checkRead(facts, "PutIntegrationResponse", {
    address: [],
    mapped: all.flatMap(({ responseParameters }) => inMappings(responseParameters)),
    templates: all.flatMap(({ responseTemplates }) => Object.values(responseTemplates)),
  });
}

interface ReadOf {
  readonly address: readonly string[];
  readonly mapped: readonly string[];
  readonly templates: readonly string[];
}

function* checkRead(
  facts: Facts,
  call: "PutIntegration" | "PutIntegrationResponse",
  { address, mapped, templates }: ReadOf,
): Iterable<Finding> {
  const { stages } = facts;
  const all = [...new Set([...address, ...mapped, ...templates.flatMap(inTemplate)])];
  const maps = call === "PutIntegration" ? "request" : "response";
  if (all.length > 0 && !stages)
    yield unchecked("stage-variable", `whether the stages have ${all.join(", ")}`);
  for (const name of all)
    for (const [stage, values] of stages ?? []) {
      if (Object.hasOwn(values, name)) continue;
      const needed = address.includes(name);
      const gap = mapped.includes(name) || templates.some((text) => leavesAGap(text, name, values, facts));
      if (needed || gap)
        yield found(
          "stage-variable-missing",
          needed
            ? `the stage ${stage} has no variable ${name}: calls there fail`
            : `the stage ${stage} has no variable ${name}: what is ${maps === "request" ? "sent" : "answered"} there has nothing in its place`,
          `set it on ${stage}`,
          needed
            ? "PutIntegration.uri"
            : mapped.includes(name)
              ? `${call}.${maps}Parameters`
              : `${call}.${maps}Templates`,
        );
    }
}
