import { configurationFault, type Invocation, type MethodResult } from "./invocation.ts";
import { applyRequestOverrides, mapRequest, requestBody } from "./request-mapping.ts";
import { mapResponse } from "./response-mapping.ts";

/** A MOCK integration answers with the status that its request template tells, and an empty body. */
export function callMock(invocation: Invocation): MethodResult {
  const mapped = mapRequest(invocation);
  const { body } = requestBody(invocation);
  applyRequestOverrides(mapped, invocation.context);
  const status = statusIn(Buffer.from(body).toString("utf8"));
  if (status === undefined) {
    throw configurationFault(
      invocation,
      "Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
  }
  return mapResponse(invocation, { status, headers: {}, body: new Uint8Array() }, String(status));
}

/** Read leniently: `{statusCode: 200}` without quotes is fine. */
function statusIn(text: string): number | undefined {
  try {
    const value = (JSON.parse(text) as { statusCode?: unknown } | null)?.statusCode;
    const status = Number(value);
    if (Number.isInteger(status) && status >= 100 && status <= 599) return status;
  } catch {
    // not JSON: looked for below
  }
  const found = /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
