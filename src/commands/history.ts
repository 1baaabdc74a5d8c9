import { command } from "../cli/command.ts";
import { settings } from "./history/settings.ts";

export const history = command({
  description:
    "Every run that changes something keeps a journal on this machine, under the XDG state folder. Lists what was changed, where, and how it ended; of one run, each call with its values and what became of it. Asks AWS nothing.",
  settings,
  effect: "none",
  usage: "[RUN]",
  operands: () => [],
  takesRun: true,
  examples: [
    { says: "The last runs, those that never ended among them", line: "apigw history" },
    { says: "What one run did, call by call", line: "apigw history 20261126-144501123-7kq2" },
  ],
  load: () => import("./history/run.ts"),
});
