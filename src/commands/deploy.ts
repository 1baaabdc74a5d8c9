import { command } from "../cli/command.ts";
import { settings } from "./deploy/settings.ts";

export const deploy = command({
  description:
    "First looks at the whole API: what AWS would refuse, with whose it is where this machine's runs know, and what would fail when it is called. Then freezes what is configured in a deployment, and moves the stage to it. Prints the address, and a curl line. Undo moves the stage back and deletes the deployment.",
  effect: "changes",
  settings,
  examples: [
    { says: "Be asked", line: "apigw deploy" },
    {
      says: "To a stage that is made where it is missing, with a variable",
      line: "apigw deploy --api petstore --stage test --create-stage --stage-variable table=pets --description 'Prices in euro'",
    },
    {
      says: "On a tenth of the calls first",
      line: "apigw deploy --api petstore --stage prod --canary 10",
    },
    { says: "Then on all of them", line: "apigw deploy --api petstore --stage prod --promote" },
    {
      says: "Back to what was served before; show the calls only",
      line: "apigw deploy --api petstore --stage prod --roll-back --dry-run",
    },
  ],
  load: () => import("./deploy/run.ts"),
});
