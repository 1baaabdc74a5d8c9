import { RULE_NAMES } from "../gateway/checks/finding.ts";
import type { CheckSettings, CommonSettings } from "./known.ts";
import type { Setting, Table } from "./setting.ts";
import { commonSettings, OUTPUTS } from "./shared-flags.ts";
import { choice, text, yesNo } from "./value.ts";

const ruleValue = choice(RULE_NAMES.map((value) => ({ value })));

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
  rule: {
    label: "Rule",
    flag: "rule",
    summary: "Report what this rule finds, and nothing else; repeatable.",
    section: "Findings",
    value: ruleValue,
    many: true,
    asked: () => false,
  },
  ignore: {
    label: "Ignore a rule",
    flag: "ignore",
    summary: "Do not report what this rule finds; repeatable.",
    section: "Findings",
    value: ruleValue,
    many: true,
    asked: () => false,
  },
  ignoreFile: {
    label: "Ignore file",
    flag: "ignore-file",
    summary:
      "A file of rules not to report, one a line, each with its reason behind a #: RULE [GET /pets] # reason.",
    section: "Findings",
    value: text("file"),
    asked: () => false,
  },
  failOn: {
    label: "Fail on",
    flag: "fail-on",
    summary: "The least level that makes it leave with 1: warning, where nothing is said.",
    section: "Findings",
    otherwise: "warning",
    value: choice([
      { value: "error", description: "What fails when called" },
      { value: "warning", description: "What may fail too" },
      { value: "note", description: "What is worth knowing too" },
      { value: "unchecked", description: "What could not be looked at too" },
      { value: "never", description: "It leaves with 0 whatever is found" },
    ]),
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
