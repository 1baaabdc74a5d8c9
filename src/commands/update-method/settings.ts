import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploy } from "../../settings/stage.ts";
import { updateSettings } from "../../settings/update-method.ts";

// In their order, which is the prompts' too.
const { ifExists, createResource, ...ofMethods } = {
  ...methodSettings,
  method: { ...methodSettings.method, summary: "The method to update." },
  integration: {
    ...methodSettings.integration,
    required: () => false,
    summary: "What answers the method from now on.",
  },
};

/** The settings of `apigw update-method`: those of create-method, none of which is needed but the place. */
export const settings = { ...ofMethods, ...updateSettings, deploy, ...changeSettings };
export type UpdateMethodTable = typeof settings;
