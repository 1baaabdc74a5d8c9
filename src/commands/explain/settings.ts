import { explainSettings } from "../../settings/explain.ts";
import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
import { stage } from "../../settings/stage.ts";

const { api, resource, method } = methodSettings;
const { dryRun, yes, ...common } = commonSettings;
const never = (): boolean => false;

/** The settings of `apigw explain`. */
export const settings = {
  ...explainSettings,
  api: { ...api, summary: "The API that it is about, by name or id.", required: never, asked: never },
  resource: {
    ...resource,
    summary: "The resource that it is about, by path or id.",
    required: never,
    asked: never,
  },
  method: { ...method, summary: "The method that it is about.", required: never, asked: never },
  stage: { ...stage, summary: "The stage that was called.", required: never, asked: never },
  ...common,
};
export type ExplainTable = typeof settings;
