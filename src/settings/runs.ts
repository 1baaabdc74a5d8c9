import type { MethodSettings, RunSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { whole, yesNo } from "./value.ts";

/** What undo and resume take beside the run. */
export const overwrites: Table<Pick<MethodSettings, "force">> = {
  force: {
    label: "Force",
    flag: "force",
    summary:
      "Take all of it for the run's own: what somebody else changed since is overwritten, and what nobody knows who made goes. The plan shows it.",
    section: "If the method exists",
    value: yesNo,
    asked: () => false,
  },
};

export const resumeSettings: Table<Pick<RunSettings, "back">> = {
  back: {
    label: "Back",
    flag: "back",
    summary: "Lead the run back to what was before, instead of on to what was wanted.",
    section: "If the method exists",
    value: yesNo,
    asked: () => false,
  },
};

export const historySettings: Table<Pick<RunSettings, "last">> = {
  last: {
    label: "Last",
    flag: "last",
    summary: "How many runs to list; 20 by default.",
    section: "Common",
    value: whole("number", 1, 100_000, "runs", "give a number from 1"),
    fallback: () => 20,
    asked: () => false,
  },
};
