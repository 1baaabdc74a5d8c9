import { exportSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { api, resource, method } = methodSettings;
const { dryRun, yes, ...common } = commonSettings;

/** The settings of `apigw export`. */
export const settings = {
  api,
  resource: {
    ...resource,
    summary: "Write the methods of this resource alone, by path or id.",
    required: () => false,
    asked: () => false,
  },
  method: {
    ...method,
    summary: "Write this method of the resource alone.",
    required: () => false,
    asked: () => false,
  },
  ...exportSettings,
  ...common,
};
export type ExportTable = typeof settings;
