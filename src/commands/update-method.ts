import { command } from "../cli/command.ts";
import { settings } from "./update-method/settings.ts";

export const updateMethod = command({
  description:
    "Each setting of create-method changes the existing one, and nothing that is not named changes. An entry of a list that is named is set whole. In a terminal every question has today's value as its answer. Sends the smallest change, and takes it back where that fails.",
  effect: "changes",
  settings,
  fixed: { ifExists: "update" },
  place: ["api", "resource", "method"],
  examples: [
    {
      says: "Be asked, with today's values as answers",
      line: "apigw update-method --api petstore --resource /pets --method GET",
    },
    {
      says: "A timeout, and no operation name any more",
      line: "apigw update-method --api petstore --resource /orders --method GET --timeout 5000 --unset operation-name",
    },
    {
      says: "Another function; show the calls only",
      line: "apigw update-method --api petstore --resource '/pets/{petId}' --method GET --function hello:live --dry-run",
    },
    {
      says: "One header less",
      line: "apigw update-method --api petstore --resource /orders --method GET --unset header:X-Id",
    },
  ],
  load: () => import("./update-method/run.ts"),
});
