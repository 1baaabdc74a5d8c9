import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { responseExists } from "../../settings/resource.ts";
import { deploy } from "../../settings/stage.ts";

const { api, resource, method, response, skipCheck } = methodSettings;
const { responseHeader, responseTemplate, responseModel, responseContentHandling } = methodSettings;

/** The settings of `apigw add-response`. */
export const settings = {
  api,
  resource,
  method: { ...method, summary: "The method that gets the response." },
  response: { ...response, required: true as const },
  responseHeader,
  responseTemplate,
  responseModel,
  responseContentHandling,
  ifExists: responseExists,
  skipCheck,
  deploy,
  ...changeSettings,
};
export type AddResponseTable = typeof settings;
