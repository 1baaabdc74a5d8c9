import type { Values, Way } from "../compare/values.ts";
import type { MethodDocument } from "../document/method.ts";
import type { Configured } from "./configured.ts";
import { DEFAULT_RESPONSE, type ServedMethod } from "./read-export.ts";
import { WHY, type Why } from "./why.ts";

/**
 * The values of which the export does not say what the stage serves, each with the reason: these are told neither the
 * same nor different, whatever stands in the export. Values are by `valuesOf`.
 */
export function untold(
  served: ServedMethod,
  configured: Configured,
  { before, after }: { readonly before: Values; readonly after: Values },
): ReadonlyMap<string, Why> {
  const found = new Map<string, Why>();
  const add = (why: Why, ...way: Way) => void found.set(JSON.stringify(way), why);
  const both = (...way: Way) => before.has(JSON.stringify(way)) && after.has(JSON.stringify(way));
  const either = (...way: Way) => before.has(JSON.stringify(way)) || after.has(JSON.stringify(way));
  const { document } = configured;

  for (const name of Object.keys(document.request.requestParameters))
    if (name.startsWith("method.request.path.") && both("request", "requestParameters", name))
      add(WHY.pathRequired, "request", "requestParameters", name);
  for (const [status, { responseParameters }] of Object.entries(document.responses))
    for (const name of Object.keys(responseParameters))
      if (both("responses", status, "responseParameters", name))
        add(WHY.headerRequired, "responses", status, "responseParameters", name);

  const [old, next] = [served.document.integration, document.integration];
  // Where it is written, it is told; that it is not written means nothing.
  if (isHttp(old?.type) && isHttp(next?.type) && old?.insecureSkipVerification === undefined)
    add(WHY.tls, "integration", "insecureSkipVerification");
  if (
    old?.connectionType === "VPC_LINK" &&
    next?.connectionType === "VPC_LINK" &&
    old.integrationTarget === undefined
  )
    add(WHY.target, "integration", "connection", "integrationTarget");
  if (old?.type === "MOCK" && next?.type === "MOCK")
    for (const member of ["httpMethod", "uri"])
      if (either("integration", member)) add(WHY.mock, "integration", member);
  for (const status of alike(document.integrationResponses))
    for (const way of [...before.keys(), ...after.keys()])
      if (way.startsWith(JSON.stringify(["integrationResponses", status]).slice(0, -1)))
        found.set(way, WHY.default);

  const { authorizer, validator } = configured;
  if (served.unknownSecurity !== undefined)
    for (const part of ["authorizationType", "authorizerId", "authorizationScopes"])
      add(WHY.security, "request", "authorization", part);
  else if (served.authorizer !== undefined && authorizer !== undefined && "unknown" in authorizer)
    add(authorizer.unknown, "request", "authorization", "authorizerId");
  ofValidator(served, validator, add);
  for (const way of served.unnamedModels) add(WHY.model, ...way);
  return found;
}

/** The statuses of those that an export writes as one and the same. */
function alike(responses: MethodDocument["integrationResponses"]): readonly string[] {
  const all = Object.entries(responses);
  if (!all.some(([, { selectionPattern }]) => selectionPattern === DEFAULT_RESPONSE)) return [];
  return all
    .filter(([, { selectionPattern = DEFAULT_RESPONSE }]) => selectionPattern === DEFAULT_RESPONSE)
    .map(([status]) => status);
}

const isHttp = (type: string | undefined): boolean => type === "HTTP" || type === "HTTP_PROXY";

const VALIDATOR = ["name", "validateRequestBody", "validateRequestParameters"] as const;

function ofValidator(
  served: ServedMethod,
  validator: Configured["validator"],
  add: (why: Why, ...way: Way) => void,
): void {
  const whole = (why: Why, parts: readonly string[] = VALIDATOR) => {
    add(why, "request", "requestValidator");
    for (const part of parts) add(why, "request", "requestValidator", part);
  };
  if (served.validator === undefined || validator === undefined) return;
  if ("unknown" in validator) whole(validator.unknown);
  else if (validator.sharesName) whole(WHY.sameName, VALIDATOR.slice(1));
  else if (served.validator.validateRequestBody === undefined) whole(WHY.validator, VALIDATOR.slice(1));
}
