import type { IntegrationRequest } from "../gateway/document/method.ts";
import { functionArnOf, parseFunctionName } from "../gateway/names/uri.ts";
import { parseIntegrationArn } from "../gateway/rules/integration-uri.ts";
import { calledBy } from "./called.ts";

/** What a method calls, in the console's words and in short. */
export interface Backend {
  readonly kind: "lambda" | "http" | "aws" | "mock" | "vpc-link";
  readonly proxy: boolean;
  /** `hello:live`, `example.com`, `sqs:SendMessage`, `mock`. */
  readonly target: string;
}

/** What an integration calls. `region` is the API's own: a function elsewhere says where. */
export function backendOf(integration: IntegrationRequest, region: string): Backend {
  const { type, uri = "", connectionType } = integration;
  const proxy = type === "AWS_PROXY" || type === "HTTP_PROXY";
  if (type === "MOCK") return { kind: "mock", proxy, target: "mock" };
  if (type === "HTTP" || type === "HTTP_PROXY")
    return { kind: connectionType === "VPC_LINK" ? "vpc-link" : "http", proxy, target: hostOf(uri) };
  const arn = functionArnOf(uri);
  return arn === undefined
    ? { kind: "aws", proxy, target: serviceTarget(integration) }
    : { kind: "lambda", proxy, target: functionTarget(arn, region) };
}

const hostOf = (uri: string): string => /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(uri)?.[1] ?? uri;

function functionTarget(arn: string, region: string): string {
  const parsed = parseFunctionName(arn);
  if ("fault" in parsed) return arn;
  const name = parsed.qualifier === undefined ? parsed.name : `${parsed.name}:${parsed.qualifier}`;
  return parsed.region === undefined || parsed.region === region ? name : `${name} in ${parsed.region}`;
}

/** By the action that the catalog knows it for; else by what its URI says. */
function serviceTarget(integration: IntegrationRequest): string {
  const arn = parseIntegrationArn(integration.uri ?? "");
  if (typeof arn === "string") return integration.uri ?? "";
  const called = calledBy(integration);
  if (called?.action) return `${called.service.id}:${called.action.name}`;
  return arn.kind === "action"
    ? `${arn.service}:${arn.rest}`
    : `${arn.service} /${arn.rest.replace(/^\//, "")}`;
}
