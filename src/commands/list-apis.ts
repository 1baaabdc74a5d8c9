import { command } from "../cli/command.ts";
import { settings } from "./list-apis/settings.ts";

export const listApis = command({
  description:
    "Name, id, endpoint type, stages, the number of methods, when it was made, and description. What may not be read stands as ?. Changes nothing.",
  effect: "looks",
  settings,
  examples: [
    { says: "All of them", line: "apigw list-apis --sandbox" },
    {
      says: "The ids of those that have no stage",
      line: "apigw list-apis --output text --query 'apis[?length(stages)==`0`].id'",
    },
  ],
  load: () => import("./list-apis/look.ts"),
});
