import { OUTPUTS } from "../../settings/shared-flags.ts";
import type { Topic } from "../help.ts";
import { exitCodes } from "./endings.ts";
import { ENVIRONMENT } from "./environment.ts";
import { failures } from "./schemas.ts";

/** A paragraph, a heading, a list of terms with what they mean, or lines as they are typed. */
export type Block =
  | { readonly says: string }
  | { readonly heading: string }
  | { readonly terms: readonly (readonly [term: string, means: string])[] }
  | { readonly lines: readonly string[] };

export const topics: Readonly<Record<Topic, readonly Block[]>> = {
  "exit-codes": [
    { terms: exitCodes.map(({ exitCode, means }) => [String(exitCode), means]) },
    { heading: "Failures by their code" },
    {
      says: "The JSON error document names each failure by a code that is never renamed. Those that may pass by themselves are marked.",
    },
    {
      terms: failures.map(({ code, exitCode, means, retryable }) => [
        code,
        `${means} Exit code ${exitCode}${retryable ? "; may pass" : ""}.`,
      ]),
    },
  ],
  environment: ENVIRONMENT.flatMap(([heading, variables]) => [{ heading }, { terms: variables }]),
  output: [
    {
      says: "The result goes to standard output and nothing else does; prompts, progress, notes and errors go to standard error. Control characters and marks that turn the direction of a text are taken out or, in JSON, escaped.",
    },
    { heading: "--output" },
    { terms: OUTPUTS.map(({ value, description }) => [value, `${description}.`]) },
    {
      says: "apigw schema COMMAND lists the members of a command's result. --query picks from it by a JMESPath expression, as in the AWS CLI; check-method prints SARIF too.",
    },
    {
      lines: [
        "apigw check-method --api petstore --all --output json --query 'findings[].message'",
        "apigw check-method --api petstore --all --output ndjson --query findings",
      ],
    },
    { heading: "Errors for programs" },
    {
      says: "With --error-format json, and by itself with --output json or ndjson, a failure is one JSON document, alone on standard error; standard output is empty. error.code names it and is never renamed, error.state says whether anything is left changed (unchanged, rolled-back, remains), error.problems has each thing that is wrong with its flag, error.aws AWS's own code and request id, error.retryable whether the same may succeed again, and error.next commands as lists of words. apigw schema errors has all codes and the document's JSON schema.",
    },
    { lines: ["apigw schema errors --query 'failures[?retryable].code'"] },
  ],
  credentials: [
    { heading: "Whose" },
    {
      terms: [
        ["--profile NAME", "That profile, whatever the environment says."],
        ["AWS_ACCESS_KEY_ID and its like", "Else the environment's keys."],
        ["AWS_PROFILE, AWS_DEFAULT_PROFILE", "Else that profile; else default."],
        ["this machine's", "Else what a container or an instance hands out."],
      ],
    },
    {
      says: "A profile may hold keys, a role with source_profile or credential_source, an SSO session, a credential_process (ended after half a minute, or three where somebody can be asked) or a web identity. What its settings lack is said before anything is sent.",
    },
    { heading: "Where to" },
    {
      says: "The Region is --region, AWS_REGION, AWS_DEFAULT_REGION or the profile's. The address is --aws-endpoint-url, AWS_ENDPOINT_URL_SERVICE, AWS_ENDPOINT_URL, the profile's services section or its endpoint_url; AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's ignore_configured_endpoint_urls leave out all but the flag.",
    },
    { heading: "Proxies" },
    {
      says: "HTTPS_PROXY and HTTP_PROXY, as http://USER:PASSWORD@HOST:PORT (what is special in them as %XX) or https://; NO_PROXY lists what is connected to directly: a name with all below it, name:port, addresses as 10.0.0.0/8, or *. This machine always is. The calls by which STS and SSO hand out credentials go the same way.",
    },
    { heading: "Certificates" },
    {
      says: "--ca-bundle FILE, AWS_CA_BUNDLE, the profile's ca_bundle or REQUESTS_CA_BUNDLE name a file (PEM) of authorities that are trusted beside Node's own. Node 22 and newer trust the machine's authorities too, where a certificate is signed by none of the others.",
    },
  ],
  sandbox: [
    {
      says: "--sandbox, or APIGW_SANDBOX=1, runs a local API Gateway in the same process: no account, no network. It refuses what AWS refuses, in AWS's words. Its state is one file, that of --sandbox-state or APIGW_SANDBOX_STATE, else under the XDG state folder; delete the file to begin anew.",
    },
    {
      lines: [
        "apigw create-method --sandbox --api petstore --resource /pets --method POST --integration mock",
        "apigw test-method --sandbox --api petstore --resource /pets --method POST",
      ],
    },
    {
      says: "apigw sandbox serves the same to any AWS client, on this machine alone, and runs deployed stages; --function runs the code of a Lambda function, --fault lets calls fail.",
    },
  ],
  expressions: [
    {
      says: "--request-parameter integration.request.header.X=EXPRESSION says where a value of the request to the backend comes from, --response-header STATUS:X=EXPRESSION where one of the answer does.",
    },
    { heading: "Of a request" },
    {
      terms: [
        ["method.request.header.NAME", "A header; declare it with --header."],
        ["method.request.querystring.NAME", "A query string parameter; declare it with --query-param."],
        ["method.request.path.NAME", "A path parameter of the resource."],
        ["method.request.multivalueheader.NAME, multivaluequerystring.NAME", "All values of one."],
        ["method.request.body, method.request.body.PATH", "The body, or what a JSON path finds in it."],
        ["context.NAME", "What API Gateway knows of the call: context.requestId."],
        ["stageVariables.NAME", "A variable of the stage."],
        ["'text'", "A text as it is, in single quotes."],
      ],
    },
    { heading: "Of an answer" },
    {
      terms: [
        ["integration.response.header.NAME", "A header of the backend's answer."],
        [
          "integration.response.body, integration.response.body.PATH",
          "The body, or what a JSON path finds in it.",
        ],
        ["context.NAME, stageVariables.NAME, 'text'", "As of a request."],
      ],
    },
  ],
};
