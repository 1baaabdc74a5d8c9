import { command } from "../cli/command.ts";
import { settings } from "./test-method/settings.ts";

export const testMethod = command({
  description:
    "The console's Test tab: API Gateway runs the method as it is now, without authorizer, API key or deployment. What the backend does is real. Leaves with 1 when the method answers 5xx or an expectation fails.",
  effect: "calls",
  settings,
  examples: [
    {
      says: "Call a method of the sandbox",
      line: "apigw test-method --sandbox --api petstore --resource /pets --method GET",
    },
    {
      says: "With a path parameter and a body; show the log",
      line: "apigw test-method --api petstore --resource '/pets/{petId}' --method PUT --path petId=1 --body @pet.json --log",
    },
    {
      says: "With the stage variables of a deployed stage, but for one",
      line: "apigw test-method --api petstore --resource /pets --method GET --stage prod --stage-variable table=pets-test",
    },
    {
      says: "In CI",
      line: "apigw test-method --api petstore --resource /pets --method GET --expect-status 200 --expect-body 'length(@) > `0`'",
    },
  ],
  load: () => import("./test-method/look.ts"),
});
