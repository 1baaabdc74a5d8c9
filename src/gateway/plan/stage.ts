import type { PatchOperation } from "@aws-sdk/client-api-gateway";
import type { Call, Ref } from "../call/call.ts";
import {
  ALL_METHODS,
  type Canary,
  DEFAULT_SETTINGS,
  type Deployment,
  SETTING_PATHS,
  type Stage,
  type StageMethodSettings,
} from "../document/stage.ts";
import { apiOfKey, type Key, printKey, stageOfKey } from "../document/things.ts";
import { mapPatches, patch, scalarPatches } from "./patch.ts";
import { equal, ifAny } from "./shapes.ts";

const ref = (key: Key<"deployment">): Ref => ({ idOf: key });

/** The value of a patch is not a member of the input: a reference is resolved there all the same. */
const refPatch = (path: string, key: Key<"deployment">): PatchOperation => ({
  op: "replace",
  path,
  value: ref(key) as unknown as string,
});

/** A deployment freezes what is configured when it is made: nothing leads from one to another but a new one. */
export function planDeployment(
  key: Key<"deployment">,
  now: Deployment | undefined,
  wanted: Deployment | undefined,
): readonly Call[] {
  const restApiId = apiOfKey(key);
  const at = printKey(key);
  if (!now)
    return wanted
      ? [
          {
            operation: "apigateway:CreateDeployment",
            input: {
              restApiId,
              ...(wanted.description === undefined ? {} : { description: wanted.description }),
            },
            at: "new deployment",
            because: "it freezes what is configured now",
          },
        ]
      : [];
  const target = { restApiId, deploymentId: ref(key) };
  if (!wanted)
    return [
      { operation: "apigateway:DeleteDeployment", input: target, at, because: "no stage needs it any more" },
    ];
  const patchOperations = scalarPatches(now, wanted, ["description"]);
  return patchOperations.length === 0
    ? []
    : [
        {
          operation: "apigateway:UpdateDeployment",
          input: { ...target, patchOperations },
          at,
          because: "its description differs",
        },
      ];
}

/** The calls from one stage to another. */
export function planStage(
  key: Key<"stage">,
  now: Stage | undefined,
  wanted: Stage | undefined,
): readonly Call[] {
  const target = { restApiId: apiOfKey(key), stageName: stageOfKey(key) };
  const at = printKey(key);
  if (!wanted)
    return now ? [{ operation: "apigateway:DeleteStage", input: target, at, because: "it is to go" }] : [];
  const update = (patchOperations: readonly PatchOperation[], because: string): readonly Call[] =>
    patchOperations.length === 0
      ? []
      : [
          {
            operation: "apigateway:UpdateStage",
            input: { ...target, patchOperations: [...patchOperations] },
            at,
            because,
          },
        ];
  if (!now) {
    const made = bare(wanted);
    return [
      {
        operation: "apigateway:CreateStage",
        input: { ...target, deploymentId: ref(wanted.deployment), ...madeWith(wanted) },
        at,
        because: "the API has no such stage",
      },
      ...update(stagePatches(made, wanted), "what a stage cannot be made with"),
    ];
  }
  return update(stagePatches(now, wanted), reasonOf(now, wanted));
}

function reasonOf(now: Stage, wanted: Stage): string {
  if (now.deployment !== wanted.deployment) return "it serves another deployment from now on";
  if (!equal(now.canary, wanted.canary)) return wanted.canary ? "its canary changes" : "its canary ends";
  return equal(now.methodSettings, wanted.methodSettings)
    ? "its settings differ"
    : "what it has of methods differs";
}

/** A stage as CreateStage leaves it, with all that it takes. */
const bare = ({
  deployment,
  description,
  variables,
  tracingEnabled,
  cacheClusterSize,
  documentationVersion,
}: Stage) => ({
  deployment,
  description,
  variables,
  tracingEnabled,
  cacheClusterSize,
  documentationVersion,
  methodSettings: {},
});

const madeWith = ({
  description,
  variables,
  tracingEnabled,
  cacheClusterSize,
  documentationVersion,
}: Stage) => ({
  ...(description === undefined ? {} : { description }),
  ...ifAny("variables", variables),
  ...(tracingEnabled ? { tracingEnabled } : {}),
  ...(cacheClusterSize === undefined
    ? {}
    : { cacheClusterEnabled: true, cacheClusterSize: cacheClusterSize as "0.5" }),
  ...(documentationVersion === undefined ? {} : { documentationVersion }),
});

function stagePatches(now: Stage, wanted: Stage): readonly PatchOperation[] {
  return [
    ...(now.deployment === wanted.deployment ? [] : [refPatch("/deploymentId", wanted.deployment)]),
    ...scalarPatches(now, wanted, [
      "description",
      "tracingEnabled",
      "documentationVersion",
      "clientCertificateId",
    ]),
    ...cachePatches(now.cacheClusterSize, wanted.cacheClusterSize),
    ...mapPatches("/variables", now.variables, wanted.variables),
    ...canaryPatches(now.canary, wanted.canary),
    ...logPatches(now.accessLog, wanted.accessLog),
    ...settingPatches(now, wanted),
  ];
}

function cachePatches(now: string | undefined, wanted: string | undefined): readonly PatchOperation[] {
  if (now === wanted) return [];
  if (wanted === undefined) return [patch("replace", "/cacheClusterEnabled", "false")];
  return [
    ...(now === undefined ? [patch("replace", "/cacheClusterEnabled", "true")] : []),
    patch("replace", "/cacheClusterSize", wanted),
  ];
}

/** A stage without a canary gets one by the first of its settings (recorded). */
function canaryPatches(now: Canary | undefined, wanted: Canary | undefined): readonly PatchOperation[] {
  if (equal(now, wanted)) return [];
  if (!wanted) return [patch("remove", "/canarySettings")];
  return [
    ...(now?.deployment === wanted.deployment
      ? []
      : [refPatch("/canarySettings/deploymentId", wanted.deployment)]),
    ...(now?.percentTraffic === wanted.percentTraffic
      ? []
      : [patch("replace", "/canarySettings/percentTraffic", String(wanted.percentTraffic))]),
    ...((now?.useStageCache ?? false) === wanted.useStageCache
      ? []
      : [patch("replace", "/canarySettings/useStageCache", String(wanted.useStageCache))]),
    // These are replaced, also where there are none yet: an addition is refused (recorded of the deployment).
    ...mapPatches("/canarySettings/stageVariableOverrides", now?.variables ?? {}, wanted.variables).map(
      (one): PatchOperation => (one.op === "add" ? { ...one, op: "replace" } : one),
    ),
  ];
}

function logPatches(now: Stage["accessLog"], wanted: Stage["accessLog"]): readonly PatchOperation[] {
  if (equal(now, wanted)) return [];
  if (!wanted) return [patch("remove", "/accessLogSettings")];
  return scalarPatches<Partial<typeof wanted>>(now ?? {}, wanted, ["destinationArn", "format"]).map(
    (one) => ({
      ...one,
      path: `/accessLogSettings${one.path}`,
    }),
  );
}

function settingPatches(now: Stage, wanted: Stage): readonly PatchOperation[] {
  const names = new Set([...Object.keys(now.methodSettings), ...Object.keys(wanted.methodSettings)]);
  // Those of all methods first: what a method's own begin with hangs on them.
  const all = [...names].sort(
    (a, b) => Number(b === ALL_METHODS) - Number(a === ALL_METHODS) || (a < b ? -1 : 1),
  );
  return all.flatMap((name) => {
    const [before, after] = [now.methodSettings[name], wanted.methodSettings[name]];
    if (!after) return [patch("remove", `/${name}`)];
    const settings = Object.keys(SETTING_PATHS) as (keyof StageMethodSettings)[];
    const write = (which: readonly (keyof StageMethodSettings)[]) =>
      which.map((one) => patch("replace", `/${name}/${SETTING_PATHS[one]}`, String(after[one])));
    if (before) return write(settings.filter((one) => before[one] !== after[one]));
    // What a first write fills in comes from the defaults, or from what stands for all methods: which, is not known.
    const general = wanted.methodSettings[ALL_METHODS] ?? DEFAULT_SETTINGS;
    const said = settings.filter(
      (one) => after[one] !== DEFAULT_SETTINGS[one] || after[one] !== general[one],
    );
    return write(said.length === 0 ? ["throttlingRateLimit"] : said);
  });
}
