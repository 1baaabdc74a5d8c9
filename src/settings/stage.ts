import type { DeploySettings, Known, StageMethodSettingsGiven } from "./known.ts";
import { stagesOf } from "./live.ts";
import type { AlwaysThere, Setting, Table } from "./setting.ts";
import { choice, text, type Value, whole, yesNo } from "./value.ts";
import { pairValue } from "./values.ts";

const section = "Stage" as const;
const never = () => false;

/** A stage's name: letters, digits, - and _, 128 at most (recorded: what others AWS refuses). */
export const stageValue: Value<string> = text("stage", (given) =>
  /^[A-Za-z0-9_-]{1,128}$/.test(given)
    ? undefined
    : {
        fault: `"${given.slice(0, 60)}" is not a stage's name: letters, digits, - and _ only, 128 at most`,
        remedy: "write it like prod",
      },
);

const stages: Setting["suggest"] = async (reading, known) =>
  (await stagesOf(reading, known)).map(({ name, updated }) => ({
    value: name,
    ...(updated === undefined ? {} : { description: `changed ${updated}` }),
  }));

export const stage: AlwaysThere<string> = {
  label: "Stage",
  flag: "stage",
  summary: "The stage, by name.",
  section,
  value: stageValue,
  required: true,
  suggest: stages,
  open: (typed) => "value" in stageValue.parse(typed),
};

/** Of commands that change a method: that it goes live with it. */
export const deploy: Setting<string> = {
  label: "Deploy",
  flag: "deploy",
  summary:
    "Deploy to this stage when it is done: all that is configured goes live with it. Taken back together, where either fails.",
  section,
  value: stageValue,
  suggest: stages,
  asked: never,
};

/** A number that may have a fraction. */
const decimal = (placeholder: string, min: number, max: number, unit: string): Value<number> => ({
  placeholder,
  parse(given) {
    const usual = `give ${min} to ${max}`;
    if (!/^\d+(?:\.\d+)?$/.test(given))
      return { fault: `"${given.slice(0, 40)}" is not a number of ${unit}`, remedy: usual };
    const value = Number(given);
    return value < min || value > max
      ? { fault: `${given} is not between ${min} and ${max} ${unit}`, remedy: usual }
      : { value };
  },
  print: String,
});

/** What else is done than to deploy: then what a deployment takes does not apply. */
const moves = ({ promote, rollBack, deployment, endCanary }: Known): boolean =>
  promote === true || rollBack === true || deployment !== undefined || endCanary === true;
const deploys = {
  when: (known: Known) => !moves(known),
  because: "nothing is deployed with --promote, --roll-back, --deployment or --end-canary",
};
const alone = (...others: readonly (keyof Known)[]) => ({
  when: (known: Known) => others.every((key) => known[key] === undefined || known[key] === false),
  because:
    "only one of --canary, --promote, --roll-back, --deployment and --end-canary can be done at a time",
});

export const CACHE_SIZES = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;

export const deploySettings: Table<DeploySettings> = {
  createStage: {
    label: "Create stage",
    flag: "create-stage",
    summary: "Make the stage where the API does not have it.",
    section,
    value: yesNo,
    applies: deploys,
    asked: never,
  },
  description: {
    label: "Deployment description",
    flag: "description",
    summary: "What the deployment is about; the run's name is written behind it.",
    section,
    value: text("text"),
    applies: deploys,
  },
  stageDescription: {
    label: "Stage description",
    flag: "stage-description",
    summary: "What the stage is for.",
    section,
    value: text("text"),
    asked: never,
  },
  stageVariable: {
    label: "Stage variables",
    flag: "stage-variable",
    summary: "A variable of the stage; with --canary it is the canary's alone.",
    section,
    value: pairValue("name=value", "table=pets"),
    many: true,
    applies: deploys,
    asked: never,
  },
  canary: {
    label: "Canary",
    flag: "canary",
    summary:
      "Let the deployment take this share of the calls, in percent, while the stage goes on with the one that it has.",
    section,
    value: decimal("percent", 0, 100, "percent"),
    applies: alone("promote", "rollBack", "deployment", "endCanary"),
    asked: never,
  },
  promote: {
    label: "Promote",
    flag: "promote",
    summary: "Let the canary's deployment, with its variables, take all calls; the canary ends.",
    section,
    value: yesNo,
    applies: alone("rollBack", "deployment", "endCanary"),
    asked: never,
  },
  endCanary: {
    label: "End canary",
    flag: "end-canary",
    summary: "Take the canary away: all calls go to the stage's own deployment again.",
    section,
    value: yesNo,
    applies: alone("rollBack", "deployment"),
    asked: never,
  },
  rollBack: {
    label: "Roll back",
    flag: "roll-back",
    summary:
      "Move the stage back to the deployment that it had before: as this machine's runs know it, else the one made before it.",
    section,
    value: yesNo,
    applies: alone("deployment"),
    asked: never,
  },
  deployment: {
    label: "Deployment",
    flag: "deployment",
    summary: "Move the stage to this deployment, by id, instead of making one.",
    section,
    value: text("id"),
    asked: never,
  },
  tracing: {
    label: "X-Ray tracing",
    flag: "tracing",
    summary: "Trace the stage's calls by AWS X-Ray.",
    section,
    value: yesNo,
    negatable: true,
    asked: never,
  },
  cacheSize: {
    label: "API cache",
    flag: "cache-size",
    summary:
      "The size of the stage's cache in GB, or none. A cache costs by the hour and takes some minutes to be made.",
    section,
    value: choice([
      { value: "none", description: "No cache" },
      ...CACHE_SIZES.map((value) => ({ value, description: `${value} GB` })),
    ]),
    asked: never,
  },
};

/** What a stage has of a method. */
export const stageMethodSettings: Table<StageMethodSettingsGiven> = {
  throttleRate: {
    label: "Throttling: rate",
    flag: "throttle-rate",
    summary: "Calls a second, as a mean, that the stage takes of the method.",
    section,
    value: decimal("number", 0, 1_000_000, "calls a second"),
  },
  throttleBurst: {
    label: "Throttling: burst",
    flag: "throttle-burst",
    summary: "Calls at once that the stage takes of the method.",
    section,
    value: whole("number", 0, 1_000_000, "calls"),
  },
  caching: {
    label: "Caching",
    flag: "caching",
    summary: "Answer from the stage's cache; it needs one (apigw deploy --cache-size).",
    section,
    value: yesNo,
    negatable: true,
    asked: never,
  },
  cacheTtl: {
    label: "Cache time-to-live",
    flag: "cache-ttl",
    summary: "Seconds for which an answer stays in the cache; 300 by default.",
    section,
    value: whole("seconds", 0, 3600, "seconds"),
    asked: never,
  },
  cacheEncrypted: {
    label: "Encrypt cache data",
    flag: "cache-encrypted",
    summary: "Encrypt what stands in the cache.",
    section,
    value: yesNo,
    negatable: true,
    asked: never,
  },
  logging: {
    label: "CloudWatch logs",
    flag: "logging",
    summary: "What of the method's calls is logged; the account needs a role for it.",
    section,
    value: choice([
      { value: "OFF", word: "off", label: "Off" },
      { value: "ERROR", word: "error", label: "Error logs" },
      { value: "INFO", word: "info", label: "Error and info logs" },
    ]),
  },
  dataTrace: {
    label: "Data tracing",
    flag: "data-trace",
    summary: "Log requests and answers whole, with all that is secret in them; not for production.",
    section,
    value: yesNo,
    negatable: true,
    asked: never,
  },
  metrics: {
    label: "Detailed metrics",
    flag: "metrics",
    summary: "Keep metrics of the method by itself, which CloudWatch charges for.",
    section,
    value: yesNo,
    negatable: true,
    asked: never,
  },
  inherit: {
    label: "Inherit",
    flag: "inherit",
    summary: "Take away what the stage has of the method: it is as all methods of the stage again.",
    section,
    value: yesNo,
    asked: never,
  },
};
