import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploySettings, stage } from "../../settings/stage.ts";

/** The settings of `apigw deploy`. */
export const settings = {
  api: methodSettings.api,
  stage: { ...stage, summary: "The stage to deploy to, or that changes what it serves." },
  ...deploySettings,
  skipCheck: methodSettings.skipCheck,
  ...changeSettings,
};
export type DeployTable = typeof settings;
