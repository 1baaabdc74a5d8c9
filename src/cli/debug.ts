import type { Exchange } from "../aws/sdk.ts";
import { plain } from "../gateway/messages/plain.ts";
import { hidden, isSecretName, withoutSecrets } from "../gateway/messages/secrets.ts";

/**
 * A value as JSON without the texts that stand under a secret's name: of headers, of parameters that are mapped to one
 * as a static text. What is in other texts stays as it is.
 */
export const redacted = (value: unknown): string => JSON.stringify(without(value, (text) => text));

/** Below a secret's name, lists and objects hold nothing else. */
function without(value: unknown, ofText: (text: string) => string, secret = false): unknown {
  if (typeof value === "string") return secret ? hidden(value) : ofText(value);
  // An export: what it holds stands in no log.
  if (value instanceof Uint8Array) return `<${value.byteLength} bytes>`;
  if (Array.isArray(value)) return value.map((one) => without(one, ofText, secret));
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, without(one, ofText, secret || isSecretName(name))]),
  );
}

/** Dates and bytes say for themselves how they are written. */
const isPlain = (value: object): boolean => typeof (value as { toJSON?: unknown }).toJSON !== "function";

const bytesAsText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : value;

/** One line for --verbose; with --debug the request and the answer too, and with `secrets` whole. */
export function printExchange(
  { operation, input, output, failure, milliseconds }: Exchange,
  whole: boolean,
  secrets = false,
): string {
  const line = `${operation} ${milliseconds} ms${failure === undefined ? "" : ` ${plain(failure)}`}\n`;
  if (!whole) return line;
  const shown = (value: unknown): string =>
    plain(
      secrets ? JSON.stringify(value, bytesAsText) : (JSON.stringify(without(value, withoutSecrets)) ?? ""),
    );
  return `${line}  > ${shown(input)}\n${output === undefined ? "" : `  < ${shown(output)}\n`}`;
}
