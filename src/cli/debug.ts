import type { Exchange } from "../aws/sdk.ts";
import { plain } from "../gateway/messages/plain.ts";

const SECRET = /authorization|api-?key|token|secret|password|cookie|credential/i;
// `credentials` of an integration is a role's ARN, which is no secret and the thing one debugs.
const HARMLESS = new Set([
  "credentials",
  "apiKeyRequired",
  "authorizationType",
  "authorizationScopes",
  "authorizerId",
]);

/** The name of an access key, which no output needs. */
const ACCESS_KEY = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g;

/** Text for people, of a value that may hold secrets: what stands under a secret's name, or is mapped to a secret header as a static text, is not shown. */
export function redacted(value: unknown): string {
  return JSON.stringify(value, (key, one) => {
    if (typeof one !== "string") return one;
    if (HARMLESS.has(key) || !SECRET.test(key)) return one.replace(ACCESS_KEY, "[redacted]");
    // A mapping expression names where a value comes from; only a quoted text is the value itself.
    return /^(method|integration|context|stageVariables)\./.test(one) || /^arn:/.test(one)
      ? one
      : "[redacted]";
  });
}

/** One line for --verbose; with --debug the request and the answer too. */
export function printExchange(
  { operation, input, output, failure, milliseconds }: Exchange,
  whole: boolean,
): string {
  const line = `${operation} ${milliseconds} ms${failure === undefined ? "" : ` ${plain(failure)}`}\n`;
  if (!whole) return line;
  return `${line}  > ${plain(redacted(input) ?? "")}\n${output === undefined ? "" : `  < ${plain(redacted(output) ?? "")}\n`}`;
}
