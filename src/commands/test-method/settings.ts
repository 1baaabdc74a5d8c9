import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
import { testSettings } from "../../settings/test-method.ts";

const { api, resource, method } = methodSettings;
const { dryRun, yes, ...common } = commonSettings;

/** The settings of `apigw test-method`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method to call." },
  ...testSettings,
  ...common,
};
export type TestMethodTable = typeof settings;
