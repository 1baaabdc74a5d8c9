import { VERBS } from "../gateway/verb.ts";
import { actionType, all, isProxy, onlyFor } from "./conditions.ts";
import type { Known, MethodSettings } from "./known.ts";
import type { Table } from "./setting.ts";
import { choice, text, whole, yesNo } from "./value.ts";
import { endpointValue, functionValue, loadBalancerValue, regionValue, roleValue } from "./values.ts";

const lambda = onlyFor("lambda");
const aws = onlyFor("aws");
const vpcLink = onlyFor("vpc-link");
const http = onlyFor("http", "vpc-link");

type IntegrationSettings = Pick<
  MethodSettings,
  | "integration"
  | "proxy"
  | "responseTransferMode"
  | "function"
  | "functionRegion"
  | "permission"
  | "serviceRegion"
  | "service"
  | "subdomain"
  | "integrationMethod"
  | "actionType"
  | "action"
  | "pathOverride"
  | "callerCredentials"
  | "role"
  | "vpcLink"
  | "endpoint"
  | "integrationTarget"
  | "insecureSkipVerification"
  | "contentHandling"
  | "timeout"
>;

/** How the method is integrated with its backend, in the order in which the console asks. */
export const integrationSettings: Table<IntegrationSettings> = {
  integration: {
    label: "Integration type",
    flag: "integration",
    summary: "What answers the method.",
    section: "Method details",
    value: choice(
      [
        { value: "lambda", label: "Lambda function", description: "Invoke a Lambda function" },
        { value: "http", label: "HTTP", description: "Call an HTTP endpoint" },
        { value: "mock", label: "Mock", description: "Let API Gateway answer by itself" },
        { value: "aws", label: "AWS service", description: "Call an action of an AWS service" },
        { value: "vpc-link", label: "VPC link", description: "Call a private endpoint through a VPC link" },
      ],
      { "aws-service": "aws", vpc_link: "vpc-link", vpclink: "vpc-link", function: "lambda" },
    ),
    required: () => true,
  },
  proxy: {
    label: "Proxy integration",
    flag: "proxy",
    summary:
      "Hand the whole request to the backend and its answer to the caller (the console's proxy toggle; off by default).",
    section: "Method details",
    value: yesNo,
    negatable: true,
    applies: onlyFor("lambda", "http", "vpc-link"),
    fallback: () => false,
  },
  responseTransferMode: {
    label: "Response transfer mode",
    flag: "response-transfer-mode",
    summary:
      "Send the answer whole (buffered, the default) or as it comes (stream; proxy integrations only).",
    section: "Method details",
    value: choice(
      [
        { value: "BUFFERED", label: "Buffered", description: "Send the answer when it is complete" },
        { value: "STREAM", label: "Stream", description: "Send the answer as it comes" },
      ],
      { streamed: "STREAM" },
    ),
    applies: {
      when: (known) => known.integration === undefined || isProxy(known),
      because: "it goes with --proxy only",
    },
    fallback: () => "BUFFERED",
  },
  functionRegion: {
    label: "Lambda Region",
    flag: "function-region",
    summary: "The Region of the function, where it is not the API's.",
    section: "Lambda function",
    value: regionValue,
    applies: lambda,
    asked: () => false,
  },
  function: {
    label: "Lambda function",
    flag: "function",
    summary:
      "The function's name, name:alias or ARN; a name may hold ${stageVariables.x}. Another account's function: its ARN.",
    section: "Lambda function",
    value: functionValue,
    applies: lambda,
    required: (known) => known.integration === "lambda",
    open: () => true,
    suggest: async (reading, known) =>
      (await reading.functions(known.functionRegion)).map(({ name, runtime, description }) => ({
        value: name,
        description: [runtime, description].filter(Boolean).join(", "),
      })),
  },
  permission: {
    label: "Lambda permission",
    flag: "permission",
    summary:
      "Let API Gateway invoke the function, as the console does; --no-permission leaves its policy alone.",
    section: "Lambda function",
    value: yesNo,
    negatable: true,
    applies: lambda,
    fallback: () => true,
    asked: () => false,
  },
  serviceRegion: {
    label: "AWS Region",
    flag: "service-region",
    summary: "The Region of the AWS service to call; the API's own by default.",
    section: "AWS service",
    value: regionValue,
    applies: aws,
    open: () => true,
  },
  service: {
    label: "AWS service",
    flag: "service",
    summary: "The AWS service to call, by the name in its endpoint: sqs, dynamodb, states, events, email …",
    section: "AWS service",
    value: text("service", (given) =>
      /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not a service's endpoint name`,
            remedy: "write it in small letters, like sqs or dynamodb",
          },
    ),
    applies: aws,
    required: (known) => known.integration === "aws",
  },
  subdomain: {
    label: "AWS subdomain",
    flag: "subdomain",
    summary: "The subdomain that some services take in their host name; usually left blank.",
    section: "AWS service",
    value: text("subdomain", (given) =>
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]|\$\{stageVariables\.[A-Za-z0-9_]+\})*$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not a subdomain`,
            remedy: "write a host label, like abc123-ats",
          },
    ),
    applies: aws,
  },
  vpcLink: {
    label: "VPC link",
    flag: "vpc-link",
    summary: "The VPC link, by name or id, or ${stageVariables.x}.",
    section: "VPC link",
    value: text("name|id", (given) =>
      given.startsWith("arn:") || /\$\{(?!stageVariables\.[A-Za-z0-9_]+\}$)/.test(given)
        ? {
            fault: `"${given.slice(0, 80)}" is not the name or id of a VPC link`,
            remedy: "give the link's name or id, or ${stageVariables.vpcLinkId}",
          }
        : undefined,
    ),
    applies: vpcLink,
    required: (known) => known.integration === "vpc-link",
    open: () => true,
    suggest: async (reading) =>
      (await reading.vpcLinks()).map(({ id, name, version, status }) => ({
        value: id,
        label: name,
        description: [id, version, status].filter(Boolean).join(", "),
      })),
  },
  integrationMethod: {
    label: "HTTP method",
    flag: "integration-method",
    summary: "The HTTP method that the backend is called with (a Lambda function always by POST).",
    section: "HTTP endpoint",
    value: choice(VERBS.map((value) => ({ value }))),
    applies: onlyFor("http", "vpc-link", "aws", "lambda"),
    required: ({ integration }) =>
      integration === "http" || integration === "vpc-link" || integration === "aws",
    fallback: ({ integration }) => (integration === "lambda" ? "POST" : undefined),
    asked: ({ integration }) => integration !== "lambda",
  },
  actionType: {
    label: "Action type",
    flag: "action-type",
    summary: "Use an action name, or override the path; implied by --action or --path-override.",
    section: "AWS service",
    value: choice(
      [
        { value: "action", label: "Use action name" },
        { value: "path", label: "Use path override" },
      ],
      { name: "action", "path-override": "path" },
    ),
    applies: aws,
    required: (known) => known.integration === "aws" && actionType(known) === undefined,
    missing: "--action or --path-override",
  },
  action: {
    label: "Action name",
    flag: "action",
    summary: "The API action to call, like SendMessage.",
    section: "AWS service",
    value: text("name", (given) =>
      /^(?:[A-Za-z0-9_]|\$\{stageVariables\.[A-Za-z0-9_]+\})+(?:&[^\s]*)?$/.test(given)
        ? undefined
        : {
            fault: `"${given.slice(0, 80)}" is not an action's name`,
            remedy: "write it like SendMessage; for a path use --path-override",
          },
    ),
    applies: all(aws, {
      when: (known) => known.actionType !== "path" && known.pathOverride === undefined,
      because: "the action type is either an action name or a path override",
    }),
    required: (known) => known.integration === "aws" && actionType(known) === "action",
  },
  pathOverride: {
    label: "Path override",
    flag: "path-override",
    summary: "The resource path of the service to call, like 123456789012/queue.",
    section: "AWS service",
    value: text("path", (given) => {
      if (/\s/.test(given))
        return { fault: `"${given.slice(0, 80)}" has a blank in it`, remedy: "write blanks as %20" };
      const bare = given.replaceAll(/\$\{stageVariables\.[A-Za-z0-9_]+\}|\{[^{}+]+\}/g, "");
      return /[{}]/.test(bare)
        ? {
            fault: `has unbalanced braces or a {name+} in "${given.slice(0, 80)}"`,
            remedy: "write parameters as {name}",
          }
        : undefined;
    }),
    applies: all(aws, {
      when: (known) => known.actionType !== "action",
      because: "the action type is either an action name or a path override",
    }),
    required: (known) => known.integration === "aws" && actionType(known) === "path",
  },
  callerCredentials: {
    label: "Caller's credentials",
    flag: "caller-credentials",
    summary:
      "Call the service with the credentials of whoever called the method (needs --authorization iam) instead of a role.",
    section: "AWS service",
    value: yesNo,
    applies: aws,
    fallback: () => false,
  },
  role: {
    label: "Execution role",
    flag: "role",
    summary: "The ARN of the IAM role by which API Gateway calls the action.",
    section: "AWS service",
    value: roleValue,
    applies: all(onlyFor("aws", "lambda"), {
      when: (known) => known.callerCredentials !== true,
      because: "it is either a role or the caller's credentials",
    }),
    required: (known: Known) => known.integration === "aws" && known.callerCredentials !== true,
    missing: "--role or --caller-credentials",
    asked: ({ integration }) => integration === "aws",
    open: () => true,
    suggest: async (reading) =>
      [...(await reading.roles())]
        .sort((a, b) => Number(b.trustsApiGateway) - Number(a.trustsApiGateway))
        .map(({ arn, name, trustsApiGateway }) => ({
          value: arn,
          label: name,
          description: `${trustsApiGateway ? "trusts" : "does not trust"} API Gateway, ${arn}`,
        })),
  },
  endpoint: {
    label: "Endpoint URL",
    flag: "endpoint",
    summary: "The address of the HTTP backend; may hold {pathParameter} and ${stageVariables.x}.",
    section: "HTTP endpoint",
    value: endpointValue,
    applies: http,
    required: ({ integration }) => integration === "http" || integration === "vpc-link",
  },
  integrationTarget: {
    label: "Integration target",
    flag: "integration-target",
    summary: "The ARN of the load balancer behind a VPC link V2.",
    section: "VPC link",
    value: loadBalancerValue,
    applies: vpcLink,
  },
  insecureSkipVerification: {
    label: "TLS without verification",
    flag: "insecure-skip-verification",
    summary: "Do not verify the private backend's certificate; its host name and expiry are still checked.",
    section: "VPC link",
    value: yesNo,
    applies: vpcLink,
    fallback: () => false,
  },
  contentHandling: {
    label: "Content handling",
    flag: "content-handling",
    summary:
      "What becomes of the request body on its way to the backend: passed through (the default) or converted.",
    section: "HTTP endpoint",
    value: choice(
      [
        { value: "PASSTHROUGH", label: "Passthrough" },
        { value: "CONVERT_TO_BINARY", label: "Convert to binary" },
        { value: "CONVERT_TO_TEXT", label: "Convert to text" },
      ],
      { binary: "CONVERT_TO_BINARY", text: "CONVERT_TO_TEXT" },
    ),
    applies: onlyFor("http", "vpc-link", "aws", "lambda"),
    fallback: () => "PASSTHROUGH",
    asked: ({ integration }) => integration === "http" || integration === "vpc-link",
  },
  timeout: {
    label: "Timeout",
    flag: "timeout",
    summary:
      "Milliseconds to wait for the backend, 50 to 29000 (the default); more on Regional and private APIs with a raised quota, up to 900000 when streaming.",
    section: "Method details",
    value: whole(
      "milliseconds",
      50,
      900_000,
      "milliseconds",
      "give 50 to 29000, or up to 900000 when streaming",
    ),
    applies: onlyFor("lambda", "http", "aws", "vpc-link"),
  },
};
