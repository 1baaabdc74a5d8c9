/** Faults on demand, so that callers can be tried against a service that throttles, refuses, breaks off or answers late. */
import { setTimeout as sleep } from "node:timers/promises";
import { FAULT_KINDS, type FaultKind } from "./fault-kinds.ts";
import { header, type SandboxRequest } from "./wire/request.ts";
import { CONCURRENT_MODIFICATION, ServiceError } from "./wire/service-error.ts";
import type { Target } from "./wire/target.ts";

export interface Fault {
  readonly kind: FaultKind;
  /**
   * The operation it meets, `PutIntegration` or `lambda:AddPermission`, or all `reads`, `writes` or `deletes`; every
   * operation where none is named.
   */
  readonly operation?: string;
  /** Only what comes after the nth call of that operation, the first one unless told. */
  readonly after?: { readonly operation: string; readonly nth?: number };
  /** Meets the nth such call only, counted from 1 since the sandbox was opened; every one where not given. */
  readonly nth?: number;
  /** For `throttle`: what Retry-After says; 1 unless told. */
  readonly retryAfterSeconds?: number;
  /** For `slow`: how long the answer waits; 1000 unless told. */
  readonly milliseconds?: number;
}

/** The request header that asks for a fault on this one call: `throttle`, or `slow; milliseconds=200`. */
export const FAULT_HEADER = "x-apigw-sandbox-fault";

/** The connection is to be cut; with `reset-after` what was asked for has happened all the same. */
export class ConnectionResetError extends Error {
  override readonly name = "ConnectionResetError";
  /** The code the SDK knows a cut connection by. */
  readonly code = "ECONNRESET";
  constructor() {
    super("socket hang up (a fault asked of the sandbox)");
  }
}

/** Decides which calls meet a fault, counting them by operation. */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly #counts = new Map<Fault, number>();
  readonly #passed = new Map<Fault, number>();

  constructor(faults: readonly Fault[] = []) {
    this.#faults = faults;
  }

  /** The faults of this call, those of the plan first. */
  next(service: string, operation: string, request: SandboxRequest): Fault[] {
    const planned = this.#faults.filter((fault) => this.#meets(fault, service, operation));
    for (const fault of this.#faults)
      if (fault.after && isNamed(fault.after.operation, service, operation))
        this.#passed.set(fault, (this.#passed.get(fault) ?? 0) + 1);
    const asked = faultOf(header(request.headers, FAULT_HEADER));
    return asked ? [...planned, asked] : planned;
  }

  #meets(fault: Fault, service: string, operation: string): boolean {
    if (fault.after && (this.#passed.get(fault) ?? 0) < (fault.after.nth ?? 1)) return false;
    if (fault.operation !== undefined && !isNamed(fault.operation, service, operation)) return false;
    const count = (this.#counts.get(fault) ?? 0) + 1;
    this.#counts.set(fault, count);
    return fault.nth === undefined || fault.nth === count;
  }
}

const READS = /^(?:Get|List)/;
const DELETES = /^(?:Delete|Remove)/;

function isNamed(wanted: string, service: string, operation: string): boolean {
  if (wanted === "reads") return READS.test(operation);
  if (wanted === "writes") return !READS.test(operation);
  if (wanted === "deletes") return DELETES.test(operation);
  return wanted === operation || wanted === `${service}:${operation}`;
}

/** Reads the header's form; a kind nobody knows is refused, not ignored. */
export function faultOf(text: string | undefined): Fault | undefined {
  if (text === undefined) return undefined;
  const [kind = "", ...settings] = text.split(";").map((part) => part.trim());
  if (!FAULT_KINDS.some((one) => one === kind)) {
    throw new ServiceError(
      "BadRequestException",
      400,
      `Unknown fault: ${kind}. There are ${FAULT_KINDS.join(", ")}.`,
    );
  }
  const fault: Record<string, unknown> = { kind };
  for (const setting of settings) {
    const [name = "", value = ""] = setting.split("=").map((part) => part.trim());
    if (name === "milliseconds" || name === "retryAfterSeconds") fault[name] = Number(value);
  }
  return fault as unknown as Fault;
}

/** What happens before the operation: waiting, refusing, cutting off. */
export async function before(
  faults: readonly Fault[],
  { service, region }: Target,
  operation: string,
  request: SandboxRequest,
): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === "slow") await sleep(fault.milliseconds ?? 1000);
    if (fault.kind === "reset-before") throw new ConnectionResetError();
    if (fault.kind === "throttle") throw throttled(service, fault.retryAfterSeconds ?? 1);
    if (fault.kind === "denied") throw denied(service, region, operation, request);
    if (fault.kind === "expired") throw expired(service);
    if (fault.kind === "error") throw new ServiceError("InternalFailure", 500, "Internal server error");
    if (fault.kind === "conflict") throw new ServiceError("ConflictException", 409, CONCURRENT_MODIFICATION);
  }
}

/** What happens after the operation took effect. */
export function after(faults: readonly Fault[]): void {
  if (faults.some((fault) => fault.kind === "reset-after")) throw new ConnectionResetError();
}

/** As IAM words it; a caller's permissions to use API Gateway are its requests' methods. */
function denied(
  service: string,
  region: string,
  operation: string,
  { method, path }: SandboxRequest,
): ServiceError {
  const [action, resource] =
    service === "apigateway"
      ? [`apigateway:${method}`, `arn:aws:apigateway:${region}::${path}`]
      : [`${service}:${operation}`, "*"];
  return new ServiceError(
    service === "iam" || service === "sts" ? "AccessDenied" : "AccessDeniedException",
    403,
    `User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/** In the words of each service; API Gateway's and Lambda's code is the same. */
function expired(service: string): ServiceError {
  const code = service === "iam" || service === "sts" ? "ExpiredToken" : "ExpiredTokenException";
  return new ServiceError(code, 403, "The security token included in the request is expired");
}

function throttled(service: string, retryAfterSeconds: number): ServiceError {
  const details = { retryAfterSeconds };
  if (service === "iam" || service === "sts")
    return new ServiceError("Throttling", 400, "Rate exceeded", details);
  return new ServiceError("TooManyRequestsException", 429, "Too Many Requests", details);
}
