import { AwsFailure } from "../gateway/call/failure.ts";
import { AROUND_SUMMARY, type Around, compareAround } from "../gateway/stage/around.ts";
import { type ApiSummary, type Compared, compareMethods, compareSummary } from "../gateway/stage/compare.ts";
import { type Configured, configured } from "../gateway/stage/configured.ts";
import type { Fields } from "../gateway/stage/fields.ts";
import {
  EXPORT_QUESTION,
  parseExport,
  readMethods,
  type ServedMethod,
  UnreadableExport,
} from "../gateway/stage/read-export.ts";
import type { ApiEntry, StageEntry } from "../ports.ts";
import type { Account } from "./account.ts";
import { ifAllowed } from "./allowed.ts";
import { readAround } from "./around-methods.ts";
import { observeMethods } from "./observe.ts";

/** What a deployment has of what is configured. */
export interface DeploymentStatus extends Compared {
  readonly deployment: string | undefined;
  /**
   * By what it was compared: the stage's export; the deployment's summary, which has no more than methods, authorization
   * types and API keys; or nothing, because neither may be read.
   */
  readonly by: "export" | "summary" | "nothing";
  /** Why not by its export. */
  readonly why?: AwsFailure | UnreadableExport | undefined;
}

export interface StageStatus extends DeploymentStatus {
  readonly stage: StageEntry;
  /** The deployment that part of the stage's calls goes to; by its summary at most, for exports are of the stage's own. */
  readonly canary?: DeploymentStatus | undefined;
}

/** Whether nobody could tell of all of it that it is as configured. */
export const isHalfTold = ({ by }: DeploymentStatus): boolean => by !== "export";

/**
 * Gives of each stage of an API (or of those that `only` names) all that a deployment would add, change or remove there,
 * value by value (methods; unless `methodsOnly`, models, authorizers, gateway responses and binary types too), and the
 * values of which nobody can tell; `[]` for an API without stages. One call a page of each list, one a deployment that
 * a stage serves. Sends nothing that writes. Rejects with AwsFailure where the API's methods or stages may not be read;
 * where an export may not, the answer says by what else it compared.
 */
export async function stageStatuses(
  account: Account,
  api: Pick<ApiEntry, "id" | "binaryMediaTypes">,
  {
    only,
    methods,
    methodsOnly = false,
  }: {
    readonly methodsOnly?: boolean;
    readonly only?: readonly string[] | undefined;
    /** What is configured, where it has been read already. */
    readonly methods?: readonly Configured[] | Promise<readonly Configured[]> | undefined;
  } = {},
): Promise<readonly StageStatus[]> {
  // Exports are asked for as soon as the stages are known.
  const configured = Promise.all([
    methods ?? configuredMethods(account, api),
    methodsOnly ? undefined : readAround(account, api),
  ]);
  // Should the stages be refused first, nobody waits for it.
  configured.catch(() => {});
  const stages = await account.reading.stages(api.id);
  const kept = new Map<string, Promise<DeploymentStatus>>();
  const read = new Map<string, ServedMethod>();
  return Promise.all(
    stages
      .filter(({ name }) => only === undefined || only.includes(name))
      .map(async (stage): Promise<StageStatus> => {
        const { deploymentId, canary } = stage;
        // What a stage serves is its deployment's: two stages of one are asked for once.
        const key = deploymentId ?? `stage ${stage.name}`;
        const own = kept.get(key) ?? ofStage(account, api.id, stage, configured, read);
        kept.set(key, own);
        const [status, ofCanary] = await Promise.all([
          own,
          canary && ofDeployment(account, api.id, canary.deploymentId, configured),
        ]);
        return { ...status, stage, canary: ofCanary };
      }),
  );
}

type IsConfigured = readonly [readonly Configured[], Around | undefined];

/** An API's methods as they are configured, with names for ids. */
export const configuredMethods = async (
  account: Account,
  api: Pick<ApiEntry, "id">,
): Promise<readonly Configured[]> => (await configuredResources(account, api)).methods;

/** The same, with the paths of all resources, those without methods too. */
export async function configuredResources(
  { aws, reading }: Account,
  { id: restApiId }: Pick<ApiEntry, "id">,
): Promise<{ readonly paths: readonly string[]; readonly methods: readonly Configured[] }> {
  const resources = await observeMethods(aws, restApiId);
  const all = resources.flatMap(({ path, id: resourceId, methods }) =>
    [...methods].map(([httpMethod, document]) => ({ path, httpMethod, resourceId, document })),
  );
  const [authorizers, validators] = await Promise.all([
    all.some(({ document }) => document.request.authorizerId !== undefined)
      ? ifAllowed(reading.authorizers(restApiId))
      : [],
    all.some(({ document }) => document.request.requestValidator !== undefined)
      ? ifAllowed(reading.requestValidators(restApiId))
      : [],
  ]);
  return {
    paths: resources.map(({ path }) => path),
    methods: all.map(({ document, ...at }) =>
      configured(restApiId, at, document, { authorizers, validators }),
    ),
  };
}

async function ofStage(
  account: Account,
  restApiId: string,
  { name: stageName, deploymentId }: StageEntry,
  configured: Promise<IsConfigured>,
  read: Map<string, ServedMethod>,
): Promise<DeploymentStatus> {
  const exported = await answerOf(() => exportOf(account, restApiId, stageName));
  if ("why" in exported)
    return { ...(await ofDeployment(account, restApiId, deploymentId, configured)), why: exported.why };
  const [methods, around] = await configured;
  const served = readMethods(exported.answer, read);
  const compared = [
    compareMethods(served, methods),
    ...(around ? [compareAround(exported.answer, served, around)] : []),
  ];
  return {
    deployment: deploymentId,
    by: "export",
    changes: compared.flatMap(({ changes }) => changes),
    untold: compared.flatMap(({ untold }) => untold),
  };
}

async function ofDeployment(
  account: Account,
  restApiId: string,
  deploymentId: string | undefined,
  configured: Promise<IsConfigured>,
): Promise<DeploymentStatus> {
  const nothing = { deployment: deploymentId, by: "nothing" as const, changes: [], untold: [] };
  if (deploymentId === undefined) return nothing;
  const told = await answerOf(() => summaryOf(account, restApiId, deploymentId));
  const [methods, around] = await configured;
  if ("why" in told) return { ...nothing, why: told.why };
  if (told.answer === undefined) return nothing;
  const { changes, untold } = compareSummary(told.answer as ApiSummary, methods);
  return {
    deployment: deploymentId,
    by: "summary",
    changes,
    untold: around ? [...untold, AROUND_SUMMARY] : untold,
  };
}

/** What a stage serves, as its export has it. */
export async function exportOf({ aws }: Account, restApiId: string, stageName: string): Promise<Fields> {
  const question = { restApiId, stageName, ...EXPORT_QUESTION };
  return parseExport((await aws.send("apigateway:GetExport", question)).body ?? "");
}

/** What a deployment says of its methods. */
export const summaryOf = async ({ aws }: Account, restApiId: string, deploymentId: string) =>
  (await aws.send("apigateway:GetDeployment", { restApiId, deploymentId, embed: ["apisummary"] })).apiSummary;

/** What AWS answers, or why it will not say it, however often it is asked. */
export async function answerOf<T>(
  read: () => Promise<T>,
): Promise<{ readonly answer: T } | { readonly why: AwsFailure | UnreadableExport }> {
  try {
    return { answer: await read() };
  } catch (error) {
    if (error instanceof UnreadableExport) return { why: error };
    if (error instanceof AwsFailure && (error.kind === "denied" || error.kind === "refused"))
      return { why: error };
    throw error;
  }
}
