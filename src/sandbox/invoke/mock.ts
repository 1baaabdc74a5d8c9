import { bytesOf } from "./content.ts";
import { configurationFault, type Invocation, type MethodResult } from "./invocation.ts";
import { integrationRequest } from "./request-mapping.ts";
import { mapResponse } from "./response-mapping.ts";

/** A MOCK integration answers with the status that its request template tells, and an empty body. */
export function callMock(invocation: Invocation): MethodResult {
  const { body } = integrationRequest(invocation);
  const status = statusIn(Buffer.from(bytesOf(body)).toString("utf8"));
  if (status === undefined) {
    throw configurationFault(
      invocation,
      "Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
  }
  return mapResponse(invocation, { status, headers: {}, body: new Uint8Array() }, String(status));
}

/** A status as a template may give it: a number, or one in quotes. */
function statusOf(value: unknown): number | undefined {
  const status = Number(value);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/** Read leniently: `{statusCode: 200}` without quotes is fine, but it must be an object. */
function statusIn(text: string): number | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? "";
    return statusOf(/(?:^|[,{\s])["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(inner)?.[1]);
  }
  return statusOf((parsed as { statusCode?: unknown } | null)?.statusCode);
}
