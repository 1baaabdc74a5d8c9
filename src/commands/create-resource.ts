import { command } from "../cli/command.ts";
import { settings } from "./create-resource/settings.ts";

export const createResource = command({
  description:
    "Makes the parts of a path that the API does not have, outermost first. create-method does the same on its way with --create-resource.",
  effect: "changes",
  settings,
  examples: [
    {
      says: "With all that is missing above it",
      line: "apigw create-resource --api petstore --resource '/orders/{orderId}/items'",
    },
    {
      says: "In a script that is run again and again",
      line: "apigw create-resource --api petstore --resource /orders --if-exists skip",
    },
  ],
  load: () => import("./create-resource/run.ts"),
});
