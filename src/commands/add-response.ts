import { command } from "../cli/command.ts";
import { settings } from "./add-response/settings.ts";

export const addResponse = command({
  description:
    "Makes a method response and the integration response that leads to it as a pair, by create-method's own flags. Selection patterns are held against those of the other responses: two that take the same, a second default, and one that Java refuses or that no answer matches are told before anything is sent.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "What the backend answers with 4xx becomes 404, with a header of its own",
      line: "apigw add-response --api petstore --resource /orders --method GET --response '404=4\\d{2}' --response-header \"404:X-Reason='not found'\"",
    },
    {
      says: "A body of its own; show the calls only",
      line: "apigw add-response --api petstore --resource /orders --method GET --response '500=5\\d{2}' --response-template '500:application/json={\"message\": \"try again\"}' --dry-run",
    },
  ],
  load: () => import("./add-response/run.ts"),
});
