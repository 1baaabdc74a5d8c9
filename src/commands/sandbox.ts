import type { Declaration } from "../cli/command.ts";
import { serverSettings } from "../settings/sandbox.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { sandboxState, quiet, verbose, debug, errorFormat } = commonSettings;

export const sandbox: Declaration = {
  description:
    "Listens on the loopback interface only, until Ctrl-C. Prints its URL first, then the environment that points an AWS client at it.",
  effect: "files",
  settings: { ...serverSettings, sandboxState, quiet, verbose, debug, errorFormat },
  examples: [
    { says: "On any free port", line: "apigw sandbox --port 0" },
    { says: "With the code of a Lambda function", line: "apigw sandbox --function hello=./handler.mjs" },
    {
      says: "With a state of its own, empty at first",
      line: "apigw sandbox --port 4599 --sandbox-state ./sandbox.json --empty",
    },
  ],
  load: () => import("./sandbox/run.ts"),
};
