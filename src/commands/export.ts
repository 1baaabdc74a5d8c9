import { command } from "../cli/command.ts";
import { settings } from "./export/settings.ts";

export const exportCommand = command({
  description:
    "Reads the API as it is configured and writes it to standard output, complete and escaped, with references or parameters for ids, and with what adopts the existing thing instead of making it anew. What a format cannot say is a comment in it and a note. Changes nothing.",
  effect: "looks",
  settings,
  examples: [
    {
      says: "The whole API for Terraform",
      line: "apigw export --api petstore --format terraform > petstore.tf",
    },
    {
      says: "One method as AWS CLI commands",
      line: "apigw export --api petstore --resource /pets --method GET --format aws-cli",
    },
    {
      says: "A CloudFormation template, and what adopts the API's content into a stack",
      line: "apigw export --api petstore --format cloudformation --resources-to-import",
    },
  ],
  load: () => import("./export/look.ts"),
});
