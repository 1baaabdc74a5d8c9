import { changeSettings } from "../../settings/export.ts";
import { overwrites } from "../../settings/runs.ts";

/** The settings of `apigw undo`. */
export const settings = { ...overwrites, ...changeSettings };
export type UndoTable = typeof settings;
