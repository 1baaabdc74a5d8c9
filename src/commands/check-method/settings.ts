import { checkOutput, checkSettingsOfMethods } from "../../settings/check-method.ts";
import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { api, resource, method, skipCheck } = methodSettings;
const { dryRun, yes, output, ...common } = commonSettings;
const one = ({ all }: { readonly all?: boolean | undefined }): boolean => all !== true;

/** The settings of `apigw check-method`. */
export const settings = {
  api,
  ...checkSettingsOfMethods,
  resource: { ...resource, required: one, missing: "--resource or --all", asked: one },
  method: {
    ...method,
    summary: "The method to check.",
    required: one,
    missing: "--method or --all",
    asked: one,
  },
  skipCheck: { ...skipCheck, summary: "Do not make this check." },
  output: checkOutput,
  ...common,
};
export type CheckMethodTable = typeof settings;
