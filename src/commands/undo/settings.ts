import { overwrites } from "../../settings/runs.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

/** The settings of `apigw undo`. */
export const settings = { ...overwrites, ...commonSettings };
export type UndoTable = typeof settings;
