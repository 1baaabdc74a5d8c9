import { command } from "../cli/command.ts";
import { settings } from "./delete-method/settings.ts";

export const deleteMethod = command({
  description:
    "Shows all that goes: the method with its responses, and the statement by which apigw let it invoke its function. What a stage may still serve, or somebody else needs, stays and is named, with the command for after the next deployment. Without a terminal it needs --yes.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "See what would go",
      line: "apigw delete-method --api petstore --resource /pets --method GET --dry-run",
    },
    {
      says: "In CI; the resource too, where nothing else is on it",
      line: "apigw delete-method --api petstore --resource /pets --method GET --delete-empty-resources --yes",
    },
  ],
  load: () => import("./delete-method/run.ts"),
});
