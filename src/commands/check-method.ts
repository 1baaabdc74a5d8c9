import { command } from "../cli/command.ts";
import { settings } from "./check-method/settings.ts";

export const checkMethod = command({
  description:
    "Makes the checks that create-method makes before it writes, on methods that exist. Changes nothing and calls no backend. Each finding is of a rule, with a page of its own in docs/rules. Leaves with 1 when an error or a warning is found, or what --fail-on says; what may not be read is said to be not checked.",
  effect: "looks",
  settings,
  examples: [
    { says: "One method", line: "apigw check-method --api petstore --resource /pets --method GET" },
    { says: "A whole API, in CI", line: "apigw check-method --api petstore --all --output sarif" },
    {
      says: "What fails when called, alone",
      line: "apigw check-method --api petstore --all --fail-on error --ignore mock-content-type",
    },
  ],
  load: () => import("./check-method/look.ts"),
});
