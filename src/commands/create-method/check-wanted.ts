import type { Account } from "../../account/account.ts";
import { apiFacts, backendFacts, functionExists } from "../../account/check-facts.ts";
import { observeMethods } from "../../account/observe.ts";
import type { Needed } from "../../account/role-fact.ts";
import { checkMethod } from "../../gateway/checks/check.ts";
import type { Sibling } from "../../gateway/checks/facts.ts";
import type { Finding } from "../../gateway/checks/finding.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { settingOf } from "../../settings/api-fields.ts";
import type { Known } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import type { MethodFacts } from "./facts.ts";

/** What would fail when the method is called, found before the first write: errors stop the run, the rest is noted. */
export async function checkWanted(
  { aws, reading }: Account,
  { place: { api, resource }, at, before, reviewed, validators, allows }: MethodFacts,
  wanted: MethodDocument,
  known: Known,
): Promise<{ readonly problems: readonly Problem[]; readonly notes: readonly string[] }> {
  const documents = before ? [wanted, before] : [wanted];
  const [around, siblings] = await Promise.all([
    apiFacts(aws, reading, api, documents, validators),
    reviewed && mayBeLeftOpen(wanted, before, known) ? siblingsOf({ aws, reading }, at) : undefined,
  ]);
  const skip = new Set(known.skipCheck ?? []);
  // The function was looked up by its name already, and its permission is what the run itself grants.
  // Neither is a role looked up that the run makes.
  const skipsRole = skip.has("role") || known.createRole !== undefined;
  const withBackend = async ({ integration }: MethodDocument, needs?: Needed) => ({
    ...around,
    ...(await backendFacts(
      around,
      integration,
      // Which one is called in a stage, only now is known.
      async (arn, stage) => (stage === undefined ? undefined : { exists: await functionExists(around, arn) }),
      skipsRole ? "not looked at" : { needs },
    )),
  });
  const { httpMethod } = at;
  const verbs = [...new Set([...(resource?.methods ?? []), httpMethod])];
  const beside = { httpMethod, verbs, siblings };
  const findings = checkMethod(wanted, { ...(await withBackend(wanted, allows)), ...beside }, skip);
  const old = before ? checkMethod(before, { ...(await withBackend(before)), ...beside }, skip) : [];
  const isOld = (one: Finding) => old.some(({ message }) => message === one.message);
  return {
    problems: findings
      .filter(
        (one) => one.level === "error" && !isOld(one) && !(known.force && one.rule === "action-unknown"),
      )
      .map((one) => asProblem(one, known)),
    notes: findings
      .filter((one) => (one.level !== "error" || isOld(one)) && !AS_IN_THE_CONSOLE.has(one.rule))
      .map(asNote),
  };
}

/**
 * Whether a method is made, or becomes, open to anybody without that being said. A run that deploys reads all methods
 * anyway, and says it itself; a script's own reads them not, for AWS takes five such calls in two seconds: check-method
 * does.
 */
const mayBeLeftOpen = (wanted: MethodDocument, before: MethodDocument | undefined, known: Known): boolean =>
  known.authorization === undefined &&
  known.deploy === undefined &&
  isOpen(wanted) &&
  (before === undefined || !isOpen(before));

const isOpen = ({ request }: MethodDocument): boolean =>
  request.authorizationType === "NONE" && !request.apiKeyRequired;

/** The API's other methods: read beside the rest, and only where more than one is listed. */
async function siblingsOf(
  { aws, reading }: Account,
  { restApiId, path, httpMethod }: MethodFacts["at"],
): Promise<readonly Sibling[] | undefined> {
  const isOther = (at: { readonly path: string; readonly httpMethod: string }) =>
    at.httpMethod !== "OPTIONS" && (at.path !== path || at.httpMethod !== httpMethod);
  const listed = (await reading.resources(restApiId)).flatMap(({ path, methods }) =>
    methods.map((httpMethod) => ({ path, httpMethod })),
  );
  if (listed.filter(isOther).length < 2) return undefined;
  return (await observeMethods(aws, restApiId))
    .flatMap(({ path, methods }) =>
      [...methods].map(([httpMethod, { request }]) => ({
        path,
        httpMethod,
        authorizationType: request.authorizationType,
      })),
    )
    .filter(isOther);
}

/** What is true of every method that the console makes: a check of it says it, but not each command that makes one. */
const AS_IN_THE_CONSOLE: ReadonlySet<Finding["rule"]> = new Set([
  "mock-content-type",
  "cors-preflight-missing",
]);

function asProblem({ check, message, remedy, field = "" }: Finding, known: Known): Problem {
  const [operation = "", member = ""] = field.split(".");
  return problem(
    settingOf(operation, member, known),
    message,
    `${inFlags(remedy)} (--skip-check ${check} goes on all the same)`,
  );
}

const DECLARING = { header: "--header", querystring: "--query-param", path: "--path-param" } as const;

/** A remedy in API Gateway's terms, by the flag that does it. */
const inFlags = (remedy: string): string =>
  remedy.replace(
    /^declare method\.request\.(header|querystring|path)\./,
    (_, where: keyof typeof DECLARING) => `add ${DECLARING[where]} `,
  );

const asNote = ({ check, level, message, remedy }: Finding): string =>
  level === "unchecked" ? `not checked (${check}): ${message}.` : `${message}. To mend it: ${remedy}.`;
