import { command } from "../cli/command.ts";
import { settings } from "./delete-resource/settings.ts";

export const deleteResource = command({
  description:
    "Shows each method and resource that goes, and the statements by which apigw let them invoke their functions; nothing that is not shown goes. At a terminal the path is typed to confirm, elsewhere it needs --yes. What a stage may still serve stays, and is named with the command for after the next deployment.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "See all that would go",
      line: "apigw delete-resource --api petstore --resource /pets --dry-run",
    },
    { says: "In CI", line: "apigw delete-resource --api petstore --resource /pets --yes" },
  ],
  load: () => import("./delete-resource/run.ts"),
});
