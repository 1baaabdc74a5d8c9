import { methodSettings } from "../../settings/method.ts";
import { goneResponse } from "../../settings/resource.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
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
  ...commonSettings,
};
export type RemoveResponseTable = typeof settings;
