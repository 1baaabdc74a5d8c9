type Multi = Record<string, string[]>;

/** A service's answer as it comes back from behind the integration. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Multi;
  readonly body: Uint8Array;
}

/** A call of an AWS service as API Gateway would send it. */
export interface ServiceRequest {
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Multi>;
  readonly headers: Readonly<Multi>;
  readonly body: Uint8Array;
}

/** What a service is to answer: `body` is a text, or a value that is sent as JSON. */
export interface ServiceAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One answer, or several of which each call gets the next; the last one stays. */
export type ServiceStub =
  | ServiceAnswer
  | readonly ServiceAnswer[]
  | ((request: ServiceRequest) => ServiceAnswer);

/** The header by which one call names the answer itself: `{"status": 400, "body": {…}}`. */
export const STUB_HEADER = "x-apigw-sandbox-service";

/** The answers named for AWS services: by `sqs:SendMessage`, or `sqs` for all that the service is asked. */
export class ServiceStubs {
  readonly #stubs: Readonly<Record<string, ServiceStub>>;
  readonly #calls = new Map<string, number>();

  constructor(stubs: Readonly<Record<string, ServiceStub>> = {}) {
    this.#stubs = stubs;
  }

  /** The answer for a call, if one was named; `own` is the one that came with the call. */
  answer(request: ServiceRequest, own: string | undefined): ServiceResponse | undefined {
    if (own !== undefined) return written(readAnswer(own));
    const name = [`${request.service}:${request.operation}`, request.service].find((key) =>
      Object.hasOwn(this.#stubs, key),
    );
    if (name === undefined) return undefined;
    const stub = this.#stubs[name]!;
    if (typeof stub === "function") return written(stub(request));
    const all: readonly ServiceAnswer[] = Array.isArray(stub) ? stub : [stub as ServiceAnswer];
    const call = this.#calls.get(name) ?? 0;
    this.#calls.set(name, call + 1);
    return written(all[Math.min(call, all.length - 1)] ?? {});
  }
}

const MEMBERS = new Set(["status", "headers", "body"]);

const isAnswer = (value: unknown): value is ServiceAnswer =>
  value !== null &&
  typeof value === "object" &&
  !Array.isArray(value) &&
  "body" in value &&
  Object.keys(value).every((name) => MEMBERS.has(name));

/** A text as answer: JSON with `body`, and maybe `status` and `headers`, says all of it; any other text is the body. */
export function readAnswer(text: string): ServiceAnswer {
  const stub = readStub(text);
  return Array.isArray(stub) ? (stub[0] as ServiceAnswer) : (stub as ServiceAnswer);
}

/** The same of a file, which may hold a list of such answers. */
export function readStub(text: string): ServiceAnswer | readonly ServiceAnswer[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { body: text };
  }
  if (Array.isArray(read) && read.length > 0 && read.every(isAnswer)) return read;
  return isAnswer(read) ? read : { body: text };
}

function written({ status = 200, headers = {}, body = "" }: ServiceAnswer): ServiceResponse {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const typed = Object.keys(all).some((name) => name.toLowerCase() === "content-type");
  const type = text.trimStart().startsWith("<") ? "text/xml" : "application/json";
  return {
    status,
    headers: typed ? all : { "Content-Type": [type], ...all },
    body: new Uint8Array(Buffer.from(text)),
  };
}
