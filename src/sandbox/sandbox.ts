/** A local API Gateway, with as much of Lambda, IAM and STS as configuring its methods needs. */
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
import { StateStore } from "./state/store.ts";
import type { SandboxState } from "./state/types.ts";
import { Verdicts } from "./state/verdicts.ts";
import type { SandboxRequest, SandboxResponse } from "./wire/request.ts";
import { writePlainError } from "./wire/rest-json.ts";
import { ServiceError } from "./wire/service-error.ts";
import { type Target, targetOf } from "./wire/target.ts";
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
  /** Calls that are to go wrong. */
  faults?: readonly Fault[];
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
    options,
  };
  return { handle: (request) => answer(request, parts), birth: () => store.read().birth };
}

interface Parts {
  readonly store: StateStore;
  readonly world: SandboxWorld;
  readonly faults: FaultPlan;
  readonly options: SandboxOptions;
}

async function answer(request: SandboxRequest, parts: Parts): Promise<SandboxResponse> {
  const { store, world, options } = parts;
  const stageCall = stageCallOf(request.path);
  if (stageCall) {
    // The template engine and all that runs a method are loaded where one is called.
    const { callStage } = await import("./invoke/stage.ts");
    return callStage(stageCall, request, world.contextOfApi(store.read(), stageCall.apiId));
  }
  const target = targetOf(request);
  if (!target) return world.unknown(request);
  const protocol = await protocolOf(target.service);
  const call = protocol.find(request);
  if (!call) return protocol.refuse(notInSandbox(request, target));
  const { entry } = call;
  let input: Record<string, unknown> = {};
  let response: SandboxResponse | undefined;
  try {
    const faults = parts.faults.next(target.service, entry.operation.name, request);
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

const notInSandbox = (request: SandboxRequest, target: Target) =>
  new ServiceError(
    "NotImplementedException",
    501,
    `The sandbox does not have this ${target.service} call: ${request.method} ${request.path}`,
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
  readonly #untouched = new Map<string, Context["state"]>();
  readonly #meter = new Meter();
  readonly #verdicts = new Verdicts();
  #untouchedIam: Context["iam"] | undefined;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  context(state: SandboxState, { region }: Target): Context {
    return {
      region,
      accountId: this.#accountId,
      partition: partitionFor(region),
      state: own(state.regions, region) ?? this.#region(region),
      stateOf: (other) => own(state.regions, other) ?? this.#region(other),
      iam: state.iam ?? this.#iam(),
      functionModules: this.#options.functions ?? {},
      meter: this.#meter,
      verdicts: this.#verdicts,
      now: () => this.#options.now?.() ?? new Date(),
      id: newId,
    };
  }

  /** The Region that has an API: a call of a stage does not say where it goes. */
  contextOfApi(state: SandboxState, apiId: string): Context {
    const written = Object.keys(state.regions).find((region) =>
      Object.hasOwn(state.regions[region]!.apis, apiId),
    );
    const seen = [...this.#untouched].find(([, { apis }]) => Object.hasOwn(apis, apiId))?.[0];
    const region = written ?? seen ?? (this.#options.empty ? undefined : regionOfSample(apiId));
    return this.context(state, { service: "apigateway", region: region ?? "us-east-1" });
  }

  /** Makes the place that a change goes to part of the state. */
  settle(state: SandboxState, { service, region }: Target): void {
    if (service === "iam") state.iam ??= structuredClone(this.#iam());
    else if (!own(state.regions, region)) state.regions[region] = structuredClone(this.#region(region));
  }

  unknown(request: SandboxRequest): SandboxResponse {
    const message = `The sandbox has API Gateway, Lambda, IAM and STS; it cannot tell which of them ${request.method} ${request.path} is meant for.`;
    return writePlainError(new ServiceError("UnknownOperationException", 404, message));
  }

  get #accountId(): string {
    return this.#options.accountId ?? "123456789012";
  }

  #region(region: string): Context["state"] {
    let known = this.#untouched.get(region);
    if (!known) {
      known = this.#options.empty ? emptyRegion() : sampleRegion(region, this.#accountId);
      this.#untouched.set(region, known);
    }
    return known;
  }

  #iam(): Context["iam"] {
    this.#untouchedIam ??= this.#options.empty ? emptyIam() : sampleIam();
    return this.#untouchedIam;
  }
}
