import { command } from "../cli/command.ts";
import { settings } from "./update-stage-method/settings.ts";

export const updateStageMethod = command({
  description:
    "Changes the settings that a stage has of one method, or of all. They are of the stage and of no deployment: they hold at once. What is not named stays; a method that had none of its own begins with those of all methods.",
  effect: "changes",
  settings,
  place: ["api", "stage", "all", "resource", "method"],
  examples: [
    {
      says: "A method that may be called ten times a second",
      line: "apigw update-stage-method --api petstore --stage prod --resource /pets --method GET --throttle-rate 10 --throttle-burst 20",
    },
    {
      says: "Metrics of all methods; show the calls only",
      line: "apigw update-stage-method --api petstore --stage prod --all-methods --metrics --dry-run",
    },
    {
      says: "As all methods of the stage again",
      line: "apigw update-stage-method --api petstore --stage prod --resource /pets --method GET --inherit",
    },
  ],
  load: () => import("./update-stage-method/run.ts"),
});
