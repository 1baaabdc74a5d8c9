import { listedBeside, methodFilters, treeOutput } from "../../settings/look.ts";
import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { dryRun, yes, output, ...common } = commonSettings;

/** The settings of `apigw list-methods`. */
export const settings = {
  api: methodSettings.api,
  ...methodFilters,
  ...listedBeside,
  output: treeOutput,
  ...common,
};
export type ListMethodsTable = typeof settings;
