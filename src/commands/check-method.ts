import type { Command } from "../cli/command.ts";
import { checkOutput, checkSettingsOfMethods } from "../settings/check-method.ts";
import { methodSettings } from "../settings/method.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { api, resource, method, skipCheck } = methodSettings;
const { dryRun, yes, output, ...common } = commonSettings;
const one = ({ all }: { readonly all?: boolean | undefined }): boolean => all !== true;

export const checkMethod: Command = {
  name: "check-method",
  summary: "Find what is wrong with methods that API Gateway took and that fail when called",
  description:
    "Makes the checks that create-method makes before it writes, on methods that exist. Changes nothing and calls no backend. Leaves with 1 when anything is found; what may not be read is said to be not checked.",
  settings: {
    api,
    ...checkSettingsOfMethods,
    resource: { ...resource, required: one, missing: "--resource or --all", asked: one },
    method: {
      ...method,
      summary: "The method to check.",
      required: one,
      missing: "--method or --all",
      asked: one,
    },
    skipCheck: { ...skipCheck, summary: "Do not make this check." },
    output: checkOutput,
    ...common,
  },
  examples: [
    { says: "One method", line: "apigw check-method --api petstore --resource /pets --method GET" },
    { says: "A whole API, in CI", line: "apigw check-method --api petstore --all --output sarif" },
  ],
  load: () => import("./check-method/run.ts"),
};
