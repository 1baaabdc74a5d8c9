import type { CommonSettings, MethodSettings, TestSettings } from "./known.ts";
import type { LookSettings } from "./known-looks.ts";
import { ofApi, stagesOf } from "./live.ts";
import { methodSettings } from "./method.ts";
import type { Setting, Table } from "./setting.ts";
import { commonSettings, OUTPUTS } from "./shared-flags.ts";
import { choice, text, yesNo } from "./value.ts";

const which = "Which methods" as const;
const shown = "What is shown" as const;

const listStages = async (...[reading, known]: Parameters<typeof stagesOf>) =>
  (await stagesOf(reading, known)).map(({ name, updated }) => ({
    value: name,
    ...(updated === undefined ? {} : { description: `last changed ${updated.slice(0, 10)}` }),
  }));

/** Which of an API's methods are listed. */
export const methodFilters: Table<
  Pick<LookSettings, "pathGlob" | "byRole" | "notLive"> &
    Pick<MethodSettings, "method" | "integration" | "function" | "authorization">
> = {
  pathGlob: {
    label: "Path",
    flag: "path",
    summary: "Only those below paths like this: * is any part of a path, ** any number of parts.",
    section: which,
    value: text("glob", (given) =>
      given.startsWith("/") || given.startsWith("*")
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" begins like no path`,
            remedy: `write '/${given.slice(0, 80)}' or '**/${given.slice(0, 80)}'`,
          },
    ),
    suggest: ofApi(async (reading, id) =>
      (await reading.resources(id)).map(({ path, methods }) => ({
        value: path,
        description: methods.join(", "),
      })),
    ),
    asked: () => false,
  },
  method: {
    label: "Method type",
    flag: "method",
    summary: "Only those of this HTTP method.",
    section: which,
    value: methodSettings.method.value,
    asked: () => false,
  },
  integration: {
    label: "Integration type",
    flag: "integration",
    summary: "Only those with this type of integration.",
    section: which,
    value: methodSettings.integration.value,
    asked: () => false,
  },
  function: {
    label: "Lambda function",
    flag: "function",
    summary:
      "Only those that call this function: of NAME any alias and version, of NAME:ALIAS that one. Stage variables are looked up.",
    section: which,
    value: methodSettings.function.value,
    suggest: async (reading) =>
      (await reading.functions()).map(({ name, runtime, description }) => ({
        value: name,
        description: [runtime, description].filter(Boolean).join(", "),
      })),
    asked: () => false,
  },
  authorization: {
    label: "Authorization",
    flag: "authorization",
    summary: "Only those with this authorization; none lists what is open.",
    section: which,
    value: methodSettings.authorization.value,
    asked: () => false,
  },
  byRole: {
    label: "Role",
    flag: "role",
    summary: "Only those that call their backend by this role, given by name or ARN.",
    section: which,
    value: text("name|arn"),
    suggest: async (reading) =>
      (await reading.roles()).map(({ name, arn }) => ({ value: name, description: arn })),
    asked: () => false,
  },
  notLive: {
    label: "Not live",
    flag: "not-live",
    summary: "Only those that this stage does not serve as they are configured, or of which nobody can tell.",
    section: which,
    value: text("stage"),
    suggest: listStages,
    asked: () => false,
  },
};

/** What is looked at beside the methods themselves. */
export const listedBeside: Table<Pick<LookSettings, "findings" | "stages">> = {
  findings: {
    label: "Findings",
    flag: "findings",
    summary: "Mark with ! where check-method finds something.",
    section: shown,
    value: yesNo,
    asked: () => false,
  },
  stages: {
    label: "Stages",
    flag: "stages",
    summary: "Say of each stage whether it serves the method as it is configured.",
    section: shown,
    value: yesNo,
    asked: () => false,
  },
};

export const statusSettings: Table<Pick<TestSettings, "stage"> & Pick<LookSettings, "detailedExitcode">> = {
  stage: {
    label: "Stage",
    flag: "stage",
    summary: "This stage alone; all of them by default.",
    section: shown,
    value: text("name"),
    suggest: listStages,
    asked: () => false,
  },
  detailedExitcode: {
    label: "Detailed exit code",
    flag: "detailed-exitcode",
    summary: "Exit with 8 where a stage serves something else than what is configured.",
    section: shown,
    value: yesNo,
    asked: () => false,
  },
};

/** Methods can also be shown below the parts of their paths. */
export const treeOutput: Setting<CommonSettings["output"]> = {
  ...commonSettings.output,
  summary: "How the result is printed to standard output; tree by default.",
  otherwise: "tree",
  value: choice([
    { value: "tree", description: "The Resources pane: what is below each part of a path" },
    ...OUTPUTS,
  ]),
};
