import { statusSettings } from "../../settings/look.ts";
import { methodSettings } from "../../settings/method.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { dryRun, yes, ...common } = commonSettings;

/** The settings of `apigw status`. */
export const settings = { api: methodSettings.api, ...statusSettings, ...common };
export type StatusTable = typeof settings;
