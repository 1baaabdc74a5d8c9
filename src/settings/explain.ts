import { integrationSettings } from "./integration.ts";
import type { ExplainSettings, MethodSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { bodyValue } from "./test-method.ts";

const { applies: _, ...functionSetting } = integrationSettings.function;
const never = (): boolean => false;

/** What `apigw explain` takes beside its words and the place. */
export const explainSettings: Table<ExplainSettings & Pick<MethodSettings, "function">> = {
  executionLog: {
    label: "Execution log",
    flag: "log",
    summary: "An execution log or a line of it: a file (@file), standard input (-) or the text itself.",
    section: "Test",
    value: bodyValue,
    asked: never,
  },
  function: {
    ...functionSetting,
    summary:
      "Tell which methods call this function, and whether its policy lets each; of one API with --api, else of all in the Region.",
    required: never,
    asked: never,
  },
};
