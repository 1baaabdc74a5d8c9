import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { api, resource, method } = methodSettings;
const { dryRun, yes, ...common } = commonSettings;

/** The settings of `apigw show-method`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method to show." },
  ...common,
};
export type ShowMethodTable = typeof settings;
