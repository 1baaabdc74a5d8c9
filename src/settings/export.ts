import type { CommonSettings, ExportSettings, PlanSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { commonSettings } from "./shared-flags.ts";
import { choice, yesNo } from "./value.ts";

/** The formats of other tools that have read back what is written in them; each is run in the tests. */
export const FORMATS = [
  {
    value: "openapi",
    description: "OpenAPI 3.0 with API Gateway's extensions, for import-rest-api and put-rest-api",
  },
  { value: "terraform", description: "Terraform, with import blocks that adopt what exists" },
  {
    value: "cloudformation",
    description: "A CloudFormation template; what adopts what exists by --resources-to-import",
  },
  {
    value: "cdk",
    description: "A stack of the AWS CDK in TypeScript; what adopts what exists by --resources-to-import",
  },
  { value: "aws-cli", description: "A bash script of AWS CLI commands that makes the same" },
  { value: "apigw", description: "The lines of this tool that make the methods" },
] as const;

/** What `apigw export` takes beside the place. */
export const exportSettings: Table<ExportSettings> = {
  format: {
    label: "Format",
    flag: "format",
    summary: "What to write it as.",
    section: "Common",
    value: choice(FORMATS),
    required: true,
  },
  resourcesToImport: {
    label: "Resources to import",
    flag: "resources-to-import",
    summary:
      "Write what adopts the resources that exist, instead of the template or stack: CloudFormation's list for aws cloudformation create-change-set --change-set-type IMPORT --resources-to-import, the CDK's file for cdk import --resource-mapping.",
    section: "Common",
    value: yesNo,
    applies: {
      when: ({ format }) => format === undefined || format === "cloudformation" || format === "cdk",
      because: "only CloudFormation and the CDK have such a list",
    },
    asked: () => false,
  },
};

/** What every change takes beside what it is about. */
export const changeSettings: Table<CommonSettings & PlanSettings> = {
  ...commonSettings,
  planFormat: {
    label: "Format",
    flag: "format",
    summary:
      "With --dry-run: print the calls as AWS CLI commands, or the method as it will be for another tool.",
    section: "Common",
    value: choice(
      FORMATS.filter(
        (one): one is Exclude<(typeof FORMATS)[number], { value: "apigw" }> => one.value !== "apigw",
      ),
    ),
    applies: {
      when: ({ dryRun, output }) => dryRun === true && (output === undefined || output === "table"),
      because: "it goes with --dry-run, and without --output",
    },
    asked: () => false,
  },
};
