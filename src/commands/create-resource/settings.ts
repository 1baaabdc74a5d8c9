import { methodSettings } from "../../settings/method.ts";
import { newResource, resourceExists } from "../../settings/resource.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

/** The settings of `apigw create-resource`. */
export const settings = {
  api: methodSettings.api,
  resource: newResource,
  ifExists: resourceExists,
  ...commonSettings,
};
export type CreateResourceTable = typeof settings;
