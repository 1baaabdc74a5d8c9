import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { goneResponse } from "../../settings/resource.ts";
import { deploy } from "../../settings/stage.ts";

const { api, resource, method, skipCheck } = methodSettings;

/** The settings of `apigw remove-response`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method that loses the response." },
  goneResponse,
  skipCheck,
  deploy,
  ...changeSettings,
};
export type RemoveResponseTable = typeof settings;
