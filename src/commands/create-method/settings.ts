import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

/** The settings of `apigw create-method`. */
export const settings = { ...methodSettings, ...commonSettings };
export type CreateMethodTable = typeof settings;
