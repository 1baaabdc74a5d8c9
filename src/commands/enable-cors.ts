import { command } from "../cli/command.ts";
import { settings } from "./enable-cors/settings.ts";

export const enableCors = command({
  description:
    "Makes the mock on OPTIONS that answers preflight requests, puts the headers on every answer of the methods and not on 200 alone, and on what API Gateway answers by itself. Of several origins each answer names the one that asks. Says what a proxy's backend must send, as code. --remove takes it back.",
  effect: "changes",
  settings,
  examples: [
    { says: "For every origin", line: "apigw enable-cors --api petstore --resource /pets" },
    {
      says: "For two origins that send cookies, on all that is below, live at once",
      line: "apigw enable-cors --api petstore --resource /pets --recursive --allow-origin https://example.com --allow-origin https://test.example.com --allow-credentials --deploy dev",
    },
    { says: "See what would change", line: "apigw enable-cors --api petstore --resource /pets --dry-run" },
    { says: "Take it back", line: "apigw enable-cors --api petstore --resource /pets --remove --yes" },
  ],
  load: () => import("./enable-cors/run.ts"),
});
