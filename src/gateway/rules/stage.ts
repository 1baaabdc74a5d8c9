import { badRequest, type Refusal } from "./refusal.ts";

/** Why API Gateway refuses variables of a stage; as reported, the blanks and the lone quote too. */
export function* stageVariablesRule(variables: Readonly<Record<string, string>>): Iterable<Refusal> {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^\w+$/.test(name))
      yield badRequest(
        `Invalid stage variable name: ${name}. Please use names with only word characters.`,
        "variables",
        name,
      );
    if (!/^[A-Za-z0-9 ._:/?&=,-]*$/.test(value))
      yield badRequest(
        `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
        "variables",
        name,
      );
  }
}

export interface AccessLogInput {
  readonly destinationArn?: string;
  readonly format?: string;
}

const STREAM_PREFIX = "amazon-apigateway-";

/** Where access logs may go, and what must stand in them (reported). */
export function* accessLogRule({ destinationArn, format }: AccessLogInput): Iterable<Refusal> {
  const [, service, resource = ""] =
    /^arn:[^:]+:(logs|firehose):[^:]*:[^:]*:(.+)$/.exec(destinationArn ?? "") ?? [];
  if (destinationArn !== undefined && service === undefined)
    yield badRequest(
      "Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.",
      "destinationArn",
    );
  if (service === "firehose" && !resource.startsWith(`deliverystream/${STREAM_PREFIX}`))
    yield badRequest(
      `Kinesis Firehose delivery stream name must begin with the characters '${STREAM_PREFIX}': '${resource}'`,
      "destinationArn",
    );
  if (format !== undefined && !/\$context\.(requestId|extendedRequestId)\b/.test(format))
    yield badRequest(
      `Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`,
      "format",
    );
}
