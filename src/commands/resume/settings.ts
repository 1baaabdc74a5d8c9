import { changeSettings } from "../../settings/export.ts";
import { overwrites, resumeSettings } from "../../settings/runs.ts";

/** The settings of `apigw resume`. */
export const settings = { ...resumeSettings, ...overwrites, ...changeSettings };
export type ResumeTable = typeof settings;
