import { AwsFailure } from "../gateway/call/failure.ts";
import { type ApiSummary, type Compared, compareMethods, compareSummary } from "../gateway/stage/compare.ts";
import { type Configured, configured } from "../gateway/stage/configured.ts";
import { EXPORT_QUESTION, parseExport, readMethods, UnreadableExport } from "../gateway/stage/read-export.ts";
import type { ApiEntry, StageEntry } from "../ports.ts";
import type { Account } from "./account.ts";
import { ifAllowed } from "./allowed.ts";
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
 * Gives of each stage of an API (or of those that `only` names) every method that a deployment would add, change or
 * remove there, value by value, and the values of which nobody can tell; `[]` for an API without stages. One call a
 * page of resources, one a deployment that a stage serves. Sends nothing that writes. Rejects with AwsFailure where the
 * API's methods or stages may not be read; where an export may not, the answer says by what else it compared.
 */
export async function stageStatuses(
  account: Account,
  api: Pick<ApiEntry, "id">,
  {
    only,
    methods,
  }: {
    readonly only?: readonly string[] | undefined;
    /** What is configured, where it has been read already. */
    readonly methods?: readonly Configured[] | Promise<readonly Configured[]> | undefined;
  } = {},
): Promise<readonly StageStatus[]> {
  // Exports are asked for as soon as the stages are known.
  const configured = Promise.resolve(methods ?? configuredMethods(account, api));
  // Should the stages be refused first, nobody waits for it.
  configured.catch(() => {});
  const stages = await account.reading.stages(api.id);
  const kept = new Map<string, Promise<DeploymentStatus>>();
  return Promise.all(
    stages
      .filter(({ name }) => only === undefined || only.includes(name))
      .map(async (stage): Promise<StageStatus> => {
        const { deploymentId, canary } = stage;
        // What a stage serves is its deployment's: two stages of one are asked for once.
        const key = deploymentId ?? `stage ${stage.name}`;
        const own = kept.get(key) ?? ofStage(account, api.id, stage, configured);
        kept.set(key, own);
        const [status, ofCanary] = await Promise.all([
          own,
          canary && ofDeployment(account, api.id, canary.deploymentId, configured),
        ]);
        return { ...status, stage, canary: ofCanary };
      }),
  );
}

/** An API's methods as they are configured, with names for ids. */
export async function configuredMethods(
  { aws, reading }: Account,
  { id: restApiId }: Pick<ApiEntry, "id">,
): Promise<readonly Configured[]> {
  const resources = await observeMethods(aws, restApiId);
  const all = resources.flatMap(({ path, methods }) =>
    [...methods].map(([httpMethod, document]) => ({ path, httpMethod, document })),
  );
  const [authorizers, validators] = await Promise.all([
    all.some(({ document }) => document.request.authorizerId !== undefined)
      ? ifAllowed(reading.authorizers(restApiId))
      : [],
    all.some(({ document }) => document.request.requestValidator !== undefined)
      ? ifAllowed(reading.requestValidators(restApiId))
      : [],
  ]);
  return all.map(({ document, ...at }) => configured(restApiId, at, document, { authorizers, validators }));
}

async function ofStage(
  account: Account,
  restApiId: string,
  { name: stageName, deploymentId }: StageEntry,
  configured: Promise<readonly Configured[]>,
): Promise<DeploymentStatus> {
  try {
    const question = { restApiId, stageName, ...EXPORT_QUESTION };
    const { body } = await account.aws.send("apigateway:GetExport", question);
    const served = readMethods(parseExport(body ?? ""));
    return { deployment: deploymentId, by: "export", ...compareMethods(served, await configured) };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { ...(await ofDeployment(account, restApiId, deploymentId, configured)), why: error };
  }
}

/** Whether AWS will not say it, however often it is asked. */
const isNoAnswer = (error: unknown): error is AwsFailure | UnreadableExport =>
  error instanceof UnreadableExport ||
  (error instanceof AwsFailure && (error.kind === "denied" || error.kind === "refused"));

async function ofDeployment(
  { aws }: Account,
  restApiId: string,
  deploymentId: string | undefined,
  configured: Promise<readonly Configured[]>,
): Promise<DeploymentStatus> {
  const nothing = { deployment: deploymentId, by: "nothing" as const, changes: [], untold: [] };
  if (deploymentId === undefined) return nothing;
  try {
    const { apiSummary } = await aws.send("apigateway:GetDeployment", {
      restApiId,
      deploymentId,
      embed: ["apisummary"],
    });
    if (apiSummary === undefined) return nothing;
    return {
      deployment: deploymentId,
      by: "summary",
      ...compareSummary(apiSummary as ApiSummary, await configured),
    };
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    return { ...nothing, why: error };
  }
}
