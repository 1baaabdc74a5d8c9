import { type AwsFailure, wasLost } from "../gateway/call/failure.ts";
import { isLook, type Operation, type Service, splitOperation } from "../gateway/call/operation.ts";
import { FAILURES, type FailureMeaning } from "../gateway/failures/codes.ts";
import type { Aws } from "../ports.ts";
import { asFailure } from "./failures.ts";
import { notAws } from "./network/answers.ts";
import { sleep, Waits } from "./waits.ts";

/** How to reach AWS. */
export interface Connection {
  readonly region: string;
  readonly credentials: unknown;
  /** Where they come from, for what is said of them when they have expired. */
  readonly origin?: string;
  readonly profile?: string | undefined;
  /** By service; where nothing is named, AWS itself. */
  endpoint(service: Service): string | undefined;
  /** Seconds to wait for a connection, and for an answer; 0: without end. */
  readonly timeouts?: { readonly connect?: number | undefined; readonly read?: number | undefined };
  /** Whose turn it is among this machine's processes; absent where nothing is throttled. */
  readonly pace?: { turn(operation: string): Promise<number>; throttled(operation: string): Promise<void> };
  /** How waits between tries are waited; by the machine's clock, where nothing is said. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** The sandbox's, instead of the network. */
  readonly requestHandler?: unknown;
  /** Tells a sandbox from another one in the same file. */
  readonly birth?: () => string | undefined;
  /** What connects, where proxies or certificates of one's own are in the way. */
  readonly agents?: object | undefined;
  /** Whether the environment's and the profile's endpoints do not count. */
  readonly ignoresEndpoints?: boolean;
  /** How often a call is sent at most, where the environment or the profile says so. */
  readonly attempts?: number | undefined;
}

/** One request and its answer, for --verbose and --debug. */
export interface Exchange {
  readonly operation: Operation;
  readonly input: unknown;
  readonly output?: unknown;
  readonly failure?: string;
  readonly milliseconds: number;
}

/** Credentials as far as they say whose they are. */
export interface Identity {
  readonly accessKeyId?: string | undefined;
  readonly accountId?: string | undefined;
}

type Client = {
  readonly config: { readonly requestHandler: unknown; credentials(): Promise<Identity> };
  readonly middlewareStack: { add(middleware: unknown, options: object): void };
  send(command: object, options?: { requestTimeout: number }): Promise<object>;
  destroy(): void;
};
type Module = { readonly Client: new (config: object) => Client } & Readonly<
  Record<string, new (input: object) => object>
>;

// Loaded when first used: a service's client costs as much start-up time as everything else together.
const modules: Readonly<Record<Service, () => Promise<unknown>>> = {
  apigateway: () => import("./services/apigateway.ts"),
  apigatewayv2: () => import("./services/apigatewayv2.ts"),
  lambda: () => import("./services/lambda.ts"),
  iam: () => import("./services/iam.ts"),
  servicequotas: () => import("./services/servicequotas.ts"),
  sts: () => import("./services/sts.ts"),
};

/** How often a change is sent that was throttled, or met another change under way. */
const TRIES = 6;
/** How often a look is sent. */
const LOOKS = 4;
/** How often a look is sent of which no answer comes in time: somebody is waiting. */
const SILENT_LOOKS = 2;
const CONNECT_SECONDS = 10;
const READ_SECONDS = 30;
/** A test of a method may take the half minute that its backend is given, and a stream longer. */
const TEST_SECONDS = 120;
/** After so long it is said what is waited for. */
const SILENCE_MS = 3_000;
/** What AWS asks us to wait is not waited for longer. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Whether a call may be sent again: where it had no effect for certain, or only looks. A change whose answer was lost is
 * not: it may have had its effect. By the first answer the SDK knows how far the clock is off.
 */
const passes = (failure: AwsFailure, operation: Operation): boolean =>
  failure.kind === "concurrent" ||
  failure.kind === "throttled" ||
  (isLook(operation) &&
    ((wasLost(failure) && mayPass(failure)) || /Signature expired|not yet current/.test(failure.message)));

/** Nobody signs another certificate, or puts another page there, within a second. */
const mayPass = ({ reason }: AwsFailure): boolean =>
  reason === undefined || (FAILURES[reason] as FailureMeaning).retryable === true;

const isPaced = (operation: Operation): boolean => operation.startsWith("apigateway:");
const nameOf = (operation: Operation): string => splitOperation(operation)[1];

/** Says what is waited for once it has been silent for a while, each second; ends with what it returns. */
function listen(operation: Operation, onSilence: (silence: string | undefined) => void): () => void {
  const began = Date.now();
  let said = false;
  const timer = setInterval(() => {
    const silent = Date.now() - began;
    if (silent < SILENCE_MS) return;
    said = true;
    onSilence(`Waiting for the answer to ${operation} (${Math.round(silent / 1000)} s)`);
  }, 1000);
  return () => {
    clearInterval(timer);
    if (said) onSilence(undefined);
    said = false;
  };
}

/** Closest to the wire: before the SDK reads into an answer what is not there. */
const looksAtAnswers =
  (next: (of: object) => Promise<{ readonly response: Parameters<typeof notAws>[0] }>) =>
  async (of: object) => {
    const answered = await next(of);
    const fault = await notAws(answered.response);
    if (fault) throw Object.assign(fault, { $metadata: { httpStatusCode: answered.response.statusCode } });
    return answered;
  };

/**
 * The Aws port over the SDK. The SDK sends each call once; what may be sent again is
 * sent again here.
 */
export function sdkAws(
  connection: Connection,
  onExchange: (exchange: Exchange) => void = () => {},
  onSilence: (silence: string | undefined) => void = () => {},
): Aws & { identity(): Promise<Identity>; stopWaiting(): void; destroy(): void } {
  const clients = new Map<string, Promise<{ client: Client; module: Module }>>();
  // One for all clients: services behind one address share their connections.
  let requestHandler = connection.requestHandler;

  const waits = new Waits(connection.sleep ?? sleep);

  const connect = async (service: Service, region: string) => {
    const module = (await modules[service]()) as Module;
    const { credentials, profile } = connection;
    const endpoint = connection.endpoint(service);
    const client = new module.Client({
      region,
      // One client for looks and changes: what is sent again is decided below, call by call.
      maxAttempts: 1,
      // The default logger throws everything away, after every input and output was filtered for it.
      logger: {},
      credentials,
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(connection.ignoresEndpoints ? { ignoreConfiguredEndpointUrls: true } : {}),
      // An endpoint that takes a request and never answers must not be waited for without end.
      requestHandler: requestHandler ?? {
        connectionTimeout: (connection.timeouts?.connect ?? CONNECT_SECONDS) * 1000,
        requestTimeout: (connection.timeouts?.read ?? READ_SECONDS) * 1000,
        throwOnRequestTimeout: true,
        ...connection.agents,
      },
    });
    client.middlewareStack.add(looksAtAnswers, {
      step: "deserialize",
      name: "apigwAnswers",
      priority: "low",
    });
    requestHandler ??= client.config.requestHandler;
    return { client, module };
  };

  const clientOf = (service: Service, region: string) => {
    const key = `${service} ${region}`;
    const opened = clients.get(key) ?? connect(service, region);
    clients.set(key, opened);
    return opened;
  };

  const sendOnce = async (
    operation: Operation,
    input: object,
    region: string,
    answered: ((requestId: string | undefined) => void) | undefined,
  ): Promise<object> => {
    const [service, name] = splitOperation(operation);
    // Not performance.now(): Node loads a dozen modules for it.
    const started = Date.now();
    const milliseconds = () => Date.now() - started;
    try {
      const { client, module } = await clientOf(service, region);
      const Command = module[name];
      if (!Command) throw new TypeError(`${operation} is not among the commands of aws/services`);
      const { $metadata, ...output } = (await client.send(
        new Command(input),
        operation === "apigateway:TestInvokeMethod" && connection.timeouts?.read === undefined
          ? { requestTimeout: TEST_SECONDS * 1000 }
          : undefined,
      )) as {
        $metadata?: { readonly requestId?: string };
      };
      answered?.($metadata?.requestId);
      onExchange({ operation, input, output, milliseconds: milliseconds() });
      return output;
    } catch (error) {
      const failure = asFailure(error, operation, connection.origin);
      onExchange({
        operation,
        input,
        failure: `${failure.code}: ${failure.message}`,
        milliseconds: milliseconds(),
      });
      throw failure;
    }
  };

  /** Where the machine trusts more than Node does, all of that is trusted from then on. */
  let trusted: Promise<boolean> | undefined;
  const trustMore = (): Promise<boolean> => {
    trusted ??= import("./network/certificates.ts").then(({ trustSystem }) => trustSystem());
    return trusted;
  };

  return {
    region: connection.region,
    async send(operation, input, options) {
      let mayTrustMore = true;
      for (let tried = 1; ; tried++) {
        const turn = isPaced(operation) ? ((await connection.pace?.turn(nameOf(operation))) ?? 0) : 0;
        if (turn >= SILENCE_MS)
          onSilence(`${Math.round(turn / 1000)} s until ${operation} is sent: AWS takes no more at a time`);
        if (turn > 0) await waits.wait(turn);
        const heard = listen(operation, onSilence);
        try {
          const region = options?.region ?? connection.region;
          return (await sendOnce(operation, input as object, region, options?.answered)) as never;
        } catch (error) {
          heard();
          const failure = asFailure(error, operation);
          if (failure.reason === "tls-untrusted" && mayTrustMore) {
            mayTrustMore = false;
            // Nothing was sent yet, so a change may be sent again too.
            if (await trustMore()) continue;
          }
          if (failure.kind === "throttled" && isPaced(operation))
            await connection.pace?.throttled(nameOf(operation));
          const looks = failure.reason === "timed-out" ? SILENT_LOOKS : LOOKS;
          const tries = connection.attempts ?? (isLook(operation) ? looks : TRIES);
          if (!passes(failure, operation) || tried >= tries) throw failure;
          const told = Math.min((failure.retryAfterSeconds ?? 0) * 1000, LONGEST_WAIT_MS);
          const wait = Math.max(told, 100 * 2 ** tried * (0.5 + Math.random() / 2));
          if (wait >= SILENCE_MS)
            onSilence(`${Math.round(wait / 1000)} s until ${operation} is sent again (${failure.code})`);
          if (!(await waits.wait(wait))) throw failure;
        } finally {
          heard();
        }
      }
    },
    stopWaiting: () => waits.stop(),
    async identity() {
      const { client } = await clientOf("apigateway", connection.region);
      return client.config.credentials();
    },
    destroy() {
      for (const opened of clients.values())
        opened.then(
          ({ client }) => client.destroy(),
          () => {},
        );
    },
  };
}
