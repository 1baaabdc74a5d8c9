import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";
import { deploy } from "../../settings/stage.ts";

/** The settings of `apigw create-method`. */
export const settings = { ...methodSettings, deploy, ...changeSettings };
export type CreateMethodTable = typeof settings;
