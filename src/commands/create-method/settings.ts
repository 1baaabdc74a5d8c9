import { changeSettings } from "../../settings/export.ts";
import { methodSettings } from "../../settings/method.ts";

/** The settings of `apigw create-method`. */
export const settings = { ...methodSettings, ...changeSettings };
export type CreateMethodTable = typeof settings;
