import { command } from "../cli/command.ts";
import { settings } from "./undo/settings.ts";

export const undo = command({
  description:
    "Leads what a run changed back to what it was before, member by member: what somebody else changed since stays, and is named. Without a name it is the last run of this account, Region and endpoint, or sandbox. Refuses a run of another place, and one whose things a later run changed: that is to be undone first. An undo is a run itself, and can be undone. Without a terminal it needs --yes.",
  settings,
  effect: "changes",
  usage: "[RUN]",
  operands: () => [],
  takesRun: true,
  examples: [
    { says: "See what taking back the last run would do", line: "apigw undo --dry-run" },
    {
      says: "Take back a run by its name, as apigw history lists it",
      line: "apigw undo 20261126-144501123-7kq2",
    },
  ],
  load: () => import("./undo/run.ts"),
});
