import { Readable } from "node:stream";
import type { FailureCode } from "../../gateway/failures/codes.ts";

interface Answer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
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
 * an answer that says nothing, so a change would count as done. What calls itself a page is looked into, for servers
 * that stand in for AWS call all of their answers so.
 */
export async function notAws(answer: Answer): Promise<NotAnAnswer | undefined> {
  const { statusCode = 0, headers = {} } = answer;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
    return new NotAnAnswer("redirected", `the answer was ${statusCode}: go to ${headers.location}`);
  if (!/^text\/html\b/i.test(headers["content-type"] ?? "")) return undefined;
  const body = await wholeOf(answer.body);
  if (/^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(body.toString("utf8").replace(/^\ufeff/, "")))
    return new NotAnAnswer("not-aws", `the answer was a web page (text/html, status ${statusCode})`);
  answer.body = Readable.from([body]);
  return undefined;
}

async function wholeOf(body: unknown): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
