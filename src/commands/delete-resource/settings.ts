import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploy } from "../../settings/stage.ts";
import { deleteSettings } from "../../settings/update-method.ts";

const { api, resource } = methodSettings;

/** The settings of `apigw delete-resource`. */
export const settings = {
  api,
  resource: {
    ...resource,
    summary: "The resource to delete, by path or id, with all that is on it and below it.",
  },
  deleteUnusedValidator: {
    ...deleteSettings.deleteUnusedValidator,
    summary: "Delete the request validators of its methods too, where no other method names them.",
  },
  deploy,
  ...changeSettings,
};
export type DeleteResourceTable = typeof settings;
