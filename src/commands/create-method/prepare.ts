// build: usual 8
import { ifAllowed } from "../../account/allowed.ts";
import type { FoundFunction } from "../../account/lambda-function.ts";
import {
  checkAuthorizer,
  checkModels,
  checkVpcLink,
  type Findings,
  noteModels,
  noteQuota,
} from "../../account/live-checks.ts";
import { locateApi, locateResource, missingResource, type Place } from "../../account/locate.ts";
import { observeMethod, validatorsOf } from "../../account/observe.ts";
import { planPermission } from "../../account/permission.ts";
import { planRoleOf, roleToBe } from "../../account/role-for-method.ts";
import type { Became } from "../../change/report.ts";
import { askSettings } from "../../cli/ask.ts";
import type { Session } from "../../cli/command.ts";
import type { Connected } from "../../cli/connect.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import type { Settled } from "../../cli/given.ts";
import { readTemplates } from "../../cli/read-input.ts";
import type { Call, Ids } from "../../gateway/call/call.ts";
import type { MethodDocument } from "../../gateway/document/method.ts";
import { plain } from "../../gateway/messages/plain.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { type PlanContext, plan } from "../../gateway/plan/plan.ts";
import { planResources } from "../../gateway/plan/resources.ts";
import type { Prompter, Reading } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import { type Problem, problem } from "../../settings/problem.ts";
import { checkSettings } from "../../wanted/conflicts.ts";
import { wantedDocument } from "../../wanted/method.ts";
import { documentRefusals, resourceRefusals } from "../../wanted/refusals.ts";
import { cooked, recipeNeedsAccount } from "../../wanted/with-recipe.ts";
import { catalogued } from "../../wanted/with-service-defaults.ts";
import { checkWanted } from "./check-wanted.ts";
import { type Ahead, readAhead } from "./read-ahead.ts";

/** All that is needed to write: checked, planned, nothing sent yet that changes anything. */
export interface Prepared {
  readonly known: Known;
  readonly place: Place;
  readonly before: MethodDocument | undefined;
  readonly wanted: MethodDocument | undefined;
  readonly context: PlanContext;
  readonly calls: readonly Call[];
  readonly ids: Ids;
  readonly notes: readonly string[];
  readonly becomes: Became;
  readonly skipped: boolean;
  readonly asked: boolean;
  readonly prompter?: Prompter | undefined;
}

export async function prepare(
  session: Session,
  connected: Connected,
  settled: Settled,
  ahead: Ahead | undefined,
): Promise<Prepared> {
  const { aws, reading } = connected;
  const { region, prompter } = settled;
  let { known, asked } = settled;
  const recipe = await cook(known, region, reading);
  known = recipe.known;
  if (settled.open && prompter) {
    known = await askAll(session, connected, prompter, known);
    asked = true;
  }
  orUsageError(checkSettings({ ...known, region }));
  const listed = catalogued(known);
  known = listed.known;

  const findings: Findings = { problems: [], notes: [...recipe.notes, ...listed.notes] };
  const fail = (found: { readonly problem: Problem }) => void findings.problems.push(found.problem);
  const first = ahead ?? (await readAhead(connected, known));
  const [texts, api, fn] = await Promise.all([readTemplates(session.world, known), first.api, first.fn]);
  findings.problems.push(...texts.problems);
  if (fn && "problem" in fn) fail(fn);
  if ("problem" in api) {
    fail(api);
    throw usage(findings);
  }
  const [place, models, authorizer, vpcLink, validators] = await Promise.all([
    locateResource(reading, api, known.resource ?? ""),
    ifAllowed(reading.models(api.id)),
    checkAuthorizer(reading, api, known, findings),
    checkVpcLink(reading, known, findings),
    known.requestValidator === undefined || known.requestValidator === "none"
      ? []
      : reading.requestValidators(api.id),
  ]);
  if (models) findings.problems.push(...checkModels(models, api, known));
  if ("problem" in place) {
    fail(place);
    throw usage(findings);
  }
  if (!place.resource) {
    if (prompter) known = await offerResource(place, known, prompter);
    findings.problems.push(...missingResource(place, known));
  }
  orUsageError(findings.problems);
  if (vpcLink !== undefined) known = { ...known, vpcLink };

  const at = { restApiId: api.id, path: place.path, httpMethod: known.method ?? "ANY" };
  const context: PlanContext = { at, requestValidators: validators };
  const ids: Ids = {
    resources: new Map(place.resources.map((one) => [one.path, one.id])),
    requestValidators: new Map(validators.map(({ name, id }) => [name, id])),
  };
  const before = place.resource?.methods.includes(at.httpMethod)
    ? await observeMethod(aws, { ...at, resourceId: place.resource.id }, validatorsOf(reading, api.id))
    : undefined;
  if (before) known = { ...known, ifExists: await ifExists(known, place, prompter) };
  const done = { known, place, before, context, ids, asked, prompter } as const;
  if (before && known.ifExists === "skip")
    return {
      ...done,
      wanted: undefined,
      calls: [],
      notes: findings.notes,
      becomes: "skipped",
      skipped: true,
    };

  const found = fn as FoundFunction | undefined;
  if (found?.note !== undefined) findings.notes.push(`Function: ${found.note}.`);
  const credentials = await roleToBe(known, region, reading);
  const wanted = wantedDocument(
    credentials === undefined ? known : { ...known, role: credentials },
    {
      partition: partitionOf(region) ?? "aws",
      region,
      path: place.path,
      functionArn: found?.arn,
      functionRegion: found?.region,
      authorizer,
      models: models ?? [],
      texts: texts.texts,
    },
    known.ifExists === "update" ? before : undefined,
  );
  noteQuota(api, wanted, findings);
  if (!models) noteModels(wanted, findings);
  orUsageError(findings.problems);

  const role = await planRoleOf(connected, known, wanted.integration, recipe.allows);
  orUsageError(role.problems);
  findings.notes.push(...role.notes);
  const calls = [
    ...role.calls,
    ...planResources(api.id, place.path, new Set(["/", ...place.resources.map((one) => one.path)])),
    ...plan(before, wanted, context),
  ];
  const checked = await checkWanted(connected, api, wanted, before, known, recipe.allows);
  orUsageError([...findings.problems, ...checked.problems]);
  // What API Gateway would refuse is found here, by the same rules that the sandbox answers with.
  orUsageError([...resourceRefusals(place), ...documentRefusals(wanted, at.httpMethod, known, models)]);
  findings.notes.push(...checked.notes);
  if (found && known.permission !== false && wanted.integration?.credentials === undefined) {
    const permission = await planPermission(aws, reading, found, at, known.permissionScope, first.policy);
    orUsageError(permission.problems);
    calls.push(...permission.calls);
    findings.notes.push(...permission.notes);
  }
  const becomes: Became = !before ? "created" : known.ifExists === "replace" ? "replaced" : "updated";
  return { ...done, wanted, calls, notes: findings.notes, becomes, skipped: false };
}

/** The settings with a recipe's in them, for the account and Region that are called. */
async function cook(known: Known, region: string, reading: Reading) {
  const place = known.serviceRegion ?? region;
  const account = recipeNeedsAccount(known) ? await reading.accountId() : "";
  return cooked(known, { region: place, partition: partitionOf(place) ?? "aws", account });
}

/** The place first, so that a path that does not exist and a method that does are talked about at once; then the rest. */
async function askAll(
  session: Session,
  { reading }: Connected,
  prompter: Prompter,
  start: Known,
): Promise<Known> {
  const asking = { table: session.command.settings, prompter, reading, note: session.warn };
  let known = await askSettings(asking, start, ["Resource"]);
  const api = await locateApi(reading, known.api ?? "");
  if ("problem" in api) throw new UsageError([api.problem]);
  const place = await locateResource(reading, api, known.resource ?? "");
  if ("problem" in place) throw new UsageError([place.problem]);
  if (!place.resource) {
    known = await offerResource(place, known, prompter);
    orUsageError([...missingResource(place, known), ...resourceRefusals(place)]);
  }
  const { method: setting } = session.command.settings;
  if (setting) known = await askSettings({ ...asking, table: { method: setting } }, known);
  if (place.resource?.methods.includes(known.method ?? "")) {
    known = { ...known, ifExists: await ifExists(known, place, prompter) };
    if (known.ifExists === "skip") return known;
  }
  const answered = await askSettings(asking, known);
  // Whoever answers with an action's name leaves it to the catalogue how that is called.
  return known.actionType === undefined && answered.actionType === "action"
    ? { ...answered, actionType: undefined }
    : answered;
}

async function offerResource(place: Place, known: Known, prompter: Prompter): Promise<Known> {
  if (known.createResource !== undefined) return known;
  const message = `${plain(place.api.name)} has no resource ${place.path}. Create it?`;
  return { ...known, createResource: await prompter.confirm({ message, initial: true }) };
}

const usage = ({ problems }: Findings): never => {
  orUsageError(problems);
  throw new Error("a problem was expected");
};

/** What to do with a method that exists: said, asked for, or refused. */
async function ifExists(
  known: Known,
  place: Place,
  prompter: Prompter | undefined,
): Promise<Known["ifExists"]> {
  const what = `${known.method} ${place.path} exists already`;
  if (known.ifExists !== undefined && known.ifExists !== "fail") return known.ifExists;
  const failed = problem(
    "--if-exists",
    `${what}, and the default is to fail`,
    "add --if-exists skip, update or replace",
  );
  if (known.ifExists === "fail" || !prompter) {
    throw new UsageError([failed], EXIT.refused);
  }
  const answer = (await prompter.choose({
    message: `${what}. What now?`,
    choices: [
      { value: "fail", label: "Leave it, and stop here" },
      { value: "update", label: "Update", description: "change what was given, keep the rest" },
      { value: "replace", label: "Replace", description: "make it just what was given" },
    ],
  })) as "fail" | "update" | "replace";
  if (answer === "fail") throw new UsageError([failed], EXIT.refused);
  return answer;
}
