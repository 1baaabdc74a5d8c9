import type { CommonSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { choice, text, whole, yesNo } from "./value.ts";
import { regionValue } from "./values.ts";

const section = "Common" as const;

/** The forms of a result. */
export const OUTPUTS = [
  { value: "table", description: "For people" },
  { value: "text", description: "Values with tabs between them, a line for each, as in the AWS CLI" },
  { value: "json", description: "One JSON document" },
  { value: "yaml", description: "One YAML document" },
  { value: "ndjson", description: "A JSON document a line: each element, where the result is a list" },
] as const;

/** The settings every command shares. */
export const commonSettings: Table<CommonSettings> = {
  region: {
    label: "Region",
    flag: "region",
    summary: "The AWS Region of the API; else AWS_REGION, AWS_DEFAULT_REGION or the profile's.",
    section,
    value: regionValue,
  },
  profile: {
    label: "Profile",
    flag: "profile",
    summary:
      "The profile of the AWS configuration to take credentials, Region and endpoints from; else AWS_PROFILE.",
    section,
    value: text("name"),
  },
  awsEndpointUrl: {
    label: "AWS endpoint",
    flag: "aws-endpoint-url",
    summary: "Send all AWS calls to this address instead of AWS; else AWS_ENDPOINT_URL.",
    section,
    value: text("url", (given) =>
      URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not an http:// or https:// address`,
            remedy: "write it like http://127.0.0.1:4566",
          },
    ),
  },
  caBundle: {
    label: "CA bundle",
    flag: "ca-bundle",
    summary:
      "A file of certificate authorities (PEM) to trust beside Node's and the machine's own; else AWS_CA_BUNDLE or the profile's ca_bundle.",
    section,
    value: text("file"),
  },
  cliConnectTimeout: {
    label: "Connect timeout",
    flag: "cli-connect-timeout",
    summary: "Seconds to wait for a connection to AWS, 0 for no end; 10 by default.",
    section,
    otherwise: 10,
    value: whole("seconds", 0, 86_400, "seconds", "give 0 to 86400"),
    asked: () => false,
  },
  cliReadTimeout: {
    label: "Read timeout",
    flag: "cli-read-timeout",
    summary:
      "Seconds to wait for AWS's answer to a request, 0 for no end; 30 by default, 120 for a test of a method.",
    section,
    otherwise: 30,
    value: whole("seconds", 0, 86_400, "seconds", "give 0 to 86400"),
    asked: () => false,
  },
  output: {
    label: "Output",
    flag: "output",
    summary: "How the result is printed to standard output.",
    section,
    otherwise: "table",
    value: choice(OUTPUTS),
  },
  errorFormat: {
    label: "Error format",
    flag: "error-format",
    summary:
      "How a failure is reported on standard error: in words, or as one JSON document (apigw schema errors); json by itself with --output json or ndjson.",
    section,
    value: choice([
      { value: "text", description: "In words" },
      { value: "json", description: "One JSON document, alone on standard error" },
    ]),
  },
  query: {
    label: "Query",
    flag: "query",
    summary: "A JMESPath expression that picks from the result, as in the AWS CLI.",
    section,
    value: text("jmespath"),
  },
  dryRun: {
    label: "Dry run",
    flag: "dry-run",
    summary: "Show the calls that would be sent, and send none that change anything.",
    section,
    value: yesNo,
  },
  yes: {
    label: "Yes",
    flag: "yes",
    summary: "Do not ask for confirmation after prompts.",
    section,
    value: yesNo,
  },
  input: {
    label: "Input",
    flag: "input",
    summary: "Never ask: name everything that is missing at once (the default without a terminal and in CI).",
    section,
    value: yesNo,
    negatable: true,
  },
  accessible: {
    label: "Accessible",
    flag: "accessible",
    summary:
      "Ask in plain lines that are never drawn over, with numbered choices, for screen readers (APIGW_ACCESSIBLE=1).",
    section,
    value: yesNo,
  },
  quiet: {
    label: "Quiet",
    flag: "quiet",
    summary: "Print nothing but the result, warnings and errors.",
    section,
    value: yesNo,
  },
  verbose: {
    label: "Verbose",
    flag: "verbose",
    summary: "Say more on the way: every call with its time.",
    section,
    value: yesNo,
  },
  debug: {
    label: "Debug",
    flag: "debug",
    summary: "Print each request and answer to standard error, secrets redacted.",
    section,
    value: yesNo,
  },
  showSecrets: {
    label: "Show secrets",
    flag: "show-secrets",
    summary: "Print what --debug and logs would leave out as secret, for one's own terminal.",
    section,
    value: yesNo,
  },
  sandbox: {
    label: "Sandbox",
    flag: "sandbox",
    summary: "Use the built-in local API Gateway instead of AWS; needs no account (APIGW_SANDBOX=1).",
    section,
    value: yesNo,
  },
  sandboxState: {
    label: "Sandbox state",
    flag: "sandbox-state",
    also: ["state"],
    summary: "The file that holds the sandbox's state (APIGW_SANDBOX_STATE).",
    section,
    value: text("file"),
  },
};
