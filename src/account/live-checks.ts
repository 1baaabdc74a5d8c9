import type { MethodDocument } from "../gateway/document/method.ts";
import { plain } from "../gateway/messages/plain.ts";
import { usesStageVariables } from "../gateway/names/uri.ts";
import type { ApiEntry, AuthorizerEntry, Reading } from "../ports.ts";
import { nearest } from "../settings/did-you-mean.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";
import { ifAllowed } from "./allowed.ts";

/** What was found to be wrong, and what could not be looked at or deserves a word. */
export interface Findings {
  readonly problems: Problem[];
  readonly notes: string[];
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
        "authorizer",
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
        "authorizer",
        `${plain(found.name)} is a ${cognito ? "Cognito" : "Lambda"} authorizer`,
        `write --authorization ${cognito ? "cognito" : "lambda"}`,
      ),
    );
  if (known.scope && !cognito)
    findings.problems.push(
      problem("scope", `${plain(found.name)} is a Lambda authorizer, which has no scopes`, "leave it out"),
    );
  return found;
}

/** Models that are named must exist. */
export function checkModels(models: readonly string[], api: ApiEntry, known: Known): readonly Problem[] {
  return [
    ...(known.requestModel ?? []).map((one) => ["requestModel", one.value] as const),
    ...(known.responseModel ?? []).map(({ of }) => ["responseModel", of.value] as const),
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

/** What the console would give a response without a model, and this run could not: whether there is one is not known. */
export function noteModels(document: MethodDocument, findings: Findings): void {
  const bare = Object.entries(document.responses).filter(
    ([, { responseModels }]) => Object.keys(responseModels).length === 0,
  );
  for (const [status] of bare)
    findings.notes.push(
      `You may not read the API's models, so response ${status} gets none where the console gives it Empty. To give it: --response-model ${status}:application/json=Empty`,
    );
}

/** A VPC link must exist; one of V2 needs a target, one of V1 must not have one. Its id, where it was given by name. */
export async function checkVpcLink(
  reading: Reading,
  known: Known,
  findings: Findings,
): Promise<string | undefined> {
  const name = known.vpcLink;
  if (name === undefined || usesStageVariables(name)) return name;
  const links = await ifAllowed(reading.vpcLinks());
  if (!links) return name;
  const found = links.find(({ id }) => id === name) ?? links.find((one) => one.name === name);
  if (!found) {
    const near = nearest(
      name,
      links.flatMap(({ id, name }) => [id, name]),
    );
    findings.problems.push(
      problem(
        "vpcLink",
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
        "integrationTarget",
        `is missing: ${found.id} is a VPC link V2`,
        "give the ARN of the load balancer behind it",
      ),
    );
  if (found.version === "V1" && known.integrationTarget !== undefined)
    findings.problems.push(
      problem(
        "integrationTarget",
        `${found.id} is a VPC link V1, which has its load balancer already`,
        "leave it out",
      ),
    );
  if (found.status !== undefined && found.status !== "AVAILABLE")
    findings.problems.push(
      problem(
        "vpcLink",
        `${found.id} is ${plain(found.status)}; every call would fail until it is AVAILABLE`,
        "wait until it is, or mend the link",
      ),
    );
  return found.id;
}
