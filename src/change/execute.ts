import { type Call, type Ids, resolveInput } from "../gateway/call/call.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { type Operation, SENT_ONCE } from "../gateway/call/operation.ts";
import type { Aws } from "../ports.ts";

export interface Failed {
  readonly call: Call;
  readonly failure: AwsFailure;
}

/** What became of a list of calls. */
export interface Outcome {
  /** In the order of the plan. */
  readonly done: readonly Call[];
  /** The call that failed, and one that failed beside it; none where all went well, or where a person stopped it. */
  readonly failures: readonly Failed[];
  readonly ids: Ids;
}

export interface Progress {
  starting?(call: Call, index: number, of: number): void;
  /** Asked between two calls. */
  stopped?(): boolean;
  /** What a call that AWS refuses as already done made, if it was our own earlier try whose answer was lost; else undefined. */
  ours?(call: Call, ids: Ids): Promise<object | undefined>;
}

/**
 * Sends the calls one after the other (API Gateway takes one writer an API), a function's permission beside them: it
 * is Lambda's business, and waits for nothing that another call makes. Stops at the first that fails, when those under
 * way have been answered. Never throws for what AWS answers.
 */
export async function execute(
  calls: readonly Call[],
  aws: Aws,
  start: Ids,
  progress: Progress = {},
): Promise<Outcome> {
  const done = new Set<Call>();
  const failures: Failed[] = [];
  const ids = { resources: new Map(start.resources), requestValidators: new Map(start.requestValidators) };
  const inTurn = async (line: readonly Call[]) => {
    for (const call of line) {
      if (failures.length > 0 || progress.stopped?.()) return;
      progress.starting?.(call, calls.indexOf(call), calls.length);
      const failure = await sendOne(call, aws, ids, progress);
      if (failure) failures.push({ call, failure });
      else done.add(call);
    }
  };
  await Promise.all([
    inTurn(calls.filter((call) => !goesBeside(call))),
    inTurn(calls.filter((call) => goesBeside(call))),
  ]);
  return { done: calls.filter((call) => done.has(call)), failures, ids };
}

const goesBeside = ({ operation }: Call): boolean => operation === "lambda:AddPermission";

const TRIES = 4;

/** Sends a call and learns from its answer; the failure where there is none to be had. */
async function sendOne(
  call: Call,
  aws: Aws,
  ids: Learned,
  progress: Progress,
): Promise<AwsFailure | undefined> {
  const input = resolveInput(call, ids, (ref) => {
    throw new TypeError(`nothing has made ${JSON.stringify(ref)}`);
  });
  for (let tried = 1; ; tried++) {
    try {
      const output: object = await aws.send(call.operation as Operation, input as never, {
        region: call.region,
      });
      learn(call, output, ids);
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      // A reader that fails here must not hide the failure that is being looked into.
      const made = isUncertain(call, error)
        ? await progress.ours?.(call, ids).catch(() => undefined)
        : undefined;
      if (made !== undefined) {
        learn(call, made, ids);
        return undefined;
      }
      if (!(SENT_ONCE.has(call.operation) && wasLost(error)) || tried >= TRIES) return error;
    }
  }
}

const wasLost = ({ kind }: AwsFailure): boolean => kind === "network" || kind === "unavailable";

/** Whether a refusal may be of our own making: an earlier try was answered, but the answer was lost. */
function isUncertain(call: Call, failure: AwsFailure): boolean {
  if (SENT_ONCE.has(call.operation)) return wasLost(failure);
  return failure.attempts > 1 && (failure.kind === "exists" || failure.kind === "missing");
}

interface Learned extends Ids {
  readonly resources: Map<string, string>;
  readonly requestValidators: Map<string, string>;
}

/** Keeps the ids of what a call made. */
function learn(call: Call, output: { id?: string; path?: string; name?: string }, ids: Learned): void {
  if (call.operation === "apigateway:CreateResource" && output.path && output.id)
    ids.resources.set(output.path, output.id);
  if (call.operation === "apigateway:CreateRequestValidator" && output.name && output.id)
    ids.requestValidators.set(output.name, output.id);
}

/** The calls that are to be taken back: those that were done, and those that failed but may have had their effect. */
export const takenEffect = ({ done, failures }: Outcome): readonly Call[] => [
  ...done,
  ...failures.filter(({ failure }) => mayHaveHappened(failure)).map(({ call }) => call),
];

/**
 * Whether a call that failed may have had its effect all the same: its answer was lost, or an earlier try's was.
 * What is refused because something exists has had none.
 */
const mayHaveHappened = ({ kind, attempts }: AwsFailure): boolean =>
  kind !== "exists" && (kind === "network" || kind === "unavailable" || attempts > 1);
