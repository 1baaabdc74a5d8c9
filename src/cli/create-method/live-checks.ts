import { DEFAULT_TIMEOUT_MS, type MethodDocument } from "../../gateway/document.ts";
import { AwsFailure } from "../../gateway/failure.ts";
import { declaredKey, isMappingFault, parseMapping } from "../../gateway/rules/mapping.ts";
import { uriPlaceholders, usesStageVariables } from "../../gateway/uri.ts";
import type { ApiEntry, AuthorizerEntry, Reading } from "../../ports.ts";
import { nearest } from "../../settings/did-you-mean.ts";
import type { Known } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import { plain } from "../../terminal/plain.ts";

/** What was found to be wrong, and what could not be looked at or deserves a word. */
export interface Findings {
  readonly problems: Problem[];
  readonly notes: string[];
}

/** The list, or undefined with a note where the caller may not read it: never taken for "fine". */
export async function ifAllowed<T>(
  what: string,
  findings: Findings,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== "denied") throw error;
    findings.notes.push(`${what} not checked: you may not read them (${error.code}).`);
    return undefined;
  }
}

/** The authorizer that was named, by name or id. */
export async function checkAuthorizer(
  reading: Reading,
  api: ApiEntry,
  known: Known,
  findings: Findings,
): Promise<AuthorizerEntry | undefined> {
  const name = known.authorizer;
  if (name === undefined) return undefined;
  const all = await reading.authorizers(api.id);
  const found = all.find(({ id }) => id === name) ?? all.find((one) => one.name === name);
  if (!found) {
    const near = nearest(
      name,
      all.map((one) => one.name),
    );
    findings.problems.push(
      problem(
        "--authorizer",
        `${plain(api.name)} has no authorizer "${plain(name)}"`,
        near === undefined
          ? all.length === 0
            ? "make one first; the API has none"
            : `it has ${all.map((one) => plain(one.name)).join(", ")}`
          : `did you mean ${plain(near)}?`,
      ),
    );
    return undefined;
  }
  const cognito = found.type === "COGNITO_USER_POOLS";
  if (known.authorization !== undefined && (known.authorization === "COGNITO_USER_POOLS") !== cognito)
    findings.problems.push(
      problem(
        "--authorizer",
        `${plain(found.name)} is a ${cognito ? "Cognito" : "Lambda"} authorizer`,
        `write --authorization ${cognito ? "cognito" : "lambda"}`,
      ),
    );
  if (known.scope && !cognito)
    findings.problems.push(
      problem("--scope", `${plain(found.name)} is a Lambda authorizer, which has no scopes`, "leave it out"),
    );
  return found;
}

/** Models that are named must exist. */
export function checkModels(models: readonly string[], api: ApiEntry, known: Known): readonly Problem[] {
  return [
    ...(known.requestModel ?? []).map((one) => ["--request-model", one.value] as const),
    ...(known.responseModel ?? []).map(({ of }) => ["--response-model", of.value] as const),
  ]
    .filter(([, name]) => !models.includes(name))
    .map(([flag, name]) => {
      const near = nearest(name, models);
      return problem(
        flag,
        `${plain(api.name)} has no model "${name}"`,
        near === undefined
          ? `it has ${models.map(plain).join(", ") || "none"}`
          : `did you mean ${plain(near)}?`,
      );
    });
}

/** A VPC link must exist; one of V2 needs a target, one of V1 must not have one. Its id, where it was given by name. */
export async function checkVpcLink(
  reading: Reading,
  known: Known,
  findings: Findings,
): Promise<string | undefined> {
  const name = known.vpcLink;
  if (name === undefined || usesStageVariables(name)) return name;
  const links = await ifAllowed("VPC links", findings, () => reading.vpcLinks());
  if (!links) return name;
  const found = links.find(({ id }) => id === name) ?? links.find((one) => one.name === name);
  if (!found) {
    const near = nearest(
      name,
      links.flatMap(({ id, name }) => [id, name]),
    );
    findings.problems.push(
      problem(
        "--vpc-link",
        `there is no VPC link "${name}" in ${reading.region}`,
        near === undefined
          ? links.length === 0
            ? "make one first; there is none"
            : `there are ${links.map((one) => `${one.id} (${plain(one.name)})`).join(", ")}`
          : `did you mean ${plain(near)}?`,
      ),
    );
    return name;
  }
  if (found.version === "V2" && known.integrationTarget === undefined && known.ifExists !== "update")
    findings.problems.push(
      problem(
        "--integration-target",
        `is missing: ${found.id} is a VPC link V2`,
        "give the ARN of the load balancer behind it",
      ),
    );
  if (found.version === "V1" && known.integrationTarget !== undefined)
    findings.problems.push(
      problem(
        "--integration-target",
        `${found.id} is a VPC link V1, which has its load balancer already`,
        "leave it out",
      ),
    );
  if (found.status !== undefined && found.status !== "AVAILABLE")
    findings.problems.push(
      problem(
        "--vpc-link",
        `${found.id} is ${plain(found.status)}; every call would fail until it is AVAILABLE`,
        "wait until it is, or mend the link",
      ),
    );
  return found.id;
}

/** More than 29 seconds is for Regional and private APIs with a raised quota, or for streaming. */
export function checkTimeout(api: ApiEntry, document: MethodDocument, findings: Findings): void {
  const timeout = document.integration?.timeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  if (timeout <= DEFAULT_TIMEOUT_MS || document.integration?.responseTransferMode === "STREAM") return;
  if (api.endpointType === "EDGE")
    findings.problems.push(
      problem(
        "--timeout",
        `${timeout} is above the ${DEFAULT_TIMEOUT_MS} milliseconds of an edge-optimized API`,
        `give 50 to ${DEFAULT_TIMEOUT_MS}, or stream with --response-transfer-mode stream`,
      ),
    );
  else
    findings.notes.push(
      `A timeout of ${timeout} ms needs the quota "Maximum integration timeout in milliseconds" (L-E5AE38E3) to be raised; AWS refuses it otherwise.`,
    );
}

/** What the finished document points at and does not declare, as AWS would refuse it. */
export function checkDocument(document: MethodDocument): readonly Problem[] {
  const problems: Problem[] = [];
  const { request, integration } = document;
  for (const [target, expression] of Object.entries(integration?.requestParameters ?? {})) {
    const parsed = parseMapping(expression);
    const key = isMappingFault(parsed) ? undefined : declaredKey(parsed);
    if (key?.startsWith("method.request.") && !(key in request.requestParameters)) {
      const [, , where = "", ...name] = key.split(".");
      const flag =
        where === "querystring" ? "--query-param" : where === "header" ? "--header" : "--path-param";
      problems.push(
        problem(
          "--request-parameter",
          `${target} maps from ${expression}, but the method does not declare it`,
          `add ${flag} ${name.join(".")}`,
        ),
      );
    }
  }
  for (const name of uriPlaceholders(integration?.type === "MOCK" ? "" : (integration?.uri ?? "")))
    if (integration && !(`integration.request.path.${name}` in integration.requestParameters))
      problems.push(
        problem(
          "--request-parameter",
          `nothing fills {${name}} of ${integration.uri}`,
          `add --request-parameter integration.request.path.${name}=…`,
        ),
      );
  for (const status of Object.keys(document.integrationResponses))
    if (!document.responses[status])
      problems.push(
        problem(
          "--response",
          `the integration response ${status} has no method response`,
          `add --response ${status}`,
        ),
      );
  const defaults = Object.entries(document.integrationResponses).filter(
    ([, one]) => one.selectionPattern === undefined,
  );
  if (defaults.length > 1)
    problems.push(
      problem(
        "--response",
        `${defaults.map(([status]) => status).join(" and ")} would both be the default response`,
        "give all but one a selection pattern",
      ),
    );
  return problems;
}
