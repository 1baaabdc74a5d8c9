import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import { accessLogRule, stageVariablesRule } from "../../gateway/rules/stage.ts";
import { own } from "../state/lookup.ts";
import type { ApiState, StageState } from "../state/types.ts";
import { badRequest, refuse } from "../wire/service-error.ts";
import { assign, booleanOf, numberOf, type Patch } from "./patch.ts";
import { copyFromCanary, patchCanary } from "./stage-canary.ts";

const booleanIn = ({ value }: Patch) => booleanOf(value);
const textIn = ({ value }: Patch) => String(value);

/** As reported. */
function ttlOf({ value = "" }: Patch): number {
  if (/^\d{1,4}$/.test(value) && Number(value) <= 3600) return Number(value);
  throw badRequest("Invalid time-to-live setting, must be an integer no greater than 3600");
}

/** Method settings by the end of their path, with how their values read. */
const SETTINGS: Readonly<Record<string, [keyof MethodSetting, (patch: Patch) => unknown]>> = {
  "metrics/enabled": ["metricsEnabled", booleanIn],
  "logging/dataTrace": ["dataTraceEnabled", booleanIn],
  "logging/loglevel": ["loggingLevel", textIn],
  "throttling/burstLimit": ["throttlingBurstLimit", numberOf],
  "throttling/rateLimit": ["throttlingRateLimit", numberOf],
  "caching/enabled": ["cachingEnabled", booleanIn],
  "caching/ttlInSeconds": ["cacheTtlInSeconds", ttlOf],
  "caching/dataEncrypted": ["cacheDataEncrypted", booleanIn],
  "caching/requireAuthorizationForCacheControl": ["requireAuthorizationForCacheControl", booleanIn],
  "caching/unauthorizedCacheControlHeaderStrategy": ["unauthorizedCacheControlHeaderStrategy", textIn],
};

/** What a method's settings are before the first of them is set; without caching a cache is off. */
const DEFAULT_SETTING: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};

// The list as AWS prints it, its missing commas included.
const STAGE_PATHS =
  "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled";

/** Applies one patch to a stage. */
export function applyStagePatch(api: ApiState, stage: StageState, patch: Patch): void {
  const [first = "", second = ""] = patch.segments;
  if (patch.op === "copy") copyFromCanary(stage, patch);
  else if (first === "accessLogSettings") patchAccessLog(stage, patch);
  else if (first === "canarySettings") patchCanary(api, stage, patch, { unknownPath, nothingToRemove });
  else if (first === "variables" && patch.segments.length === 2) patchVariable(stage, second, patch);
  else if (patch.op === "remove" && patch.segments.length > 1) removeSetting(stage, patch);
  else if (patch.segments.length >= 4) setMethodSetting(stage, patch);
  else if (patch.segments.length === 1) applyMember(api, stage, first, patch);
  else throw unknownPath(patch);
}

function patchVariable(stage: StageState, name: string, patch: Patch): void {
  if (patch.op !== "remove") refuse(stageVariablesRule({ [name]: patch.value ?? "" }));
  const { [name]: _old, ...rest } = stage.variables ?? {};
  const changed = patch.op === "remove" ? rest : { ...rest, [name]: patch.value ?? "" };
  assign(stage, "variables", Object.keys(changed).length > 0 ? changed : undefined);
}

const unknownPath = (patch: Patch) =>
  badRequest(`Invalid method setting path: ${patch.path}. Must be one of: [${STAGE_PATHS}]`);

function applyMember(api: ApiState, stage: StageState, member: string, patch: Patch): void {
  const { value } = patch;
  switch (member) {
    case "deploymentId":
      if (!own(api.deployments, value ?? "")) throw badRequest("Deployment id does not exist");
      stage.deploymentId = value!;
      return;
    case "description":
    case "clientCertificateId":
    case "documentationVersion":
      assign(stage, member, patch.op === "remove" ? undefined : value || undefined);
      return;
    case "tracingEnabled":
      stage.tracingEnabled = booleanOf(value);
      return;
    case "cacheClusterEnabled":
      stage.cacheClusterEnabled = booleanOf(value);
      stage.cacheClusterStatus = stage.cacheClusterEnabled ? "CREATE_IN_PROGRESS" : "NOT_AVAILABLE";
      if (stage.cacheClusterEnabled) stage.cacheClusterSize ??= "0.5";
      else delete stage.cacheClusterSize;
      return;
    case "cacheClusterSize":
      assign(stage, "cacheClusterSize", (value || undefined) as StageState["cacheClusterSize"]);
      return;
    default:
      throw unknownPath(patch);
  }
}

/** `/~1pets~1{id}/GET/caching/enabled`: the key is the method as it was written, escaped or not. */
function settingAt(patch: Patch): { target: string; setting: string } {
  const segments = patch.path.split("/").slice(1);
  return { target: segments.slice(0, -2).join("/"), setting: segments.slice(-2).join("/") };
}

function setMethodSetting(stage: StageState, patch: Patch): void {
  const { target, setting } = settingAt(patch);
  const known = own(SETTINGS, setting);
  const verb = target.slice(target.lastIndexOf("/") + 1);
  // Reported: a path that begins with a slash, and a verb, or a star.
  if (
    !known ||
    !patch.path.startsWith("/") ||
    !/^(GET|PUT|POST|DELETE|PATCH|OPTIONS|HEAD|ANY|\*)$/.test(verb)
  )
    throw unknownPath(patch);
  const [member, read] = known;
  const settings: Record<string, MethodSetting> = { ...stage.methodSettings };
  // A method's own settings start from those of all methods.
  const before = settings[target] ?? { ...DEFAULT_SETTING, ...inherited(settings) };
  settings[target] = { ...before, [member]: read(patch) };
  stage.methodSettings = settings;
}

function inherited(settings: Readonly<Record<string, MethodSetting>>): MethodSetting {
  const { throttlingBurstLimit: _burst, throttlingRateLimit: _rate, ...rest } = settings["*/*"] ?? {};
  return rest;
}

/** The blank at the end is AWS's. */
const nothingToRemove = (patch: Patch) =>
  badRequest(
    `Cannot remove method setting ${patch.path.slice(1)} because there is no method setting for this method `,
  );

function removeSetting(stage: StageState, patch: Patch): void {
  const settings = { ...stage.methodSettings };
  const whole = patch.path.slice(1);
  const target = patch.segments.length >= 4 ? settingAt(patch) : { target: whole, setting: "" };
  const found = own(settings, target.target);
  if (!found) throw nothingToRemove(patch);
  const known = own(SETTINGS, target.setting);
  if (target.setting !== "" && !known) throw nothingToRemove(patch);
  if (known) settings[target.target] = { ...found, [known[0]]: DEFAULT_SETTING[known[0]] };
  else delete settings[target.target];
  stage.methodSettings = settings;
}

function patchAccessLog(stage: StageState, patch: Patch): void {
  const member = patch.segments[1];
  if (patch.op === "remove") {
    if (patch.segments.length !== 1) throw nothingToRemove(patch);
    delete stage.accessLogSettings;
    return;
  }
  if (patch.segments.length !== 2 || (member !== "destinationArn" && member !== "format")) {
    throw badRequest(
      "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
    );
  }
  if (!patch.value) throw badRequest("Access Log value must not be empty");
  refuse(accessLogRule({ [member]: patch.value }));
  stage.accessLogSettings = { ...stage.accessLogSettings, [member]: patch.value };
}
