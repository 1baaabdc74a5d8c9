import { mockStatus } from "../../gateway/rules/mock-status.ts";
import { bytesOf } from "./content.ts";
import { configurationFault, type Invocation, type MethodResult } from "./invocation.ts";
import { integrationRequest } from "./request-mapping.ts";
import { mapResponse } from "./response-mapping.ts";

/** A MOCK integration answers with the status that its request template tells, and an empty body. */
export function callMock(invocation: Invocation): MethodResult {
  const { body } = integrationRequest(invocation);
  const status = mockStatus(Buffer.from(bytesOf(body)).toString("utf8"));
  if (status === undefined) {
    throw configurationFault(
      invocation,
      "Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
  }
  return mapResponse(invocation, { status, headers: {}, body: new Uint8Array() }, String(status));
}
