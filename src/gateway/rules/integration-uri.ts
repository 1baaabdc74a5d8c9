import { badRequest, type Refusal } from "./refusal.ts";

/** The parts of an integration's ARN: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/…`. */
export interface IntegrationArn {
  readonly partition: string;
  readonly region: string;
  /** With its subdomain, where it has one: `account-id.iot`. */
  readonly service: string;
  readonly kind: "path" | "action";
  /** What follows `path/` or `action/`. */
  readonly rest: string;
}

const FUNCTION_PATH = /^2015-03-31\/functions\/(.+)\/invocations$/;
const STREAMING_PATH = /^2021-11-15\/functions\/(.+)\/response-streaming-invocations$/;

/** Reads an integration's ARN, or says which of AWS's two complaints it earns. */
export function parseIntegrationArn(uri: string): IntegrationArn | "not-an-arn" | "no-path-or-action" {
  const parts = uri.split(":");
  if (parts.length < 6 || parts[0] !== "arn" || parts[1] === "" || parts[2] === "") return "not-an-arn";
  const resource = parts.slice(5).join(":");
  const slash = resource.indexOf("/");
  const kind = slash < 0 ? resource : resource.slice(0, slash);
  if (kind !== "path" && kind !== "action") return "no-path-or-action";
  return {
    partition: parts[1]!,
    region: parts[3]!,
    service: parts[4]!,
    kind,
    rest: slash < 0 ? "" : resource.slice(slash + 1),
  };
}

/** The function of a Lambda invocation ARN, as it stands there: a function ARN, maybe with stage variables. */
export function invokedFunction(arn: IntegrationArn): { function: string; streaming: boolean } | undefined {
  if (arn.service !== "lambda" || arn.kind !== "path") return undefined;
  const buffered = FUNCTION_PATH.exec(arn.rest)?.[1];
  if (buffered) return { function: buffered, streaming: false };
  const streamed = STREAMING_PATH.exec(arn.rest)?.[1];
  return streamed ? { function: streamed, streaming: true } : undefined;
}

const AWS_PROXY_ONLY =
  "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";

/** Why API Gateway refuses the `uri` of an AWS or AWS_PROXY integration. */
export function* awsUriRule(type: "AWS" | "AWS_PROXY", uri: string, credentials?: string): Iterable<Refusal> {
  const arn = parseIntegrationArn(uri);
  if (arn === "not-an-arn") {
    yield badRequest("Invalid ARN specified in the request", "uri");
    return;
  }
  if (arn === "no-path-or-action") {
    yield badRequest("AWS ARN for integration must contain path or action", "uri");
    return;
  }
  const invoked = invokedFunction(arn);
  if (type === "AWS_PROXY") {
    // Unverified: which ARNs count as a Firehose stream; action/PutRecord and PutRecordBatch are taken.
    const firehose = arn.service === "firehose" && arn.kind === "action";
    if (!invoked && !firehose) yield badRequest(AWS_PROXY_ONLY, "uri");
    return;
  }
  if (arn.service !== "lambda" && !credentials) {
    yield badRequest("Role ARN must be specified for AWS integrations", "credentials");
  }
}

const PORT = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i;

/** Why API Gateway refuses the `uri` of an HTTP or HTTP_PROXY integration. */
export function* httpUriRule(uri: string): Iterable<Refusal> {
  // A stage variable may stand for any part, the scheme and host too.
  const plain = uri.replace(/\$\{stageVariables\.[^}]*\}/g, "x");
  const withScheme = /^https?:\/\/./i.test(plain) || uri.startsWith("${stageVariables.");
  const port = PORT.exec(plain)?.[1];
  const allowed = port === undefined || port === "80" || port === "443" || inRange(Number(port), 1024, 65535);
  if (!withScheme || !allowed || /\s/.test(uri))
    yield badRequest("Invalid HTTP endpoint specified for URI", "uri");
}

const inRange = (value: number, low: number, high: number) => value >= low && value <= high;
