import type { MethodDocument } from "../document/method.ts";
import { functionArnOf } from "../names/uri.ts";
import { isRefusedByJava, javaPattern } from "../pattern/java-pattern.ts";
import type { Facts } from "./facts.ts";
import { type Finding, found, unchecked } from "./finding.ts";

export const isProxy = ({ integration }: MethodDocument): boolean =>
  integration?.type === "AWS_PROXY" || integration?.type === "HTTP_PROXY";

const PATTERN = "PutIntegrationResponse.selectionPattern";

/** The responses: a non-proxy integration answers only with what is paired. */
export function* checkResponses(document: MethodDocument, facts: Facts): Iterable<Finding> {
  const { responses, integrationResponses, integration } = document;
  for (const { responseModels } of Object.values(responses))
    for (const [type, name] of Object.entries(responseModels))
      if (facts.models && !facts.models.includes(name))
        yield found(
          "model-missing",
          `there is no model ${name} for ${type}: nothing uses it, but an import of the API's export warns`,
          "name one that the API has",
          "PutMethodResponse.responseModels",
        );
  const statuses = Object.keys(integrationResponses);
  if (integration && isProxy(document) && statuses.length > 0)
    yield found(
      "response-of-proxy",
      `the integration responses ${statuses.join(", ")} are never used: a proxy's answer goes to the caller as it is`,
      "delete them, or use a non-proxy integration",
      "PutIntegrationResponse.statusCode",
    );
  if (!integration || isProxy(document)) return;
  yield* checkPairs(document, statuses);
  for (const [status, { selectionPattern }] of Object.entries(integrationResponses)) {
    if (selectionPattern === undefined) continue;
    const read = javaPattern(selectionPattern);
    if ("fault" in read && !isRefusedByJava(selectionPattern))
      yield unchecked("response", `what the selection pattern of ${status} matches: ${read.fault}`);
    else if ("fault" in read)
      yield found(
        "pattern-invalid",
        `the selection pattern ${selectionPattern} of ${status} is not a regular expression of Java (${read.fault.split("\n")[0]}): it never matches`,
        "mend it",
        PATTERN,
      );
    else if (functionArnOf(integration.uri ?? "") !== undefined && stopsAtLines(selectionPattern))
      yield found(
        "pattern-multiline",
        `the selection pattern ${selectionPattern} of ${status} stops at the end of a line: an error message of several lines does not match it, and becomes the default response`,
        "write (?s) before it, or (\\n|.) for the point",
        PATTERN,
      );
  }
}

function* checkPairs(
  { responses, integrationResponses }: MethodDocument,
  statuses: readonly string[],
): Iterable<Finding> {
  if (statuses.length === 0)
    yield found(
      "response-missing",
      'a non-proxy integration without integration responses answers every call with 500 ("No match for output mapping and no default output mapping configured")',
      "add a default integration response",
      "PutIntegrationResponse.statusCode",
    );
  for (const status of statuses)
    if (!responses[status])
      yield found(
        "response-unpaired",
        `the integration response ${status} has no method response: answers that match it become 500`,
        `add a method response ${status}`,
        "PutMethodResponse.statusCode",
      );
  const defaults = Object.entries(integrationResponses).filter(
    ([, one]) => one.selectionPattern === undefined,
  );
  if (defaults.length > 1)
    yield found(
      "response-defaults",
      `${defaults.map(([status]) => status).join(" and ")} would both be the default response`,
      "give all but one a selection pattern",
      PATTERN,
    );
  if (statuses.length > 0 && defaults.length === 0)
    yield found(
      "response-default-missing",
      "no integration response is the default: backend answers that match no pattern become 500",
      "leave one without a selection pattern",
      PATTERN,
    );
}

/** Whether a pattern relies on a point that does not take a line's end. Documented; `(\n|.)` and (?s) do take it. */
function stopsAtLines(pattern: string): boolean {
  if (/^\(\?[a-z]*s[a-z]*\)/.test(pattern) || /\\n|\\R|\\s\\S|\\S\\s|\\d\\D|\\w\\W/.test(pattern))
    return false;
  const bare = pattern.replaceAll(/\\.|\[(?:\\.|[^\]])*\]/g, "");
  return bare.includes(".");
}
