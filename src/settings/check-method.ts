import type { CheckSettings, CommonSettings } from "./known.ts";
import type { Setting, Table } from "./setting.ts";
import { commonSettings, OUTPUTS } from "./shared-flags.ts";
import { choice, yesNo } from "./value.ts";

/** What a check of existing methods takes. */
export const checkSettingsOfMethods: Table<CheckSettings> = {
  all: {
    label: "All methods",
    flag: "all",
    summary: "Check every method of the API.",
    section: "Resource",
    value: yesNo,
    asked: () => false,
  },
};

/** Findings can also be printed as SARIF, which code hosts show beside the code. */
export const checkOutput: Setting<CommonSettings["output"]> = {
  ...commonSettings.output,
  value: choice([
    ...OUTPUTS,
    { value: "sarif", description: "For code hosts, which show it beside the code" },
  ]),
};
