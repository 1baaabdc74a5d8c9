import { checkSettingsOfMethods } from "../../settings/check-method.ts";
import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { stage, stageMethodSettings } from "../../settings/stage.ts";

const { api, resource, method } = methodSettings;
const notAll = {
  when: ({ all }: { readonly all?: boolean | undefined }) => all !== true,
  because: "--all-methods is all of them",
};

/** The settings of `apigw update-stage-method`. */
export const settings = {
  api,
  stage,
  all: {
    ...checkSettingsOfMethods.all,
    flag: "all-methods",
    summary: "Set what the stage has of all methods; those with settings of their own keep them.",
  },
  resource: {
    ...resource,
    required: ({ all }: { readonly all?: boolean | undefined }) => all !== true,
    applies: notAll,
  },
  method: {
    ...method,
    summary: "The method that the stage has settings of.",
    required: ({ all }: { readonly all?: boolean | undefined }) => all !== true,
    applies: notAll,
  },
  ...stageMethodSettings,
  ...changeSettings,
};
export type UpdateStageMethodTable = typeof settings;
