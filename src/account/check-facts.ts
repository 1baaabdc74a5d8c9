import {
  type AuthorizerFact,
  type Facts,
  type FunctionFact,
  type StageFacts,
  WITHOUT_TEMPLATES,
} from "../gateway/checks/facts.ts";
import { hangsOnStage, inStage, type Variables } from "../gateway/checks/in-stages.ts";
import type {
  Address,
  IntegrationRequest,
  MethodDocument,
  RequestValidator,
} from "../gateway/document/method.ts";
import { type Key, validatorKey } from "../gateway/document/things.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import {
  functionArnOf,
  functionInput,
  parseFunctionName,
  usesStageVariables,
  withStageVariables,
} from "../gateway/names/uri.ts";
import { ANY_STAGE, invocationVerdict, methodVerdict } from "../gateway/policy/invocation-verdict.ts";
import { evaluate } from "../gateway/policy/lambda-policy.ts";
import type { ApiEntry, Aws, Reading, StageEntry } from "../ports.ts";
import { type FunctionPolicy, ifAllowed, isThere, readPolicy } from "./allowed.ts";
import { type Needed, roleFact } from "./role-fact.ts";
import { asksForQuota, timeoutQuota } from "./timeout-quota.ts";

/** What is asked of AWS once for an API, and then held against each of its methods. */
export interface ApiFacts extends Omit<Facts, "function" | "role"> {
  readonly aws: Aws;
  readonly reading: Reading;
  readonly kept: Map<string, Promise<unknown>>;
  /** As what an integration is run: in each stage, and in its canary. */
  readonly runs: readonly { readonly name: string; readonly stage: string; readonly variables: Variables }[];
}

/** Reads what stands around the methods of an API, as far as they point at it. What may not be read is left open. */
export async function apiFacts(
  aws: Aws,
  reading: Reading,
  api: ApiEntry,
  documents: readonly MethodDocument[],
  /** The request validators that are known already. */
  around: ReadonlyMap<Key<"validator">, RequestValidator> = new Map(),
): Promise<ApiFacts> {
  const some = (needs: (document: MethodDocument) => boolean) => documents.some(needs);
  const needed = <T>(needs: (document: MethodDocument) => boolean, read: () => Promise<readonly T[]>) =>
    some(needs) ? ifAllowed(read()) : Promise.resolve([]);
  const kept = new Map<string, Promise<unknown>>();
  const keys = some(({ request }) => request.apiKeyRequired);
  const [models, authorizers, vpcLinks, stages, validators, templates, planned, quota] = await Promise.all([
    needed(usesModels, () => reading.models(api.id)),
    some(({ request }) => request.authorizerId !== undefined)
      ? authorizerFacts({ aws, reading, kept }, api.id, documents)
      : new Map(),
    ifAllowed(linksCalled(reading, api.id, documents)),
    needed(
      ({ request, integration, integrationResponses }) =>
        request.apiKeyRequired || hangsOnStage({ integration, integrationResponses }),
      () => reading.stages(api.id),
    ),
    needed(
      ({ request }) => request.requestValidator !== undefined && !around.has(request.requestValidator),
      () => reading.requestValidators(api.id),
    ),
    // A template engine is not loaded for a method that has no templates.
    some(usesTemplates) ? import("../template/check.ts") : WITHOUT_TEMPLATES,
    keys ? ifAllowed(plannedStages(reading, api.id)) : ("not asked" as const),
    api.endpointType !== "EDGE" && some(asksForQuota) ? timeoutQuota(aws) : undefined,
  ]);
  return {
    aws,
    reading,
    kept,
    region: aws.region,
    partition: partitionOf(aws.region) ?? "aws",
    endpointType: api.endpointType,
    binaryMediaTypes: api.binaryMediaTypes ?? [],
    models,
    validators: new Map([
      ...around,
      ...(validators ?? []).map(({ id, ...one }) => [validatorKey(api.id, id), one] as const),
    ]),
    authorizers,
    planned,
    timeoutQuota: quota,
    runs: (stages ?? []).flatMap(runsOf),
    stages: stages && new Map(stages.map(({ name, variables }) => [name, variables])),
    vpcLinks: vpcLinks && new Map(vpcLinks.map(({ id, version, status }) => [id, { version, status }])),
    ...templates,
  };
}

/** The stages of an API that are in a usage plan. */
const plannedStages = async (reading: Reading, restApiId: string): Promise<readonly string[]> =>
  (await reading.usagePlans())
    .flatMap(({ stages }) => stages)
    .filter(({ apiId }) => apiId === restApiId)
    .map(({ stage }) => stage);

/** A stage with its variables, and its canary by itself where that has others. */
function runsOf({ name, variables, canary }: StageEntry): ApiFacts["runs"] {
  const others = canary?.stageVariableOverrides ?? {};
  const own = { name, stage: name, variables };
  return Object.keys(others).length === 0
    ? [own]
    : [own, { name: `${name} (its canary)`, stage: name, variables: { ...variables, ...others } }];
}

/** The VPC links, where one is called by its id, or by a variable that a stage has. */
async function linksCalled(reading: Reading, apiId: string, documents: readonly MethodDocument[]) {
  const ids = documents.flatMap(({ integration }) =>
    integration?.connectionType === "VPC_LINK" ? [integration.connectionId ?? ""] : [],
  );
  const known = (id: string) => !usesStageVariables(id);
  const byStage = async () =>
    ((await ifAllowed(reading.stages(apiId))) ?? [])
      .flatMap(runsOf)
      .some(({ variables }) => ids.some((id) => known(withStageVariables(id, variables))));
  const called = ids.some(known) || (ids.length > 0 && (await byStage()));
  return called ? reading.vpcLinks() : [];
}

const usesTemplates = ({ integration, integrationResponses }: MethodDocument): boolean =>
  [
    integration?.requestTemplates,
    ...Object.values(integrationResponses).map((one) => one.responseTemplates),
  ].some((map) => Object.keys(map ?? {}).length > 0);

const usesModels = ({ request, responses }: MethodDocument): boolean =>
  [request.requestModels, ...Object.values(responses).map((one) => one.responseModels)].some(
    (map) => Object.keys(map).length > 0,
  );

/** What stands beside a method on its resource and in its API. */
export type Beside = Pick<Facts, "httpMethod" | "verbs" | "siblings">;

/** What stands beside each method of an API, where all of them are known. */
export function besideAmong(
  all: readonly { readonly at: Pick<Address, "path" | "httpMethod">; readonly document: MethodDocument }[],
): (at: Pick<Address, "path" | "httpMethod">) => Beside {
  const verbs = new Map<string, string[]>();
  for (const { at } of all) verbs.set(at.path, [...(verbs.get(at.path) ?? []), at.httpMethod]);
  const siblings = all.map(({ at, document }) => ({
    path: at.path,
    httpMethod: at.httpMethod,
    authorizationType: document.request.authorizationType,
  }));
  return ({ path, httpMethod }) => ({
    httpMethod,
    verbs: verbs.get(path) ?? [],
    siblings: siblings.filter((one) => one.path !== path || one.httpMethod !== httpMethod),
  });
}

/** The facts for one method: its function and role are looked up too, each once. */
export async function methodFacts(
  around: ApiFacts,
  at: Address,
  { integration }: MethodDocument,
  beside: Beside = {},
): Promise<Facts> {
  return {
    ...around,
    ...beside,
    restApiId: at.restApiId,
    ...(await backendFacts(around, integration, (arn, stage) => {
      const byPolicy = integration?.credentials === undefined;
      return functionFact(around, at, arn, byPolicy, stage);
    })),
  };
}

/** What a role must allow, where that is known already; or that it is not to be looked at. */
type RoleLook = { readonly needs?: Needed | undefined } | "not looked at";

/** What is known of what an integration calls, and as whom: as it stands, or in each stage where stage variables decide it. */
export async function backendFacts(
  around: ApiFacts,
  integration: MethodDocument["integration"],
  /** Looks a function up, or leaves it. */
  functionOf: (arn: string, stage?: string) => Promise<FunctionFact | undefined>,
  role: RoleLook = {},
): Promise<Pick<Facts, "function" | "role" | "called" | "inStages">> {
  if (!integration) return {};
  const runs = hangsOnStage(integration) ? around.runs : [];
  if (runs.length === 0) return factsOf(around, integration, functionOf, role);
  return {
    inStages: new Map(
      await Promise.all(
        runs.map(async ({ name, stage, variables }): Promise<[string, StageFacts]> => {
          const its = inStage(integration, variables);
          const facts = await factsOf(around, its, (arn) => functionOf(arn, stage), role, variables);
          return [name, { integration: its, ...facts }];
        }),
      ),
    ),
  };
}

async function factsOf(
  around: ApiFacts,
  integration: IntegrationRequest,
  functionOf: (arn: string) => Promise<FunctionFact | undefined>,
  role: RoleLook,
  variables?: Variables,
): Promise<Omit<StageFacts, "integration">> {
  const arn = functionArnOf(integration.uri ?? "");
  const [known, fact, called] = await Promise.all([
    arn === undefined || usesStageVariables(arn) ? undefined : functionOf(arn),
    role === "not looked at" ? undefined : roleFact(around, integration, around.kept, role.needs, variables),
    // The catalog is read only where an AWS service is called.
    integration.type === "AWS" ? import("../called/check.ts") : undefined,
  ]);
  return { function: known, role: fact, called: called?.checkCalled(integration, variables) };
}

/** The API's authorizers; of those that are used, whether API Gateway may invoke their functions. */
async function authorizerFacts(
  { aws, reading, kept }: Pick<ApiFacts, "aws" | "reading" | "kept">,
  apiId: string,
  documents: readonly MethodDocument[],
): Promise<ReadonlyMap<string, AuthorizerFact> | undefined> {
  const listed = await ifAllowed(reading.authorizers(apiId));
  if (!listed) return undefined;
  const used = new Set(documents.map(({ request }) => request.authorizerId));
  return new Map(
    await Promise.all(
      listed.map(async ({ id, type, uri = "", credentials }): Promise<[string, AuthorizerFact]> => {
        const arn = functionArnOf(uri);
        const open = arn === undefined || usesStageVariables(arn) || credentials !== undefined;
        if (!used.has(id) || open) return [id, { type }];
        const policy = await policyOf(aws, kept, arn);
        const account = await reading.accountId();
        const sourceArn = `arn:${partitionOf(aws.region) ?? "aws"}:execute-api:${aws.region}:${account}:${apiId}/authorizers/${id}`;
        const letIn =
          policy === "denied" || evaluate(policy, { functionArn: arn, sourceArn }).is === "allowed";
        return [id, letIn ? { type } : { type, refusedBy: arn }];
      }),
    ),
  );
}

/** A function's policy, read once. */
function policyOf(aws: Aws, kept: ApiFacts["kept"], arn: string): Promise<FunctionPolicy> {
  const key = `policy ${arn}`;
  const region = arn.split(":")[3];
  const reading =
    (kept.get(key) as Promise<FunctionPolicy> | undefined) ?? readPolicy(aws, functionInput(arn), region);
  kept.set(key, reading);
  return reading;
}

async function functionFact(
  { aws, reading, kept }: ApiFacts,
  at: Address,
  arn: string,
  byPolicy: boolean,
  /** The one stage that calls it; any, where nothing is said. */
  stage?: string,
): Promise<FunctionFact> {
  const exists = await functionExists({ aws, kept }, arn);
  if (exists === false || !byPolicy) return { exists };
  const policy = await policyOf(aws, kept, arn);
  if (policy === "denied") return { exists, verdict: "unknown" };
  const account = await reading.accountId();
  const place = { partition: partitionOf(aws.region) ?? "aws", region: aws.region, account };
  // The stages are asked for only where it hangs on them.
  const any = invocationVerdict(policy, arn, at, place, ANY_STAGE).is === "allowed";
  if (stage !== undefined && !any) {
    // What another stage, or the test, calls is another function: it is this one's business alone, for all that it calls.
    const verdict = invocationVerdict(policy, arn, at, place, stage);
    const refused = verdict.is === "allowed" ? [] : [{ stage: ANY_STAGE, verdict }];
    return { exists, verdict: { refused, stagesUnread: false } };
  }
  const stages = any ? [] : await ifAllowed(reading.stages(at.restApiId));
  const names = stages?.map(({ name }) => name);
  return { exists, verdict: methodVerdict(policy, arn, at, place, names) };
}

/** Whether a function is there, in its Region; asked once. */
export function functionExists(
  { aws, kept }: Pick<ApiFacts, "aws" | "kept">,
  arn: string,
): Promise<boolean | "unknown"> {
  const parsed = parseFunctionName(arn);
  if ("fault" in parsed) return Promise.resolve(false);
  const key = `function ${arn}`;
  const asking =
    (kept.get(key) as Promise<boolean | "unknown"> | undefined) ??
    isThere(aws.send("lambda:GetFunctionConfiguration", functionInput(arn), { region: parsed.region }));
  kept.set(key, asking);
  return asking;
}
