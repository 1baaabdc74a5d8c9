import { enableCorsSettings, resourceCors } from "../../settings/enable-cors.ts";
import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploy } from "../../settings/stage.ts";

const { recursive, ...rest } = enableCorsSettings;

/** The settings of `apigw enable-cors`. */
export const settings = {
  api: methodSettings.api,
  resource: {
    ...methodSettings.resource,
    summary: "The resource that pages of other origins call, by path or id.",
  },
  recursive,
  ...resourceCors,
  ...rest,
  deploy,
  ...changeSettings,
};
export type EnableCorsTable = typeof settings;
