import type { Account } from "../../account/account.ts";
import { ifAllowed, readPolicy } from "../../account/allowed.ts";
import { type FoundFunction, findFunction } from "../../account/lambda-function.ts";
import {
  checkAuthorizer,
  checkModels,
  checkVpcLink,
  type Findings as LiveFindings,
} from "../../account/live-checks.ts";
import { locateResource, missingResource, noSuchMethod, type Place } from "../../account/locate.ts";
import {
  observeMethod,
  permissionThings,
  resourceThings,
  roleThings,
  validatorThings,
} from "../../account/observe.ts";
import { observeRole } from "../../account/observe-role.ts";
import type { Around } from "../../change/change.ts";
import { ifExists, offerResource } from "../../cli/existing.ts";
import { orUsageError } from "../../cli/exit.ts";
import { readTemplates } from "../../cli/read-input.ts";
import type { MethodDocument, RequestValidator } from "../../gateway/document/method.ts";
import { type Key, methodKey, resourceKey, type Seen } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { withAncestors } from "../../gateway/names/path.ts";
import {
  functionArnOf,
  functionInput,
  parseServiceUri,
  usesStageVariables,
} from "../../gateway/names/uri.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { withPreflight } from "../../wanted/cors.ts";
import type { Found } from "../../wanted/found.ts";
import type { InvokedFunction } from "../../wanted/permission.ts";
import { isValidatorChoice, namedValidator } from "../../wanted/validator.ts";
import type { MethodFacts } from "./facts.ts";
import { type Ahead, readAhead } from "./read-ahead.ts";
import type { CreateMethodTable } from "./settings.ts";

type Mine = Given<CreateMethodTable>;

/** Looks up the place, and all that is named; fails with all that is wrong with it. */
export async function locate(first: Mine, around: Around<Ahead>, mustExist = false) {
  const { account, region, prompter, allows } = around;
  const { aws, reading } = account;
  let given = first;
  const findings: LiveFindings = { problems: [], notes: [] };
  const begun = around.ahead ?? (await readAhead(account, given));
  const [texts, api, fn] = await Promise.all([readTemplates(around.world, given), begun.api, begun.fn]);
  findings.problems.push(...texts.problems);
  if (fn && "problem" in fn) findings.problems.push(fn.problem);
  if ("problem" in api) {
    findings.problems.push(api.problem);
    throw failed(findings);
  }
  const [place, models, authorizer, vpcLink, some] = await Promise.all([
    locateResource(reading, api, given.resource),
    ifAllowed(reading.models(api.id)),
    checkAuthorizer(reading, api, given, findings),
    checkVpcLink(reading, given, findings),
    given.requestValidator === undefined || given.requestValidator === "none"
      ? undefined
      : reading.requestValidators(api.id),
  ]);
  if (models) findings.problems.push(...checkModels(models, api, given));
  if ("problem" in place) {
    findings.problems.push(place.problem);
    throw failed(findings);
  }
  if (!place.resource && mustExist) findings.problems.push(noSuchMethod(place, given.method));
  else if (!place.resource) {
    if (prompter) given = await offerResource(place, given, prompter);
    findings.problems.push(...missingResource(place, given));
  }
  orUsageError(findings.problems);
  if (vpcLink !== undefined) given = { ...given, vpcLink };

  const at = { restApiId: api.id, path: place.path, httpMethod: given.method };
  const before = place.resource?.methods.includes(at.httpMethod)
    ? await observeMethod(aws, { ...at, resourceId: place.resource.id })
    : undefined;
  if (before) given = { ...given, ifExists: await ifExists(given, place, prompter) };
  else if (mustExist) orUsageError([noSuchMethod(place, at.httpMethod)]);
  else if (given.ifExists === "update") {
    // It is made after all, so OPTIONS alone means what it means for a new one.
    given = { ...withPreflight({ ...given, ifExists: undefined }), ifExists: "update" };
    orUsageError((await import("../../wanted/against-today.ts")).checkNew({ ...given, region }));
  }
  const listed = some ?? (before?.request.requestValidator ? await reading.requestValidators(api.id) : []);
  const updates = before !== undefined && given.ifExists === "update";
  const validators = validatorThings(api.id, listed);
  const held = updates ? await import("../../wanted/against-today.ts") : undefined;
  if (before && held)
    orUsageError(held.checkAgainstToday({ ...given, region }, held.todayOf(before, region, validators)));
  findings.problems.push(...checkValidator(given.requestValidator, api, validators));
  orUsageError(findings.problems);
  const { things, ids } = resourceThings(api.id, place.resources);
  const parts = withAncestors(place.path).map((path) => [resourceKey(api.id, path), undefined] as const);
  const reviewed = prompter !== undefined || given.dryRun === true;
  const here = { place, restApi: api, at, before, reviewed, validators, models, allows, ids };
  if (before && given.ifExists === "skip") {
    const facts = {
      ...here,
      now: new Map(),
      found: NOTHING_FOUND,
      invoked: undefined,
      account: undefined,
      role: undefined,
      needed: undefined,
      company: undefined,
    };
    return { given, facts, notes: findings.notes };
  }

  const company =
    updates && touchesCompany(given)
      ? await (await import("../../account/company.ts")).observeCompany(account, at, before)
      : undefined;
  // Asked for alone, the permission is for the function that the method has.
  const today =
    given.permission && fn === undefined
      ? held?.todayOf(before as MethodDocument, region, validators)
      : undefined;
  const asked = today?.function === undefined ? fn : await findFunction(aws, reading, today.function, given);
  if (asked && "problem" in asked) orUsageError([asked.problem]);
  const found = asked as FoundFunction | undefined;
  if (found?.note !== undefined) findings.notes.push(`Function: ${found.note}.`);
  const [invoked, role, caller] = await Promise.all([
    invokedFunction(given, found, fn === undefined ? { ...begun, policy: undefined } : begun, account),
    given.createRole === undefined ? undefined : observeRole(aws, given.createRole),
    given.createRole === undefined ? undefined : reading.accountId(),
  ]);
  const now = new Map<Key, Seen>([
    ...parts,
    ...things,
    ...validators,
    [methodKey(at), before],
    ...(given.createRole === undefined ? [] : roleThings(given.createRole, role)),
    ...(invoked === undefined || invoked.policy === "denied"
      ? []
      : permissionThings(invoked.arn, invoked.policy)),
    ...(company?.things ?? []),
  ]);
  const facts: MethodFacts = {
    ...here,
    now,
    found: {
      partition: partitionOf(region) ?? "aws",
      region,
      restApiId: api.id,
      path: place.path,
      validators,
      // A function that is not named is the one that is there.
      functionArn: found?.arn ?? (updates ? functionArnOf(before.integration?.uri ?? "") : undefined),
      functionRegion: found?.region ?? (updates ? regionOfFunction(before) : undefined),
      authorizer,
      models: models ?? [],
      texts: texts.texts,
    },
    invoked,
    account: invoked?.apiAccount ?? caller ?? (company?.functionArn && (await reading.accountId())),
    role,
    needed: given.createRole === undefined ? undefined : (await import("../../called/needed.ts")).neededFor,
    company,
  };
  return { given, facts, notes: findings.notes };
}

/** A validator that is named must be one of the API's. */
function checkValidator(
  asked: Mine["requestValidator"],
  api: Place["api"],
  validators: ReadonlyMap<Key<"validator">, RequestValidator>,
): readonly Problem[] {
  if (asked === undefined || isValidatorChoice(asked) || namedValidator(asked, api.id, validators)) return [];
  const names = [...validators.values()].map(({ name }) => name);
  return [
    problem(
      "requestValidator",
      `${plain(api.name)} has no request validator "${plain(asked)}"`,
      didYouMean(asked, names) ??
        `give none, body, parameters or all${names.length === 0 ? "" : `, or one of ${names.map(plain).join(", ")}`}`,
    ),
  ];
}

/** The Region of a function that a method invokes, where it is a fixed one. */
function regionOfFunction({ integration }: MethodDocument): string | undefined {
  return parseServiceUri(integration?.uri ?? "")?.region;
}

/** Whether another function, type or role may be called from now on. */
const touchesCompany = (given: Mine): boolean =>
  given.integration !== undefined ||
  given.function !== undefined ||
  given.role !== undefined ||
  given.createRole !== undefined ||
  given.callerCredentials !== undefined;

const NOTHING_FOUND: Found = {
  partition: "aws",
  region: "",
  restApiId: "",
  path: "",
  validators: new Map(),
  models: [],
  texts: new Map(),
};

const failed = ({ problems }: LiveFindings): never => {
  orUsageError(problems);
  throw new Error("a problem was expected");
};

/** The function that the method is to be let in to, where that is this run's business, with its policy. */
async function invokedFunction(
  given: Mine,
  fn: FoundFunction | undefined,
  begun: Ahead,
  { aws, reading }: Account,
): Promise<(InvokedFunction & { readonly apiAccount: string }) | undefined> {
  if (
    !fn ||
    given.permission === false ||
    given.role !== undefined ||
    given.createRole !== undefined ||
    given.callerCredentials
  )
    return undefined;
  const apiAccount = fn.own && fn.account !== "" ? fn.account : await reading.accountId();
  const { arn, account } = fn;
  const ours = !usesStageVariables(arn) && account === apiAccount;
  const policy = ours ? await (begun.policy ?? readPolicy(aws, functionInput(arn), fn.region)) : undefined;
  return { arn, account, policy, apiAccount };
}
