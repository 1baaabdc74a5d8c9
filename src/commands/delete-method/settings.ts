import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploy } from "../../settings/stage.ts";
import { deleteSettings } from "../../settings/update-method.ts";

const { api, resource, method } = methodSettings;

/** The settings of `apigw delete-method`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method to delete." },
  ...deleteSettings,
  deploy,
  ...changeSettings,
};
export type DeleteMethodTable = typeof settings;
