import { commonSettings } from "../../settings/shared-flags.ts";

const { dryRun, yes, ...common } = commonSettings;

/** The settings of `apigw list-apis`. */
export const settings = common;
export type ListApisTable = typeof settings;
