import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
import { deleteSettings } from "../../settings/update-method.ts";

const { api, resource, method } = methodSettings;

/** The settings of `apigw delete-method`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method to delete." },
  ...deleteSettings,
  ...commonSettings,
};
export type DeleteMethodTable = typeof settings;
