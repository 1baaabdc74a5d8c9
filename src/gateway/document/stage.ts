import type { MethodSetting, Stage as StageAnswer } from "@aws-sdk/client-api-gateway";
import { deploymentKey, type Key } from "./things.ts";

/** A deployment: what it froze nobody can read, so all that is said of it is what was written on it. */
export interface Deployment {
  readonly description?: string | undefined;
}

/** The mark by which a run's deployment is known again: its description ends with the run's name. */
export const runMark = (run: string): string => `Run ${run}.`;

/** A stage, with what it has of methods. Members that hold API Gateway's default are left out. */
export interface Stage {
  readonly deployment: Key<"deployment">;
  readonly description?: string | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly tracingEnabled: boolean;
  /** Gigabytes; left out: it has no cache. */
  readonly cacheClusterSize?: string | undefined;
  readonly canary?: Canary | undefined;
  /** By method, as API Gateway names them: `~1pets~1{petId}/GET`, for all of them `*\/*`. */
  readonly methodSettings: Readonly<Record<string, StageMethodSettings>>;
  readonly accessLog?: { readonly destinationArn: string; readonly format: string } | undefined;
  readonly documentationVersion?: string | undefined;
  readonly clientCertificateId?: string | undefined;
}

/** A deployment that takes a share of the calls. */
export interface Canary {
  readonly deployment: Key<"deployment">;
  readonly percentTraffic: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}

export type StageMethodSettings = { readonly [K in keyof MethodSetting]-?: NonNullable<MethodSetting[K]> };

/** The end of a setting's path in a patch, by the setting (API reference, "Patch operations"). */
export const SETTING_PATHS: { readonly [K in keyof StageMethodSettings]: string } = {
  metricsEnabled: "metrics/enabled",
  loggingLevel: "logging/loglevel",
  dataTraceEnabled: "logging/dataTrace",
  throttlingBurstLimit: "throttling/burstLimit",
  throttlingRateLimit: "throttling/rateLimit",
  cachingEnabled: "caching/enabled",
  cacheTtlInSeconds: "caching/ttlInSeconds",
  cacheDataEncrypted: "caching/dataEncrypted",
  requireAuthorizationForCacheControl: "caching/requireAuthorizationForCacheControl",
  unauthorizedCacheControlHeaderStrategy: "caching/unauthorizedCacheControlHeaderStrategy",
};

/** What a first write of any setting fills in for the others (recorded). */
export const DEFAULT_SETTINGS: StageMethodSettings = {
  metricsEnabled: false,
  loggingLevel: "OFF",
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};

/** What stands for all methods of a stage. */
export const ALL_METHODS = "*/*";

/** The name that a method's settings have in a stage: `~1pets~1{petId}/GET`. */
export const settingsName = ({
  path,
  httpMethod,
}: {
  readonly path: string;
  readonly httpMethod: string;
}): string => `${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${httpMethod}`;

/** The method of such a name, for people: `GET /pets/{petId}`. */
export function printSettingsName(name: string): string {
  if (name === ALL_METHODS) return "all methods";
  const at = name.lastIndexOf("/");
  const path = name.slice(0, at).replaceAll("~1", "/").replaceAll("~0", "~");
  return `${name.slice(at + 1)} ${path.startsWith("/") ? path : `/${path}`}`;
}

/** A stage as API Gateway tells it. */
export function readStage(restApiId: string, answer: StageAnswer): Stage {
  const { canarySettings: canary, accessLogSettings: log } = answer;
  const deployment = deploymentKey(restApiId, answer.deploymentId ?? "");
  return {
    deployment,
    description: answer.description || undefined,
    variables: { ...answer.variables },
    tracingEnabled: answer.tracingEnabled ?? false,
    cacheClusterSize: answer.cacheClusterEnabled ? (answer.cacheClusterSize ?? "0.5") : undefined,
    canary: canary && {
      deployment: canary.deploymentId ? deploymentKey(restApiId, canary.deploymentId) : deployment,
      percentTraffic: canary.percentTraffic ?? 0,
      variables: { ...canary.stageVariableOverrides },
      useStageCache: canary.useStageCache ?? false,
    },
    methodSettings: Object.fromEntries(
      Object.entries(answer.methodSettings ?? {}).map(([name, one]) => [
        name,
        { ...DEFAULT_SETTINGS, ...one },
      ]),
    ) as Stage["methodSettings"],
    accessLog: log && { destinationArn: log.destinationArn ?? "", format: log.format ?? "" },
    documentationVersion: answer.documentationVersion || undefined,
    clientCertificateId: answer.clientCertificateId || undefined,
  };
}
