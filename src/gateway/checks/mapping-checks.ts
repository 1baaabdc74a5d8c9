import type { MethodDocument } from "../document/method.ts";
import { fateOfAnswered, isDroppedHeader, isRefusedHeader } from "../rules/headers.ts";
import { declaredKey, isMappingFault, parseMapping } from "../rules/mapping.ts";
import { type Finding, found } from "./finding.ts";

const PARAMETERS = "PutIntegration.requestParameters";
const RESPONSE_PARAMETERS = "PutIntegrationResponse.responseParameters";

/** The mappings: what they read must be declared, what they write must exist and must get through. */
export function* checkMappings(document: MethodDocument): Iterable<Finding> {
  const { request, integration, responses, integrationResponses } = document;
  for (const [target, expression] of Object.entries(integration?.requestParameters ?? {})) {
    const parsed = parseMapping(expression);
    if (isMappingFault(parsed)) {
      yield found(
        "mapping-expression",
        `"${expression}" of ${target} is not a mapping expression`,
        "write a static text in single quotes, or method.request.…",
        PARAMETERS,
      );
      continue;
    }
    yield* checkSentHeader(integration?.type, target);
    const key = declaredKey(parsed);
    if (key?.startsWith("method.request.") && !(key in request.requestParameters))
      yield found(
        "mapping-undeclared",
        `${target} maps from ${expression}, but the method does not declare it: it is always empty`,
        `declare ${key}`,
        PARAMETERS,
      );
  }
  for (const key of integration?.cacheKeyParameters ?? [])
    if (key.startsWith("method.request.") && !(key in request.requestParameters))
      yield found(
        "cache-key-undeclared",
        `${key} is part of the cache key, but the method does not declare it`,
        `declare ${key}`,
        "PutIntegration.cacheKeyParameters",
      );
  yield* checkUnused(document);
  for (const [status, response] of Object.entries(integrationResponses))
    for (const target of Object.keys(response.responseParameters)) {
      if (responses[status] && !(target in (responses[status]?.responseParameters ?? {})))
        yield found(
          "response-header-undeclared",
          `the integration response ${status} writes ${target}, which the method response does not declare: it is left out`,
          `declare it on the method response ${status}`,
          RESPONSE_PARAMETERS,
        );
      yield* checkAnsweredHeader(integration?.type, status, target);
    }
}

const headerIn = (target: string, root: string): string | undefined =>
  target.startsWith(`${root}.header.`) ? target.slice(root.length + 8) : undefined;

function* checkSentHeader(type: string | undefined, target: string): Iterable<Finding> {
  const name = headerIn(target, "integration.request");
  if (name === undefined || type === "MOCK") return;
  if (isRefusedHeader(type, name))
    yield found(
      "header-refused",
      `${name} is mapped, and API Gateway sets it itself: every call is answered with 500 ("${name} header already present")`,
      "leave it out",
      PARAMETERS,
    );
  else if (isDroppedHeader(type, name))
    yield found(
      "header-dropped",
      `${name} is mapped, but API Gateway never sends it on`,
      "leave it out, or send it under another name",
      PARAMETERS,
    );
}

function* checkAnsweredHeader(type: string | undefined, status: string, target: string): Iterable<Finding> {
  const name = headerIn(target, "method.response") ?? "";
  const fate = fateOfAnswered(type, name);
  if (fate === "kept") return;
  yield found(
    fate === "dropped" ? "header-dropped" : "header-remapped",
    fate === "dropped"
      ? `the integration response ${status} writes ${name}, but callers never get it`
      : `the integration response ${status} writes ${name}, but callers get it as x-amzn-Remapped-${name}`,
    "answer by another name",
    RESPONSE_PARAMETERS,
  );
}

/** A function that is proxied gets the request as it came: nothing that is mapped reaches it. */
function* checkUnused({ integration }: MethodDocument): Iterable<Finding> {
  if (integration?.type !== "AWS_PROXY" || integration.uri?.includes(":firehose:")) return;
  const keys = new Set(integration.cacheKeyParameters);
  const mapped = Object.keys(integration.requestParameters).filter((one) => !keys.has(one));
  const templates = Object.keys(integration.requestTemplates);
  const what = [
    ...(mapped.length > 0 ? [`the mapping of ${mapped.join(", ")}`] : []),
    ...(templates.length > 0 ? [`the template for ${templates.join(", ")}`] : []),
  ];
  if (what.length > 0)
    yield found(
      "mapping-unused",
      `a proxied function gets the request as it came: ${what.join(" and ")} is not used`,
      "leave it out, or use a non-proxy integration",
      mapped.length > 0 ? PARAMETERS : "PutIntegration.requestTemplates",
    );
}
