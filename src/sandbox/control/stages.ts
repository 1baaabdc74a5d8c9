import type {
  CreateDeploymentRequest,
  CreateStageRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from "@aws-sdk/client-api-gateway";
import { stageVariablesRule } from "../../gateway/rules/stage.ts";
import type { Context, Input } from "../state/context.ts";
import { apiOf, own } from "../state/lookup.ts";
import type { ApiState, DeploymentState, StageState } from "../state/types.ts";
import { badRequest, conflict, notFound, refuse } from "../wire/service-error.ts";
import { assign, type Patch, patchesOf } from "./patch.ts";
import { applyStagePatch } from "./stage-patches.ts";

function newStage(stageName: string, deploymentId: string, context: Context): StageState {
  const now = context.now().toISOString();
  return {
    deploymentId,
    stageName,
    cacheClusterEnabled: false,
    cacheClusterStatus: "NOT_AVAILABLE",
    methodSettings: {},
    tracingEnabled: false,
    createdDate: now,
    lastUpdatedDate: now,
  };
}

/** A deployment that names a stage makes it, or moves it; with canary settings it only moves the canary. */
export function deployToStage(
  api: ApiState,
  deployment: DeploymentState,
  input: Omit<Input<CreateDeploymentRequest>, "restApiId"> & { stageName: string },
  context: Context,
): void {
  requireStageName(input.stageName);
  refuse(stageVariablesRule({ ...input.variables, ...input.canarySettings?.stageVariableOverrides }));
  const existing = own(api.stages, input.stageName);
  if (existing && input.canarySettings) {
    existing.canarySettings = {
      percentTraffic: 0,
      useStageCache: false,
      ...input.canarySettings,
      deploymentId: deployment.id,
    };
    existing.lastUpdatedDate = context.now().toISOString();
    return;
  }
  const stage = existing ?? newStage(input.stageName, deployment.id, context);
  stage.deploymentId = deployment.id;
  if (existing) stage.lastUpdatedDate = context.now().toISOString();
  if (input.stageDescription !== undefined) assign(stage, "description", input.stageDescription || undefined);
  if (input.variables) stage.variables = { ...stage.variables, ...input.variables };
  if (input.tracingEnabled !== undefined) stage.tracingEnabled = input.tracingEnabled;
  if (input.cacheClusterEnabled) {
    stage.cacheClusterEnabled = true;
    stage.cacheClusterStatus = "CREATE_IN_PROGRESS";
    stage.cacheClusterSize = input.cacheClusterSize ?? "0.5";
  }
  api.stages[stage.stageName] = stage;
}

function requireStageName(name: string): void {
  // The wording is AWS's for CreateStage; that CreateDeployment shares it is unverified.
  if (!/^[A-Za-z0-9_-]+$/.test(name)) throw badRequest("Stage name only allows a-zA-Z0-9_");
}

/** A stage as it is told when it was looked for: a cache that was being made is there by then. */
const looked = (stage: StageState): StageState =>
  stage.cacheClusterStatus === "CREATE_IN_PROGRESS" ? { ...stage, cacheClusterStatus: "AVAILABLE" } : stage;

export function createStage(input: Input<CreateStageRequest>, context: Context): StageState {
  const api = apiOf(context, input.restApiId);
  requireStageName(input.stageName);
  if (own(api.stages, input.stageName)) throw conflict("Stage already exists");
  if (!own(api.deployments, input.deploymentId)) throw badRequest("Deployment id does not exist");
  refuse(stageVariablesRule({ ...input.variables, ...input.canarySettings?.stageVariableOverrides }));
  const stage = newStage(input.stageName, input.deploymentId, context);
  assign(stage, "description", input.description || undefined);
  assign(stage, "variables", input.variables);
  assign(stage, "tags", input.tags);
  assign(stage, "documentationVersion", input.documentationVersion);
  if (input.tracingEnabled !== undefined) stage.tracingEnabled = input.tracingEnabled;
  if (input.cacheClusterEnabled) {
    stage.cacheClusterEnabled = true;
    stage.cacheClusterStatus = "CREATE_IN_PROGRESS";
    stage.cacheClusterSize = input.cacheClusterSize ?? "0.5";
  }
  if (input.canarySettings) {
    if (!own(api.deployments, input.canarySettings.deploymentId ?? input.deploymentId)) {
      throw badRequest("Deployment id does not exist");
    }
    stage.canarySettings = {
      deploymentId: input.deploymentId,
      percentTraffic: 0,
      useStageCache: false,
      ...input.canarySettings,
    };
  }
  api.stages[stage.stageName] = stage;
  return stage;
}

function stageOf(context: Context, ids: { restApiId: string; stageName: string }) {
  const api = apiOf(context, ids.restApiId);
  const stage = own(api.stages, ids.stageName);
  if (!stage) throw notFound("Invalid stage identifier specified");
  return { api, stage };
}

export function getStage(input: Input<GetStageRequest>, context: Context): StageState {
  return looked(stageOf(context, input).stage);
}

/** The list is called `item` here, and has no pages. */
export function getStages(input: Input<GetStagesRequest>, context: Context): { item: StageState[] } {
  const stages = Object.values(apiOf(context, input.restApiId).stages);
  const wanted = input.deploymentId;
  return {
    item: stages.filter((stage) => wanted === undefined || stage.deploymentId === wanted).map(looked),
  };
}

export function deleteStage(input: Input<DeleteStageRequest>, context: Context): void {
  const { api, stage } = stageOf(context, input);
  delete api.stages[stage.stageName];
}

/** By public reports: the words and the case (Zappa, issue 793). */
const enablesLogging = ({ op, path, value }: Patch): boolean =>
  op !== "remove" && path.endsWith("/logging/loglevel") && value !== "OFF";

export function updateStage(input: Input<UpdateStageRequest>, context: Context): StageState {
  const { api, stage } = stageOf(context, input);
  const patches = patchesOf(input.patchOperations);
  if (patches.some(enablesLogging) && !context.state.account?.cloudwatchRoleArn)
    throw badRequest("CloudWatch Logs role ARN must be set in account settings to enable logging");
  for (const patch of patches) applyStagePatch(api, stage, patch);
  stage.lastUpdatedDate = context.now().toISOString();
  return stage;
}
