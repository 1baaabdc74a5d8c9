import { command } from "../cli/command.ts";
import { settings } from "./show-method/settings.ts";

export const showMethod = command({
  description:
    "Draws the way of a call: method request, integration request, backend, integration response, method response; with names for ids, and the mapping templates below. In a pipe and with --accessible the same is said in plain lines. --output json and yaml print the method's document, whose schema is apigw schema method. Changes nothing.",
  effect: "looks",
  settings,
  examples: [
    {
      says: "As a diagram",
      line: "apigw show-method --sandbox --api petstore --resource /pets --method GET",
    },
    {
      says: "Where two APIs differ in a method",
      line: "apigw show-method --api petstore --resource /pets --method GET --output yaml > ours.yaml",
    },
  ],
  load: () => import("./show-method/look.ts"),
});
