import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";
import { updateSettings } from "../../settings/update-method.ts";

const { ifExists, createResource, integration, method, ...others } = methodSettings;

/** The settings of `apigw update-method`: those of create-method, none of which is needed but the place. */
export const settings = {
  ...others,
  method: { ...method, summary: "The method to update." },
  integration: { ...integration, required: () => false, summary: "What answers the method from now on." },
  ...updateSettings,
  ...commonSettings,
};
export type UpdateMethodTable = typeof settings;
