import { stageVariablesRule } from "../../gateway/rules/stage.ts";
import { own } from "../state/lookup.ts";
import type { ApiState, StageState } from "../state/types.ts";
import { badRequest, refuse } from "../wire/service-error.ts";
import { booleanOf, numberOf, type Patch } from "./patch.ts";

interface Complaints {
  unknownPath(patch: Patch): Error;
  nothingToRemove(patch: Patch): Error;
}

/** Changes one of a stage's canary settings; a stage without a canary gets one on its own deployment. */
export function patchCanary(
  api: ApiState,
  stage: StageState,
  patch: Patch,
  { unknownPath, nothingToRemove }: Complaints,
): void {
  const [, member = "", key = ""] = patch.segments;
  if (patch.op === "remove" && patch.segments.length === 1) {
    delete stage.canarySettings;
    return;
  }
  const variable = member === "stageVariableOverrides" && key !== "";
  if (patch.op === "remove" && !variable) throw nothingToRemove(patch);
  // Recorded for the deployment; that the other members say the same is unverified.
  if (patch.op !== "replace" && patch.op !== "remove" && !variable)
    throw badRequest(`Invalid ${patch.op} operation with path: ${patch.path}`);
  const canary = {
    percentTraffic: 0,
    useStageCache: false,
    deploymentId: stage.deploymentId,
    ...stage.canarySettings,
  };
  if (member === "percentTraffic") canary.percentTraffic = numberOf(patch);
  else if (member === "useStageCache") canary.useStageCache = booleanOf(patch.value);
  else if (member === "deploymentId") {
    if (!own(api.deployments, patch.value ?? "")) throw badRequest("Deployment id does not exist");
    canary.deploymentId = patch.value!;
  } else if (variable) {
    if (patch.op !== "remove") refuse(stageVariablesRule({ [key]: patch.value ?? "" }));
    const { [key]: _old, ...rest } = canary.stageVariableOverrides ?? {};
    canary.stageVariableOverrides = patch.op === "remove" ? rest : { ...rest, [key]: patch.value ?? "" };
  } else throw unknownPath(patch);
  stage.canarySettings = canary;
}

/** Copying only promotes a canary: its deployment becomes the stage's, its variables are merged into the stage's. */
export function copyFromCanary(stage: StageState, patch: Patch): void {
  const { path, from } = patch;
  const canary = stage.canarySettings;
  const deployment = path === "/deploymentId" && from === "/canarySettings/deploymentId";
  const variables = path === "/variables" && from === "/canarySettings/stageVariableOverrides";
  if (!deployment && !variables) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from ?? "null"}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    );
  }
  if (!canary) throw badRequest("Promotion not available. Canary does not exist.");
  if (deployment && canary.deploymentId) stage.deploymentId = canary.deploymentId;
  if (variables) stage.variables = { ...stage.variables, ...canary.stageVariableOverrides };
}
