import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from "@aws-sdk/client-api-gateway";
import type { Context, Input } from "../state/context.ts";
import { rawOf } from "../state/draft.ts";
import { apiOf, own, pathOf } from "../state/lookup.ts";
import { snapshotOf } from "../state/snapshot.ts";
import type { ApiState, DeploymentState, Snapshot } from "../state/types.ts";
import { badRequest, notFound } from "../wire/service-error.ts";
import { page } from "./paging.ts";
import { assign, listedPatches } from "./patch.ts";
import { deployToStage } from "./stages.ts";

/** A deployment as AWS tells it; what it froze is told only as a summary, and only when asked for. */
function told(deployment: DeploymentState, embed: readonly string[] | undefined) {
  const { snapshot, ...rest } = deployment;
  return embed?.includes("apisummary") ? { ...rest, apiSummary: summaryOf(snapshot) } : rest;
}

function summaryOf({ resources }: Snapshot) {
  const summary: Record<string, Record<string, { authorizationType: string; apiKeyRequired: boolean }>> = {};
  for (const resource of Object.values(resources)) {
    for (const method of Object.values(resource.methods)) {
      const { authorizationType, apiKeyRequired = false } = method;
      const path = pathOf(resources, resource);
      summary[path] = { ...summary[path], [method.httpMethod]: { authorizationType, apiKeyRequired } };
    }
  }
  return summary;
}

export function createDeployment(input: Input<CreateDeploymentRequest>, context: Context) {
  const api = apiOf(context, input.restApiId);
  const methods = Object.values(rawOf(api.resources)).flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => !method.methodIntegration)) {
    throw badRequest("No integration defined for method");
  }
  if (input.canarySettings) requireStageForCanary(api, input.stageName);
  const deployment: DeploymentState = {
    id: context.id(6),
    createdDate: context.now().toISOString(),
    snapshot: snapshotOf(api),
  };
  assign(deployment, "description", input.description || undefined);
  if (input.stageName) deployToStage(api, deployment, input as { stageName: string }, context);
  api.deployments[deployment.id] = deployment;
  return told(deployment, undefined);
}

/** A canary needs a stage that is already there. */
function requireStageForCanary(api: ApiState, stageName: string | undefined): void {
  const start = "Invalid deployment content specified.";
  if (!stageName) {
    throw badRequest(
      `${start}Non null and non empty stageName must be provided for canary deployment. Provided value is ${stageName ?? "null"}`,
    );
  }
  if (!own(api.stages, stageName)) {
    throw badRequest(
      `${start}Stage ${stageName} must already be created before making a canary release deployment`,
    );
  }
}

function deploymentOf(context: Context, ids: { restApiId: string; deploymentId: string }) {
  const api = own(context.state.apis, ids.restApiId);
  const deployment = api && own(api.deployments, ids.deploymentId);
  if (!api || !deployment) throw notFound("Invalid Deployment identifier specified");
  return { api, deployment };
}

export function getDeployment(input: Input<GetDeploymentRequest>, context: Context) {
  return told(deploymentOf(context, input).deployment, input.embed);
}

export function getDeployments(input: Input<GetDeploymentsRequest>, context: Context) {
  const deployments = Object.values(apiOf(context, input.restApiId).deployments);
  return page(
    deployments.map((deployment) => told(deployment, undefined)),
    input,
  );
}

export function updateDeployment(input: Input<UpdateDeploymentRequest>, context: Context) {
  const { deployment } = deploymentOf(context, input);
  for (const patch of listedPatches(input.patchOperations, { replace: ["/description"] })) {
    assign(deployment, "description", patch.value || undefined);
  }
  return told(deployment, undefined);
}

export function deleteDeployment(input: Input<DeleteDeploymentRequest>, context: Context): void {
  const { api, deployment } = deploymentOf(context, input);
  const active = Object.values(api.stages).some(
    (stage) => stage.deploymentId === deployment.id || stage.canarySettings?.deploymentId === deployment.id,
  );
  if (active) throw badRequest("Active stages pointing to this deployment must be moved or deleted");
  delete api.deployments[deployment.id];
}
