import type { Account } from "../../account/account.ts";
import { ifAllowed } from "../../account/allowed.ts";
import { locateApi, locateResource } from "../../account/locate.ts";
import { readStages } from "../../account/observe-stages.ts";
import type { Change, Located } from "../../change/change.ts";
import type { Connected } from "../../cli/connect.ts";
import { UsageError } from "../../cli/exit.ts";
import {
  ALL_METHODS,
  DEFAULT_SETTINGS,
  printSettingsName,
  readStage,
  type Stage,
  type StageMethodSettings,
  settingsName,
} from "../../gateway/document/stage.ts";
import { type Key, type Seen, stageKey } from "../../gateway/document/things.ts";
import { plain } from "../../gateway/messages/plain.ts";
import type { ApiEntry } from "../../ports.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import type { Known } from "../../settings/known.ts";
import { notFound, type Problem, problem } from "../../settings/problem.ts";
import type { Given } from "../../settings/setting.ts";
import { stageMethodSettings } from "../../settings/stage.ts";
import type { UpdateStageMethodTable } from "./settings.ts";

type Mine = Given<UpdateStageMethodTable>;

interface Facts extends Located {
  readonly api: ApiEntry;
  readonly stage: Stage;
  /** As the stage names the method: `~1pets/GET`. */
  readonly name: string;
  /** Whether the account has a role to log by; undefined where that may not be read, or was not needed. */
  readonly logsBy: boolean | undefined;
}

/** The settings that are given, by API Gateway's names. */
export const FIELDS = {
  throttleRate: "throttlingRateLimit",
  throttleBurst: "throttlingBurstLimit",
  caching: "cachingEnabled",
  cacheTtl: "cacheTtlInSeconds",
  cacheEncrypted: "cacheDataEncrypted",
  logging: "loggingLevel",
  dataTrace: "dataTraceEnabled",
  metrics: "metricsEnabled",
} as const satisfies Partial<Record<keyof typeof stageMethodSettings, keyof StageMethodSettings>>;

const logs = ({ logging, dataTrace }: Known): boolean =>
  (logging !== undefined && logging !== "OFF") || dataTrace === true;

/** `apigw update-stage-method`: the lazy half. */
export function updateStageMethodChange({ aws }: Connected): Change<Mine, Facts> {
  return {
    guide: async (account, region) => (await import("./guide.ts")).stageMethodGuide(account, region),

    async locate(given, { account }) {
      const api = await locateApi(account.reading, given.api);
      if ("problem" in api) throw new UsageError([api.problem]);
      const [stages, name, logsBy] = await Promise.all([
        readStages(account.aws, api.id),
        methodName(account, api, given),
        logs(given) ? logRole(account) : undefined,
      ]);
      const answer = stages.find(({ stageName }) => stageName === given.stage);
      if (!answer)
        throw new UsageError([
          noStage(
            api,
            given.stage,
            stages.map(({ stageName = "" }) => stageName),
          ),
        ]);
      const stage = readStage(api.id, answer);
      if (typeof name !== "string") {
        // A stage may have settings of a method that is gone from the API.
        const gone =
          given.resource !== undefined &&
          settingsName({ path: given.resource, httpMethod: given.method ?? "" });
        if (!gone || !(gone in stage.methodSettings)) throw new UsageError([name.problem]);
        return { given, facts: factsOf(api, stage, gone, logsBy), notes: [] };
      }
      return { given, facts: factsOf(api, stage, name, logsBy), notes: [] };

      function factsOf(of: ApiEntry, it: Stage, called: string, logs: boolean | undefined): Facts {
        const now = new Map<Key, Seen>([[stageKey(of.id, given.stage), it]]);
        return { now, ids: new Map(), restApi: of, api: of, stage: it, name: called, logsBy: logs };
      }
    },

    want(given, { now, api, stage, name, logsBy }) {
      const problems = problemsOf(given, stage, name, logsBy);
      if (problems.length > 0) return { problems };
      const { [name]: own, ...rest } = stage.methodSettings;
      const said = Object.entries(FIELDS).flatMap(([key, field]) => {
        const value = given[key as keyof typeof FIELDS];
        return value === undefined ? [] : [[field, value] as const];
      });
      const general = stage.methodSettings[ALL_METHODS] ?? DEFAULT_SETTINGS;
      const wanted: Stage = {
        ...stage,
        methodSettings: given.inherit
          ? rest
          : { ...rest, [name]: { ...(own ?? general), ...Object.fromEntries(said) } },
      };
      return {
        now,
        wanted: new Map<Key, Seen>([[stageKey(api.id, given.stage), wanted]]),
        becomes: "updated",
        notes: notesOf(given, wanted, name, logsBy),
      };
    },

    words: (given, { api, name, stage }, { wanted }) => ({
      what: `${printSettingsName(name)} on stage ${plain(given.stage)} of ${plain(api.name)}`,
      question: "Change what the stage has of it?",
      after: () => ["It holds at once: what a stage has of methods is of no deployment."],
      result: () => ({
        before: { region: aws.region, api: { id: api.id, name: api.name }, stage: given.stage },
        after: {
          settings:
            (wanted.get(stageKey(api.id, given.stage)) as Stage | undefined)?.methodSettings[name] ?? null,
          before: stage.methodSettings[name] ?? null,
        },
      }),
    }),
  };
}

const noStage = (api: ApiEntry, named: string, names: readonly string[]): Problem =>
  notFound(
    "stage",
    `${plain(api.name)} has no stage "${plain(named)}"; ${names.length === 0 ? "it has none" : `it has ${names.map(plain).join(", ")}`}`,
    didYouMean(named, names) ?? "make one with apigw deploy --create-stage",
  );

/** The method as a stage names it; it must be one of the API's. */
async function methodName(
  { reading }: Account,
  api: ApiEntry,
  given: Mine,
): Promise<string | { readonly problem: Problem }> {
  if (given.all) return ALL_METHODS;
  const place = await locateResource(reading, api, given.resource ?? "");
  if ("problem" in place) return place;
  const httpMethod = given.method ?? "";
  if (!place.resource)
    return {
      problem: notFound(
        "resource",
        `${plain(api.name)} has no resource ${place.path}`,
        "give one that it has",
      ),
    };
  // What is sent to ANY is throttled by the name of ANY alone.
  if (!place.resource.methods.includes(httpMethod))
    return {
      problem: notFound(
        "method",
        `${place.path} has no method ${httpMethod}`,
        `it has ${place.resource.methods.join(", ") || "none"}`,
      ),
    };
  return settingsName({ path: place.path, httpMethod });
}

/** Whether the account has a role by which API Gateway may log. */
const logRole = async ({ aws }: Account): Promise<boolean | undefined> => {
  const account = await ifAllowed(aws.send("apigateway:GetAccount", {}));
  return account && (account.cloudwatchRoleArn ?? "") !== "";
};

function problemsOf(
  given: Mine,
  stage: Stage,
  name: string,
  logsBy: boolean | undefined,
): readonly Problem[] {
  const said = Object.keys(FIELDS).filter((key) => given[key as keyof typeof FIELDS] !== undefined);
  if (given.inherit) {
    if (said.length > 0)
      return [problem("inherit", "takes away what the other flags set", "leave out one of the two")];
    return name in stage.methodSettings
      ? []
      : [
          problem(
            "inherit",
            `AWS refuses this: Cannot remove method setting ${name} because there is no method setting for this method`,
            "leave it out: it is as all methods of the stage already",
          ),
        ];
  }
  if (said.length === 0)
    return [
      problem(
        undefined,
        "nothing is to be set",
        `give one of ${Object.values(stageMethodSettings)
          .map(({ flag }) => `--${flag}`)
          .join(", ")}`,
      ),
    ];
  return logs(given) && logsBy === false
    ? [
        problem(
          given.dataTrace ? "dataTrace" : "logging",
          "AWS refuses this: CloudWatch Logs role ARN must be set in account settings to enable logging",
          "have the account's role set (aws apigateway update-account), which holds for its whole Region",
        ),
      ]
    : [];
}

function notesOf(given: Mine, wanted: Stage, name: string, logsBy: boolean | undefined): readonly string[] {
  const settings = wanted.methodSettings[name];
  return [
    ...(logs(given) && logsBy === undefined
      ? ["not checked: whether the account has a role to log by, which you may not read."]
      : []),
    ...((given.caching || given.cacheTtl !== undefined) && wanted.cacheClusterSize === undefined
      ? ["The stage has no cache, so nothing is cached: apigw deploy --cache-size makes one."]
      : []),
    ...(settings?.cachingEnabled === false && given.cacheTtl !== undefined
      ? ["Caching is off for the method: --caching switches it on."]
      : []),
    ...(given.dataTrace && settings?.loggingLevel === "OFF"
      ? ["Logging is off, so nothing is traced: add --logging info."]
      : []),
    ...(given.dataTrace
      ? ["Data tracing logs requests and answers whole, with tokens and personal data in them."]
      : []),
    ...(given.throttleRate === 0 || given.throttleBurst === 0
      ? ["Every call is answered with 429 from now on."]
      : []),
  ];
}
