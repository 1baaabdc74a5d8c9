import { type AwsFailure, wasLost } from "../gateway/call/failure.ts";
import { isLook, type Operation, type Service, splitOperation } from "../gateway/call/operation.ts";
import type { Aws } from "../ports.ts";
import { asFailure } from "./failures.ts";
import { Waits } from "./waits.ts";

/** How to reach AWS. */
export interface Connection {
  readonly region: string;
  readonly credentials: unknown;
  readonly profile?: string | undefined;
  /** By service; where nothing is named, AWS itself. */
  endpoint(service: Service): string | undefined;
  /** The sandbox's, instead of the network. */
  readonly requestHandler?: unknown;
  /** Tells a sandbox from another one in the same file. */
  readonly birth?: () => string | undefined;
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
  send(command: object): Promise<object>;
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
  sts: () => import("./services/sts.ts"),
};

/** How often a change is sent that was throttled, or met another change under way. */
const TRIES = 6;
/** How often a look is sent. */
const LOOKS = 4;
/** What AWS asks us to wait is not waited for longer. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Whether a call may be sent again: where it had no effect for certain, or only looks. A change whose answer was lost is
 * not: it may have had its effect. By the first answer the SDK knows how far the clock is off.
 */
const passes = (failure: AwsFailure, operation: Operation): boolean =>
  failure.kind === "concurrent" ||
  failure.kind === "throttled" ||
  (isLook(operation) && (wasLost(failure) || /Signature expired|not yet current/.test(failure.message)));

/**
 * The Aws port over the SDK. The SDK sends each call once; what may be sent again is
 * sent again here.
 */
export function sdkAws(
  connection: Connection,
  onExchange: (exchange: Exchange) => void = () => {},
): Aws & { identity(): Promise<Identity>; stopWaiting(): void; destroy(): void } {
  const clients = new Map<string, Promise<{ client: Client; module: Module }>>();
  // One for all clients: services behind one address share their connections.
  let requestHandler = connection.requestHandler;

  const waits = new Waits();

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
      // An endpoint that takes a request and never answers must not be waited for without end; a test of a method may
      // take the half minute that its backend is given.
      requestHandler: requestHandler ?? {
        connectionTimeout: 10_000,
        requestTimeout: 90_000,
        throwOnRequestTimeout: true,
      },
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
      const { $metadata, ...output } = (await client.send(new Command(input))) as {
        $metadata?: { readonly requestId?: string };
      };
      answered?.($metadata?.requestId);
      onExchange({ operation, input, output, milliseconds: milliseconds() });
      return output;
    } catch (error) {
      const failure = asFailure(error, operation);
      onExchange({
        operation,
        input,
        failure: `${failure.code}: ${failure.message}`,
        milliseconds: milliseconds(),
      });
      throw failure;
    }
  };

  return {
    region: connection.region,
    async send(operation, input, options) {
      for (let tried = 1; ; tried++) {
        try {
          const region = options?.region ?? connection.region;
          return (await sendOnce(operation, input as object, region, options?.answered)) as never;
        } catch (error) {
          const failure = asFailure(error, operation);
          if (!passes(failure, operation) || tried >= (isLook(operation) ? LOOKS : TRIES)) throw failure;
          const told = Math.min((failure.retryAfterSeconds ?? 0) * 1000, LONGEST_WAIT_MS);
          const wait = Math.max(told, 100 * 2 ** tried * (0.5 + Math.random() / 2));
          if (!(await waits.wait(wait))) throw failure;
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
