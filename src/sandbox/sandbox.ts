/** A local API Gateway, with as much of Lambda, IAM, STS and Service Quotas as configuring its methods needs. */

import { randomInt } from "node:crypto";
import { partitionFor } from "../gateway/names/partition.ts";
import type { ProcessIdentity } from "../machine/lock.ts";
import { after, before, type Fault, FaultPlan } from "./faults.ts";
import { stageCallOf } from "./invoke/stage-call.ts";
import { protocolOf } from "./services/catalog.ts";
import type { Entry } from "./services/entry.ts";
import type { Context } from "./state/context.ts";
import { own } from "./state/lookup.ts";
import { Meter } from "./state/meter.ts";
import { emptyIam, emptyRegion, regionOfSample, sampleIam, sampleRegion } from "./state/sample.ts";
import { type ServiceStub, ServiceStubs } from "./state/service-stubs.ts";
import { StateStore } from "./state/store.ts";
import type { AccountState, SandboxState } from "./state/types.ts";
import { Verdicts } from "./state/verdicts.ts";
import { Throttle, type ThrottleLimit } from "./throttle.ts";
import { writeQueryError } from "./wire/aws-query.ts";
import { header, type SandboxRequest, type SandboxResponse } from "./wire/request.ts";
import { writePlainError } from "./wire/rest-json.ts";
import { ServiceError } from "./wire/service-error.ts";
import { guessed, isKnown, type Target, targetOf, type UnknownTarget } from "./wire/target.ts";
import { validateInput } from "./wire/validate.ts";

export { ConnectionResetError, FAULT_HEADER, type Fault } from "./faults.ts";
export { SandboxStateError } from "./state/store.ts";
export type { SandboxRequest, SandboxResponse } from "./wire/request.ts";

export interface SandboxCall {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  status: number;
}

export interface SandboxOptions {
  /** The one file that holds everything; made on the first change. */
  file: string;
  /** Start without the sample API, functions and roles. */
  empty?: boolean;
  accountId?: string;
  now?: () => Date;
  /** Told of every call after it was answered. */
  onCall?: (call: SandboxCall) => void;
  /** Lets a lock be taken over at once when its process was killed; without it only by age. */
  process?: ProcessIdentity;
  /** The code of functions: by their names the modules whose `handler` they run. */
  functions?: Readonly<Record<string, string>>;
  /** Told the lines of the execution and access logs of stages. */
  log?: (line: string) => void;
  /** What AWS services answer to integrations: by `sqs:SendMessage`, or by `sqs`. */
  services?: Readonly<Record<string, ServiceStub>>;
  /** Calls that are to go wrong. */
  faults?: readonly Fault[];
  /** How many calls API Gateway's control plane takes; without it, any. */
  throttle?: ThrottleLimit;
}

export interface Sandbox {
  /**
   * Answers one HTTP request. Rejects with SandboxStateError where the state file cannot be used, and with
   * ConnectionResetError where a fault cuts the connection.
   */
  handle(request: SandboxRequest): Promise<SandboxResponse>;
  /** Tells this sandbox from another one in the same file. */
  birth(): string | undefined;
}

/** Opens a sandbox over a state file; nothing is read or written before the first call. */
export function openSandbox(options: SandboxOptions): Sandbox {
  const store = new StateStore(options.file, options.process);
  const parts: Parts = {
    store,
    world: new SandboxWorld(options),
    faults: new FaultPlan(options.faults),
    throttle: options.throttle && throttleOf(options.throttle),
    options,
  };
  return { handle: (request) => answer(request, parts), birth: () => store.read().birth };
}

/** What API Gateway takes of these operations by themselves (developer guide, limits). */
const OWN_LIMITS: Readonly<Record<string, ThrottleLimit>> = { CreateDeployment: { rate: 0.2, burst: 1 } };

function throttleOf(limit: ThrottleLimit): (operation: string) => void {
  const all = new Throttle(limit);
  const own = new Map(Object.entries(OWN_LIMITS).map(([name, one]) => [name, new Throttle(one)]));
  return (operation) => {
    all.take();
    own.get(operation)?.take();
  };
}

interface Parts {
  readonly store: StateStore;
  readonly world: SandboxWorld;
  readonly faults: FaultPlan;
  /** Takes a call of API Gateway's control plane in, or throws what AWS answers. */
  readonly throttle: ((operation: string) => void) | undefined;
  readonly options: SandboxOptions;
}

async function answer(request: SandboxRequest, parts: Parts): Promise<SandboxResponse> {
  const { store, world, options } = parts;
  const stageCall = stageCallOf(request.path, header(request.headers, "host"));
  if (stageCall) {
    // The template engine and all that runs a method are loaded where one is called.
    const { callStage } = await import("./invoke/stage.ts");
    return callStage(stageCall, request, world.contextOfApi(store.read(), stageCall.apiId));
  }
  const target = targetOf(request);
  if (!isKnown(target)) return world.unknown(request, target);
  const protocol = await protocolOf(target.service);
  const call = protocol.find(request);
  if (!call) return protocol.refuse(notInSandbox(request, target, await protocol.nameOf(request)));
  const { entry } = call;
  let input: Record<string, unknown> = {};
  let response: SandboxResponse | undefined;
  try {
    const faults = parts.faults.next(target.service, entry.operation.name, request);
    if (target.service === "apigateway") parts.throttle?.(entry.operation.name);
    await before(faults, target, entry.operation.name, request);
    input = call.readInput();
    validateInput(target.service, entry.operation, input);
    const ready = (await entry.prepare?.(input)) ?? input;
    response = protocol.answer(entry, await run(entry, ready, target, store, world));
    after(faults);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    response = protocol.refuse(error);
    return response;
  } finally {
    const { name: operation } = entry.operation;
    // A call whose connection was cut before it had an answer has no status.
    options.onCall?.({ service: target.service, operation, input, status: response?.status ?? 0 });
  }
  return response;
}

async function run(
  entry: Entry,
  input: Record<string, unknown>,
  target: Target,
  store: StateStore,
  world: SandboxWorld,
) {
  if (entry.access === "read") return await entry.run(input, world.context(store.read(), target));
  return store.update((state) => {
    world.settle(state, target);
    return entry.run(input, world.context(state, target));
  });
}

const notInSandbox = ({ method, path }: SandboxRequest, { service }: Target, name: string | undefined) =>
  new ServiceError(
    "NotImplementedException",
    501,
    name === undefined
      ? `The sandbox does not know this ${service} call: ${method} ${path}`
      : `The sandbox does not have ${service}:${name} (${method} ${path})`,
  );

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHABET = `${LETTERS}0123456789`;

/** Starts with a letter: an object puts keys that look like numbers before all others, and lists would jump about. */
function newId(length: number): string {
  const rest = Array.from({ length: length - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${LETTERS[randomInt(LETTERS.length)]}${rest.join("")}`;
}

/** What stands around the state: account, clock, identifiers, and what a place holds that was never written to. */
class SandboxWorld {
  readonly #options: SandboxOptions;
  /** By account and Region. */
  readonly #untouched = new Map<string, Context["state"]>();
  readonly #meter = new Meter();
  readonly #verdicts = new Verdicts();
  #untouchedIam: Context["iam"] | undefined;

  readonly #services: ServiceStubs;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#services = new ServiceStubs(options.services);
  }

  context(state: SandboxState, { region, account }: Target): Context {
    const accountId = account ?? this.#accountId;
    const { regions, iam } = this.#accountIn(state, accountId);
    const regionOf = (name: string) => own(regions, name) ?? this.#region(accountId, name);
    return {
      region,
      accountId,
      homeAccount: this.#accountId,
      partition: partitionFor(region),
      state: regionOf(region),
      stateOf: regionOf,
      iam: iam ?? this.#iam(accountId),
      functionModules: this.#options.functions ?? {},
      services: this.#services,
      log: this.#options.log,
      meter: this.#meter,
      verdicts: this.#verdicts,
      now: () => this.#options.now?.() ?? new Date(),
      id: newId,
    };
  }

  /** The account and the Region that have an API: a call of a stage does not say where it goes. */
  contextOfApi(state: SandboxState, apiId: string): Context {
    const accounts: [string, AccountState][] = [
      [this.#accountId, state],
      ...Object.entries(state.accounts ?? {}),
    ];
    for (const [account, { regions }] of accounts) {
      const region = Object.keys(regions).find((name) => Object.hasOwn(regions[name]!.apis, apiId));
      if (region !== undefined) return this.context(state, { service: "apigateway", region, account });
    }
    for (const [place, { apis }] of this.#untouched) {
      const [account = "", region = ""] = place.split(" ");
      if (Object.hasOwn(apis, apiId)) return this.context(state, { service: "apigateway", region, account });
    }
    const sampled = this.#options.empty ? undefined : regionOfSample(apiId);
    return this.context(state, { service: "apigateway", region: sampled ?? "us-east-1" });
  }

  /** Makes the place that a change goes to part of the state. */
  settle(state: SandboxState, { service, region, account = this.#accountId }: Target): void {
    if (account !== this.#accountId) {
      state.accounts ??= {};
      if (!own(state.accounts, account)) state.accounts[account] = { regions: {} };
    }
    const place = account === this.#accountId ? state : state.accounts![account]!;
    if (service === "iam") place.iam ??= structuredClone(this.#iam(account));
    else if (!own(place.regions, region))
      place.regions[region] = structuredClone(this.#region(account, region));
  }

  #accountIn(state: SandboxState, account: string): AccountState {
    if (account === this.#accountId) return state;
    return own(state.accounts ?? {}, account) ?? { regions: {} };
  }

  /** A call of a service that is not here, in the protocol in which it came; or one of no service at all. */
  unknown(request: SandboxRequest, { hint }: UnknownTarget): SandboxResponse {
    const have = "The sandbox has API Gateway, Lambda, IAM, STS and Service Quotas";
    if (hint === undefined) {
      const message = `${have}; it cannot tell which of them ${request.method} ${request.path} is meant for.`;
      return writePlainError(new ServiceError("UnknownOperationException", 404, message));
    }
    const { protocol, operation } = guessed(request);
    const what = operation === undefined ? "" : ` (asked for ${operation})`;
    const error = new ServiceError("NotImplementedException", 501, `${have}, it has no ${hint}${what}.`);
    return protocol === "query" ? writeQueryError(error, "") : writePlainError(error);
  }

  get #accountId(): string {
    return this.#options.accountId ?? "123456789012";
  }

  /** The samples are the own account's; another one begins empty. */
  #isEmpty(account: string): boolean {
    return this.#options.empty === true || account !== this.#accountId;
  }

  #region(account: string, region: string): Context["state"] {
    const place = `${account} ${region}`;
    let known = this.#untouched.get(place);
    if (!known) {
      known = this.#isEmpty(account) ? emptyRegion() : sampleRegion(region, account);
      this.#untouched.set(place, known);
    }
    return known;
  }

  #iam(account: string): Context["iam"] {
    if (this.#isEmpty(account)) return emptyIam();
    this.#untouchedIam ??= sampleIam();
    return this.#untouchedIam;
  }
}
