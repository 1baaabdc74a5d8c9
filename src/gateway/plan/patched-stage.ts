import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import { isRef } from "../call/call.ts";
import { DEFAULT_STATUS, type GatewayResponse } from "../document/gateway-response.ts";
import {
  ALL_METHODS,
  type Canary,
  DEFAULT_SETTINGS,
  SETTING_PATHS,
  type Stage,
  type StageMethodSettings,
} from "../document/stage.ts";
import { apiOfKey, deploymentKey, gatewayResponseTypeOfKey, type Key } from "../document/things.ts";
import { entry, inTurn, partsOf, same, unlessEmpty, yes } from "./patched.ts";

type Patches = readonly PatchOperation[];

/** The deployment that a patch or an input names, by its id or by the key of one that is to be made. */
export const deploymentOf = (key: Key<"stage">, value: unknown): Key<"deployment"> =>
  isRef(value) ? (value.idOf as Key<"deployment">) : deploymentKey(apiOfKey(key), String(value));

export const patchedGatewayResponse = (
  key: Key<"gatewayResponse">,
  response: GatewayResponse,
  patches: Patches,
): GatewayResponse =>
  inTurn(response, patches, (now, patch) => {
    const [member] = partsOf(patch);
    if (member === "responseParameters")
      return { ...now, responseParameters: entry(now.responseParameters, patch, same) };
    if (member === "responseTemplates")
      return { ...now, responseTemplates: entry(now.responseTemplates, patch, same) };
    const usual = patch.value === DEFAULT_STATUS[gatewayResponseTypeOfKey(key)];
    return { ...now, statusCode: usual ? undefined : unlessEmpty(patch.value) };
  });

export const patchedStage = (key: Key<"stage">, stage: Stage, patches: Patches): Stage =>
  inTurn(stage, patches, (now, patch): Stage => {
    const [member, of] = partsOf(patch);
    const { value } = patch;
    switch (member) {
      case "deploymentId":
        return { ...now, deployment: deploymentOf(key, value) };
      case "variables":
        return { ...now, variables: entry(now.variables, patch, same) };
      case "tracingEnabled":
        return { ...now, tracingEnabled: yes(value ?? "") };
      case "cacheClusterEnabled":
        return { ...now, cacheClusterSize: yes(value ?? "") ? (now.cacheClusterSize ?? "0.5") : undefined };
      case "accessLogSettings":
        return {
          ...now,
          accessLog:
            patch.op === "remove"
              ? undefined
              : { destinationArn: "", format: "", ...now.accessLog, [of ?? ""]: value ?? "" },
        };
      case "canarySettings":
        return {
          ...now,
          canary: patch.op === "remove" && of === undefined ? undefined : patchedCanary(key, now, patch),
        };
      case "description":
      case "documentationVersion":
      case "clientCertificateId":
      case "cacheClusterSize":
        return { ...now, [member]: unlessEmpty(value) };
      default:
        return { ...now, methodSettings: patchedSettings(now.methodSettings, patch) };
    }
  });

/** A stage without a canary gets one on its own deployment (recorded). */
function patchedCanary(key: Key<"stage">, stage: Stage, patch: PatchOperation): Canary {
  const [, member = ""] = partsOf(patch);
  const now: Canary = stage.canary ?? {
    deployment: stage.deployment,
    percentTraffic: 0,
    variables: {},
    useStageCache: false,
  };
  if (member === "deploymentId") return { ...now, deployment: deploymentOf(key, patch.value) };
  if (member === "percentTraffic") return { ...now, percentTraffic: Number(patch.value) };
  if (member === "useStageCache") return { ...now, useStageCache: yes(patch.value ?? "") };
  // The path has one part more than that of the stage's own variables.
  const inner = { ...patch, path: (patch.path ?? "").replace(/^\/canarySettings/, "") };
  return { ...now, variables: entry(now.variables, inner, same) };
}

const READ: { readonly [K in keyof StageMethodSettings]: (text: string) => StageMethodSettings[K] } = {
  metricsEnabled: yes,
  loggingLevel: same,
  dataTraceEnabled: yes,
  throttlingBurstLimit: Number,
  throttlingRateLimit: Number,
  cachingEnabled: yes,
  cacheTtlInSeconds: Number,
  cacheDataEncrypted: yes,
  requireAuthorizationForCacheControl: yes,
  unauthorizedCacheControlHeaderStrategy: same as (
    text: string,
  ) => StageMethodSettings["unauthorizedCacheControlHeaderStrategy"],
};

/** `/~1pets/GET/throttling/rateLimit`, or a method's settings as a whole; names stay as they are written. */
function patchedSettings(
  settings: Stage["methodSettings"],
  { op, path = "", value = "" }: PatchOperation,
): Stage["methodSettings"] {
  const parts = path.slice(1).split("/");
  const end = parts.slice(-2).join("/");
  const member = (Object.keys(SETTING_PATHS) as (keyof StageMethodSettings)[]).find(
    (one) => SETTING_PATHS[one] === end,
  );
  const name = member === undefined ? parts.join("/") : parts.slice(0, -2).join("/");
  const { [name]: before, ...rest } = settings;
  if (op === "remove" && member === undefined) return rest;
  if (member === undefined) return settings;
  const {
    throttlingBurstLimit: _,
    throttlingRateLimit: __,
    ...general
  } = settings[ALL_METHODS] ?? DEFAULT_SETTINGS;
  return {
    ...rest,
    [name]: { ...(before ?? { ...DEFAULT_SETTINGS, ...general }), [member]: READ[member](value) },
  };
}
