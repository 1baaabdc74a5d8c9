import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { newResource, resourceExists } from "../../settings/resource.ts";

/** The settings of `apigw create-resource`. */
export const settings = {
  api: methodSettings.api,
  resource: newResource,
  ifExists: resourceExists,
  ...changeSettings,
};
export type CreateResourceTable = typeof settings;
