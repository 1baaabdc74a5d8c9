import { historySettings } from "../../settings/runs.ts";
import { commonSettings } from "../../settings/shared-flags.ts";

const { output, query, quiet, verbose, debug } = commonSettings;

/** The settings of `apigw history`. */
export const settings = { ...historySettings, output, query, quiet, verbose, debug };
export type HistoryTable = typeof settings;
