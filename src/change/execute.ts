import { type Call, resolveInput } from "../gateway/call/call.ts";
import { AwsFailure, wasLost } from "../gateway/call/failure.ts";
import type { Operation } from "../gateway/call/operation.ts";
import { type Document, isOf, isUnread, type Key, type Things } from "../gateway/document/things.ts";
import { sameThing } from "../gateway/plan/kinds.ts";
import { callsOf, type Plan, type Step } from "../gateway/plan/plan.ts";
import { type Left, type Sent, thingBefore } from "../gateway/plan/sent.ts";
import type { Aws } from "../ports.ts";
import type { Journal } from "./journal/write.ts";

type Thing = Things[keyof Things];

export interface Failed {
  readonly key: Key;
  readonly call: Call;
  readonly failure: AwsFailure;
}

/** What became of a plan. */
export interface Outcome {
  /** In the order of the plan. */
  readonly done: readonly Call[];
  /** The call that failed, and those that failed beside it; none where all went well, or where a person stopped it. */
  readonly failures: readonly Failed[];
  /** What was not sent, since something else had failed or somebody stopped it. */
  readonly notSent: readonly { readonly key: Key; readonly call: Call }[];
  readonly ids: ReadonlyMap<Key, string>;
  /** Whether a call had, or may have had, an effect. */
  readonly touched: boolean;
  /** How everything may be by now that a call had, or may have had, an effect on. */
  left(): Promise<Left>;
}

/** Where a plan starts from. */
export interface Start {
  readonly document: Document;
  readonly ids: ReadonlyMap<Key, string>;
}

export interface Progress {
  starting?(call: Call, index: number, of: number): void;
  /** Asked between two calls. */
  stopped?(): boolean;
  /** Whether a failure ends only what depends on it. */
  goesOn?: boolean;
  /** Told of each call before it is sent, and of what became of it. */
  journal?: Journal | undefined;
  /** Where it leads; the journal says it. */
  toward?: "wanted" | "before";
}

/** How often a call is sent whose answer was lost, and of which a look shows that it had no effect. */
const TRIES = 4;

/**
 * Sends a plan: API Gateway's calls one after the other (it takes one writer an API), Lambda's and IAM's beside them,
 * each step when those that it waits for are done. Stops at the first that fails, when those under way have been
 * answered. Never throws for what AWS answers.
 */
export async function execute(plan: Plan, aws: Aws, start: Start, progress: Progress = {}): Promise<Outcome> {
  progress.journal?.planned(plan, progress.toward ?? "wanted");
  const run = new Run(plan, aws, start, progress);
  await Promise.all([...run.lanes()].map((steps) => run.inTurn(steps)));
  return run.outcome();
}

class Run {
  readonly #calls: readonly Call[];
  readonly #done = new Set<Call>();
  readonly #sent = new Set<Call>();
  readonly #failures: Failed[] = [];
  readonly #ids: Map<Key, string>;
  /** The calls that had an effect, or may have had one, in the order in which they were sent. */
  readonly #sentAbout: Sent[] = [];
  /** Settled when a step has ended: whether all of it was done. */
  readonly #ended = new Map<Key, { readonly promise: Promise<boolean>; resolve(done: boolean): void }>();

  constructor(
    readonly plan: Plan,
    readonly aws: Aws,
    readonly start: Start,
    readonly progress: Progress,
  ) {
    this.#calls = callsOf(plan);
    this.#ids = new Map(start.ids);
    for (const { key } of plan.steps) this.#ended.set(key, deferred());
  }

  /** The steps by the service that takes them, each in the plan's order. */
  lanes(): Iterable<readonly Step[]> {
    const lanes = new Map<string, Step[]>();
    for (const step of this.plan.steps) {
      const service = step.calls[0]?.operation.split(":")[0] ?? "";
      lanes.set(service, [...(lanes.get(service) ?? []), step]);
    }
    return lanes.values();
  }

  async inTurn(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const ended = (keys: readonly Key[]) =>
        Promise.all(keys.map((key) => this.#ended.get(key)?.promise ?? true));
      const [before] = await Promise.all([ended(step.after), ended(step.behind)]);
      const done = before.every(Boolean) && (await this.#step(step));
      this.#ended.get(step.key)?.resolve(done);
    }
  }

  async #step({ key, calls }: Step): Promise<boolean> {
    let whole = true;
    for (const call of calls) {
      if ((this.#failures.length > 0 && !this.progress.goesOn) || this.progress.stopped?.()) return false;
      this.progress.starting?.(call, this.#calls.indexOf(call), this.#calls.length);
      const failure = await this.#send(key, call);
      if (failure) {
        this.#failures.push({ key, call, failure });
        whole = false;
      } else this.#done.add(call);
    }
    return whole;
  }

  /** Sends a call and learns from its answer; the failure where there is none to be had. */
  async #send(key: Key, call: Call): Promise<AwsFailure | undefined> {
    let unknown: string | undefined;
    const input = resolveInput(call, this.#ids, ({ idOf }) => {
      unknown = idOf;
      return "";
    });
    // Only where something before it failed, and the run goes on all the same.
    if (unknown !== undefined) return noId(call, unknown);
    this.#sent.add(call);
    const { journal } = this.progress;
    for (let tried = 1; ; tried++) {
      let request: string | undefined;
      journal?.sending(call, input);
      try {
        const output = (await this.aws.send(call.operation as Operation, input as never, {
          region: call.region,
          answered: (id) => {
            request = id;
          },
        })) as { readonly id?: string };
        this.#learn(key, output);
        journal?.done(call, output.id, request);
        this.#sentAbout.push({ key, call, certain: true });
        return undefined;
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        if (!wasLost(error)) {
          const gone = this.#goneAlready(call, error);
          if (gone) journal?.done(call, undefined, error.requestId);
          else journal?.refused(call, error.code, error.message, error.requestId);
          return gone ? undefined : error;
        }
        const happened = await this.#look(key, call);
        const certain =
          happened === true && (isOf("role", key) || isOf("deployment", key) || !this.#creates(key));
        journal?.lost(
          call,
          certain || happened === false ? happened : undefined,
          happened ? this.#ids.get(key) : undefined,
        );
        if (happened !== false) this.#sentAbout.push({ key, call, certain });
        if (happened === true) return undefined;
        if (happened === false && tried < TRIES) continue;
        return error;
      }
    }
  }

  /**
   * Whether a call makes a thing that was not there. Where its answer is lost and the thing is there, somebody else may
   * have made it: only a role says which run made it.
   */
  #creates(key: Key): boolean {
    return (
      thingBefore(this.start.document, key) === undefined &&
      !this.#sentAbout.some((one) => one.key === key && one.certain)
    );
  }

  /** When taking back, what is gone is as it should be. */
  #goneAlready(call: Call, failure: AwsFailure): boolean {
    return (
      this.progress.goesOn === true && failure.kind === "missing" && /:(?:Delete|Remove)/.test(call.operation)
    );
  }

  /** How things may be by now; what a call makes of its thing is asked for only where a run stops. */
  async #leftSoFar(): Promise<Left> {
    const { leftAfter } = await import("../gateway/plan/left.ts");
    return leftAfter(this.start.document, this.#sentAbout);
  }

  /**
   * Whether a call whose answer was lost had its effect: the thing itself tells. Undefined where it cannot be read, or
   * is like neither, which is somebody else's doing.
   */
  async #look(key: Key, call: Call): Promise<boolean | undefined> {
    try {
      const [{ observe }, { applied }] = await Promise.all([
        import("../account/read-again.ts"),
        import("../gateway/plan/applied.ts"),
      ]);
      const { document, ids } = await observe(this.aws, [key], this.#ids);
      if (call.operation === "apigateway:CreateRequestValidator") {
        const [made] = applied(key, undefined, call);
        return this.#findValidator(key, made, document);
      }
      const now = document.get(key);
      if (isUnread(now)) return undefined;
      const is = (states: readonly (Thing | undefined)[]) =>
        states.some((one) => sameThing(key, one, now as Thing | undefined));
      const states = (await this.#leftSoFar()).get(key) ?? [thingBefore(this.start.document, key)];
      if (!is(states.flatMap((one) => [...applied(key, one, call)]))) return is(states) ? false : undefined;
      const id = ids.get(key);
      if (id !== undefined) this.#ids.set(key, id);
      return true;
    } catch (error) {
      if (error instanceof AwsFailure) return undefined;
      throw error;
    }
  }

  /** A validator has nothing but its content: one that is new, alike, and alone, is the one that was asked for. */
  #findValidator(key: Key, made: Thing | undefined, document: Document): boolean | undefined {
    const known = new Set(this.#ids.values());
    const candidates = [...document].filter(
      ([other, one]) =>
        isOf("validator", other) &&
        !this.start.document.has(other) &&
        !known.has(other.split(" ")[2] ?? "") &&
        !isUnread(one) &&
        sameThing(key, one as Thing | undefined, made),
    );
    if (isUnread(document.get(key)) || candidates.length > 1) return undefined;
    const [found] = candidates;
    if (!found) return false;
    this.#ids.set(key, found[0].split(" ")[2] ?? "");
    return true;
  }

  /** Keeps the id of what a call made. */
  #learn(key: Key, output: { readonly id?: string }): void {
    if (hasId(key) && output.id) this.#ids.set(key, output.id);
  }

  outcome(): Outcome {
    return {
      done: this.#calls.filter((call) => this.#done.has(call)),
      failures: this.#failures,
      notSent: this.plan.steps.flatMap(({ key, calls }) =>
        calls
          .filter((call) => !this.#sent.has(call) && !this.#failures.some((one) => one.call === call))
          .map((call) => ({ key, call })),
      ),
      ids: this.#ids,
      touched: this.#sentAbout.length > 0,
      left: () => this.#leftSoFar(),
    };
  }
}

const hasId = (key: Key): boolean =>
  isOf("resource", key) || isOf("validator", key) || isOf("deployment", key);

function deferred() {
  let resolve: (done: boolean) => void = () => {};
  const promise = new Promise<boolean>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const noId = ({ operation }: Call, of: string): AwsFailure =>
  new AwsFailure({
    kind: "refused",
    code: "NotMade",
    message: `it needs ${of}, which is not there`,
    operation,
  });
