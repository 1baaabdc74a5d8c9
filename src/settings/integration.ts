import { methodOf } from "../catalog/request.ts";
import { findService } from "../catalog/service.ts";
import { DEFAULT_TIMEOUT_MS } from "../gateway/document/method.ts";
import { VERBS } from "../gateway/names/verb.ts";
import { endpointValue, functionValue, loadBalancerValue } from "./address-values.ts";
import { awsServiceAction, awsServiceTarget } from "./aws-service.ts";
import { all, isProxy, mayProxy, onlyFor } from "./conditions.ts";
import type { MethodSettings } from "./known.ts";
import { roleSettings } from "./role.ts";
import type { Table } from "./setting.ts";
import { choice, text, whole, yesNo } from "./value.ts";
import { listRegions, regionValue } from "./values.ts";

const lambda = onlyFor("lambda");
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
  | "permissionScope"
  | "serviceRegion"
  | "service"
  | "subdomain"
  | "integrationMethod"
  | "actionType"
  | "action"
  | "pathOverride"
  | "uri"
  | "callerCredentials"
  | "role"
  | "force"
  | keyof typeof roleSettings
  | "recipe"
  | "set"
  | "vpcLink"
  | "endpoint"
  | "integrationTarget"
  | "insecureSkipVerification"
  | "contentHandling"
  | "timeout"
>;

/** Whether a service's every operation is a POST, as far as is known. */
function usesPost(name: string | undefined): boolean {
  const found = name === undefined ? undefined : findService(name);
  return found !== undefined && "service" in found && methodOf(found.service) === "POST";
}

/** How the method is integrated with its backend, in the order in which the console asks. */
export const integrationSettings: Table<IntegrationSettings, "integration"> = {
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
    required: true,
  },
  proxy: {
    label: "Proxy integration",
    labelFor: ({ integration }) =>
      integration === "lambda"
        ? "Lambda proxy integration"
        : integration === "vpc-link"
          ? "VPC proxy integration"
          : "HTTP proxy integration",
    flag: "proxy",
    summary:
      "Hand the whole request to the backend and its answer to the caller (the console's proxy toggle; off by default).",
    section: "Method details",
    value: yesNo,
    negatable: true,
    applies: mayProxy,
    asked: ({ integration }) => integration !== "aws",
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
        {
          value: "BUFFERED",
          word: "buffered",
          label: "Buffered",
          description: "Send the answer when it is complete",
        },
        { value: "STREAM", word: "stream", label: "Stream", description: "Send the answer as it comes" },
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
    emptyMeans: "the API's own",
    suggest: listRegions,
    open: () => true,
    // An ARN says it itself.
    asked: (known) => known.function?.region === undefined,
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
  permissionScope: {
    label: "Permission scope",
    flag: "permission-scope",
    summary:
      "What one statement of the function's policy lets in: the method (default), its resource, or the whole API.",
    section: "Lambda function",
    otherwise: "method",
    value: choice([
      { value: "method", label: "This method" },
      { value: "resource", label: "All methods of the resource" },
      { value: "api", label: "The whole API" },
    ]),
    applies: all(lambda, { when: (known) => known.permission !== false, because: "no permission is added" }),
    asked: () => false,
  },
  ...awsServiceTarget,
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
    fallback: ({ integration, service }) =>
      integration === "lambda" || (integration === "aws" && usesPost(service)) ? "POST" : undefined,
    asked: ({ integration }) => integration !== "lambda",
  },
  ...awsServiceAction,
  ...roleSettings,
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
    summary:
      "Take the backend's certificate whoever signed it; its host name and expiry are still checked. Not for public backends.",
    section: "HTTP endpoint",
    value: yesNo,
    applies: http,
    asked: ({ integration }) => integration === "vpc-link",
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
        { value: "PASSTHROUGH", word: "passthrough", label: "Passthrough" },
        { value: "CONVERT_TO_BINARY", word: "convert_to_binary", label: "Convert to binary" },
        { value: "CONVERT_TO_TEXT", word: "convert_to_text", label: "Convert to text" },
      ],
      { binary: "CONVERT_TO_BINARY", text: "CONVERT_TO_TEXT" },
    ),
    applies: onlyFor("http", "vpc-link", "aws", "lambda"),
    fallback: () => "PASSTHROUGH",
    asked: ({ integration }) => integration !== "lambda",
  },
  timeout: {
    label: "Timeout",
    labelFor: () => "Timeout in milliseconds",
    emptyMeans: "the default, 29000",
    hint: ({ responseTransferMode }) =>
      responseTransferMode === "STREAM" ? "50 to 900000" : "50 to 29000, more with a raised quota",
    flag: "timeout",
    summary:
      "Milliseconds to wait for the backend, 50 to 29000 (the default); more on Regional and private APIs with a raised quota, up to 900000 when streaming.",
    section: "Method details",
    otherwise: DEFAULT_TIMEOUT_MS,
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
