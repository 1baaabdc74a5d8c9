import type { FailureCode } from "../../gateway/failures/codes.ts";

interface Answer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** An answer that cannot be one of AWS's: a page for people, or that the request is to go elsewhere. */
export class NotAnAnswer extends Error {
  readonly fault: FailureCode;
  constructor(fault: FailureCode, message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * What is wrong with an answer that AWS did not give. Some of the SDK's clients take a web page with the status 200 for
 * an answer that says nothing, so a change would count as done.
 */
export function notAws({ statusCode = 0, headers = {} }: Answer): NotAnAnswer | undefined {
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return new NotAnAnswer("redirected", `the answer was ${statusCode}: go to ${headers.location}`);
  if (/^text\/html\b/i.test(headers["content-type"] ?? ""))
    return new NotAnAnswer("not-aws", `the answer was a web page (text/html, status ${statusCode})`);
  return undefined;
}
