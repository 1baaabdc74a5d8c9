import { command } from "../cli/command.ts";
import { settings } from "./status/settings.ts";

export const status = command({
  description:
    "Compares what is configured with what each stage serves: methods, models, authorizers and gateway responses that a deployment would add, change or remove. No operation of AWS compares them, so the stage's export is read back; what exports leave out is said to be not told, and never taken for the same. Where the export may not be read, the deployment's summary says what it can. Changes nothing.",
  effect: "looks",
  settings,
  examples: [
    { says: "Who is behind, and by what", line: "apigw status --sandbox --api petstore" },
    {
      says: "In CI: exits with 8 where prod is not what is configured",
      line: "apigw status --api petstore --stage prod --detailed-exitcode --output json",
    },
  ],
  load: () => import("./status/look.ts"),
});
