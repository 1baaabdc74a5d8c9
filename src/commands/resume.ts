import { command } from "../cli/command.ts";
import { settings } from "./resume/settings.ts";

export const resume = command({
  description:
    "Takes up a run that never came to its end: on to what was wanted, or with --back to what was before. What is there is read first; a call that nobody heard the answer of is known by what it did. What somebody else changed since stays, and is named. In a terminal it asks which run, where none is named.",
  settings,
  effect: "changes",
  usage: "RUN",
  operands: () => [],
  takesRun: true,
  examples: [
    { says: "Finish what was begun", line: "apigw resume 20261126-144501123-7kq2" },
    { says: "Take back what it had done", line: "apigw resume 20261126-144501123-7kq2 --back" },
  ],
  load: () => import("./resume/run.ts"),
});
