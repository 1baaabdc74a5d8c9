import { overwrites, resumeSettings } from "../../settings/runs.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

/** The settings of `apigw resume`. */
export const settings = { ...resumeSettings, ...overwrites, ...commonSettings };
export type ResumeTable = typeof settings;
