import { command } from "../cli/command.ts";
import { settings } from "./list-methods/settings.ts";

export const listMethods = command({
  description:
    "The console's Resources pane: the methods below each part of a path, with the integration and its target, authorization, API key, and the timeout where it is not the default. --findings marks what check-method would find, --stages says where each is live as it is configured. Changes nothing.",
  effect: "looks",
  settings,
  examples: [
    { says: "All of an API", line: "apigw list-methods --sandbox --api petstore" },
    { says: "What is open to everybody", line: "apigw list-methods --api petstore --authorization none" },
    { says: "Who calls this function?", line: "apigw list-methods --api petstore --function hello" },
    {
      says: "What prod has not got as it is configured",
      line: "apigw list-methods --api petstore --not-live prod --output text",
    },
  ],
  load: () => import("./list-methods/look.ts"),
});
