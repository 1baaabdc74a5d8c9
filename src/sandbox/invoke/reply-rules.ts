import { configurationFault, type Invocation, type MethodResult } from "./invocation.ts";

/** The most that an integration may answer, in bytes. */
export const LARGEST_REPLY = 10_485_760;

/** By public reports, as are the words. */
export function requireSize(invocation: Invocation, length: number): void {
  if (length <= LARGEST_REPLY) return;
  throw configurationFault(
    invocation,
    `Integration response of reported length ${length} is larger than allowed maximum of ${LARGEST_REPLY} bytes.`,
  );
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NOT_IN_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * Whether a reply can be said in HTTP. Recorded of a function's: a status such as 99, a name with a blank, two lengths.
 * Unverified: that an informational status, or one above 599, counts as such a one.
 */
export function isValidReply({ status, headers }: MethodResult): boolean {
  if (!Number.isInteger(status) || status < 200 || status > 599) return false;
  const all = Object.entries(headers);
  const lengths = all.filter(([name]) => /^(x-amzn-remapped-)?content-length$/i.test(name));
  return (
    lengths.flatMap(([, values]) => values).length < 2 &&
    all.every(([name, values]) => NAME.test(name) && !values.some((value) => NOT_IN_VALUE.test(value)))
  );
}
