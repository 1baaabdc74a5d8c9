import type { Readable } from "node:stream";
import type { ServiceStubs } from "../state/service-stubs.ts";
import type { ApiState, GatewayResponseState, MethodState, ResourceState, Snapshot } from "../state/types.ts";
import type { FunctionRunner } from "./functions/runner.ts";

/** Names as sent, each with all its values in their order. */
export type Multi = Record<string, string[]>;

export interface MethodRequest {
  readonly method: string;
  /** After the stage, with a leading slash. */
  readonly rawPath: string;
  /** The path parameters of the resource. */
  readonly path: Readonly<Record<string, string>>;
  /** The same, percent-encoded as they were sent. */
  readonly encodedPath: Readonly<Record<string, string>>;
  readonly query: Multi;
  readonly headers: Multi;
  readonly body: Uint8Array;
}

export interface MethodResult {
  status: number;
  headers: Multi;
  body: Uint8Array;
  /** What is streamed, in place of a body: nothing packs it. */
  stream?: Readable;
}

/** One call of a method, whether through a stage or by TestInvokeMethod. */
export interface Invocation {
  readonly api: ApiState;
  readonly snapshot: Snapshot;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly deploymentId: string;
  readonly resource: ResourceState;
  readonly resourcePath: string;
  readonly method: MethodState;
  readonly request: MethodRequest;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly requestId: string;
  /** Whether API Gateway may use this role; undefined where it may. */
  roleFault(arn: string): string | undefined;
  /** `$context`; templates write their overrides into it. */
  readonly context: Record<string, unknown>;
  /** Lines of the execution log. */
  readonly log: (line: string) => void;
  readonly functions: FunctionRunner;
  /** What AWS services are to answer, and what this call says itself. */
  readonly services: ServiceStubs;
  readonly stub: string | undefined;
}

/** The call ends here with one of the API's gateway responses. */
export class GatewayFault extends Error {
  readonly type: GatewayResponseState["responseType"];
  readonly errorType: string;
  /** The status for this case where it is not the type's own. */
  readonly status: number | undefined;

  /** `$context.error.validationErrorString`, for a body that is not its model. */
  validationError: string | undefined;

  /** Whether it failed behind the method, and was not refused in front of it. */
  get integration(): boolean {
    return this.errorType === "InternalServerErrorException";
  }

  /** What `$context.error.message` is; recorded once as null. */
  readonly told: string | null;

  constructor(type: string, errorType: string, message: string | null, status?: number) {
    super(message ?? "");
    this.told = message;
    this.type = type;
    this.errorType = errorType;
    this.status = status;
  }
}

/** A fault of the configuration: the caller learns nothing of it, the log does. */
export function configurationFault(invocation: Pick<Invocation, "log">, reason: string): GatewayFault {
  invocation.log(`Execution failed due to configuration error: ${reason}`);
  return new GatewayFault(
    "API_CONFIGURATION_ERROR",
    "InternalServerErrorException",
    "Internal server error",
    500,
  );
}

/** A function's reply, or another, that cannot be made an answer of. */
export function malformedReply(invocation: Pick<Invocation, "log">): GatewayFault {
  invocation.log("Execution failed due to configuration error: Malformed Lambda proxy response");
  return new GatewayFault("DEFAULT_5XX", "InternalServerErrorException", "Internal server error", 502);
}

/** The backend took longer than it may. */
export function timeoutFault(invocation: Pick<Invocation, "log">): GatewayFault {
  invocation.log("Execution failed due to a timeout error");
  return new GatewayFault(
    "INTEGRATION_TIMEOUT",
    "InternalServerErrorException",
    "Endpoint request timed out",
  );
}

/** The header by which a call is traced. */
export const TRACE_ID_HEADER = "X-Amzn-Trace-Id";
/** The header in which API Gateway says what kind of error a reply of its own is. */
export const ERROR_TYPE_HEADER = "x-amzn-ErrorType";

/** The value of a header however it is spelled; the last of several. */
export function headerValue(headers: Readonly<Multi>, name: string): string | undefined {
  return headerValues(headers, name)?.at(-1);
}

export function headerValues(headers: Readonly<Multi>, name: string): string[] | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
