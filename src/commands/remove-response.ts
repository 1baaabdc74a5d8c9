import { command } from "../cli/command.ts";
import { settings } from "./remove-response/settings.ts";

export const removeResponse = command({
  description:
    "Takes away the method response and the integration response of a status. That nothing becomes the default response any more is said before. Without a terminal it needs --yes.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "See what would go",
      line: "apigw remove-response --api petstore --resource /orders --method GET --response 403 --dry-run",
    },
    {
      says: "In CI",
      line: "apigw remove-response --api petstore --resource /orders --method GET --response 403 --yes",
    },
  ],
  load: () => import("./remove-response/run.ts"),
});
