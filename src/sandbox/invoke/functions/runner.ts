import type { Readable } from "node:stream";
import { parseFunctionReference } from "../../../gateway/rules/permission.ts";
import type { Context } from "../../state/context.ts";
import { functionVersionOf, own } from "../../state/lookup.ts";
import type { FunctionState } from "../../state/types.ts";
import { SAMPLE_HANDLERS } from "./samples.ts";
import { type HandlerFailure, type HandlerOutcome, runHandler } from "./worker.ts";

export interface FunctionCall {
  /** As the integration names it: an ARN, maybe with a qualifier. */
  readonly arn: string;
  readonly event: unknown;
  /** Whether the function's policy (JSON) lets the call in; undefined where a role's credentials are used. */
  readonly letIn: ((policy: string | undefined, functionArn: string) => boolean) | undefined;
  readonly asynchronous: boolean;
}

export type FunctionOutcome =
  | { readonly kind: "result"; readonly value: unknown }
  | { readonly kind: "stream"; readonly stream: Readable }
  | { readonly kind: "error"; readonly error: Record<string, unknown> }
  /** The function cannot be called; the reason is for the log. */
  | {
      readonly kind: "refused";
      readonly reason: string /** What Lambda answered. */;
      readonly status?: number;
    };

export interface FunctionRunner {
  call(call: FunctionCall): Promise<FunctionOutcome>;
}

/** Runs the Region's functions: those with a module named for them, and the samples. */
export function functionRunner(context: Context): FunctionRunner {
  return { call: (call) => callFunction(context, call) };
}

const refused = (reason: string): FunctionOutcome => ({ kind: "refused", reason });

async function callFunction(context: Context, call: FunctionCall): Promise<FunctionOutcome> {
  const { name, qualifier, accountId, region } = parseFunctionReference(call.arn);
  if (accountId !== undefined && accountId !== context.accountId) {
    return refused(`the sandbox has functions of the account ${context.accountId} only, not of ${accountId}`);
  }
  const state = region === undefined ? context.state : context.stateOf(region);
  const fn = own(state.functions, name);
  // A function that is not there is answered as one that may not be called.
  if (!fn || !functionVersionOf(fn, qualifier)) return refused("Invalid permissions on Lambda function");
  const policy = own(fn.policies, qualifier ?? "");
  const document = policy && JSON.stringify({ Statement: policy.statements });
  if (call.letIn && !call.letIn(document, arnOf(context, { name, qualifier, region }))) {
    return refused("Invalid permissions on Lambda function");
  }
  if (fn.concurrency === 0) return { kind: "refused", reason: "Rate Exceeded.", status: 429 };
  const running = runningCode(context, fn, call);
  if (!running) {
    return refused(
      `the sandbox has no code for the function ${name}; start it with a module for it (--function ${name}=./handler.mjs)`,
    );
  }
  if (call.asynchronous) {
    void running.catch(() => undefined);
    return { kind: "result", value: null };
  }
  return outcomeOf(await running, fn);
}

const arnOf = (
  { partition, accountId, region: here }: Context,
  {
    name,
    qualifier,
    region = here,
  }: { readonly name: string; readonly qualifier: string | undefined; readonly region: string | undefined },
): string =>
  `arn:${partition}:lambda:${region}:${accountId}:function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`;

function runningCode(
  context: Context,
  fn: FunctionState,
  call: FunctionCall,
): Promise<HandlerOutcome> | undefined {
  const modulePath = own(context.functionModules, fn.name);
  if (modulePath !== undefined) {
    return runHandler(modulePath, call.event, {
      functionName: fn.name,
      arn: call.arn,
      region: context.region,
      timeoutInSeconds: fn.latest.timeout,
    });
  }
  const sample = own(SAMPLE_HANDLERS, fn.name);
  return sample && Promise.resolve({ kind: "value", value: sample(call.event as Record<string, unknown>) });
}

/** A failure looks as the function's runtime tells it. */
function outcomeOf(outcome: HandlerOutcome, fn: FunctionState): FunctionOutcome {
  if (outcome.kind === "value") return { kind: "result", value: outcome.value };
  if (outcome.kind === "stream") return outcome;
  if (outcome.kind === "timeout") {
    const seconds = fn.latest.timeout.toFixed(2);
    return { kind: "error", error: { errorMessage: `Task timed out after ${seconds} seconds` } };
  }
  return { kind: "error", error: errorOf(outcome.failure, fn.latest.runtime ?? "") };
}

function errorOf({ name, message, stack }: HandlerFailure, runtime: string): Record<string, unknown> {
  if (runtime.startsWith("python")) {
    return { errorMessage: message, errorType: name, requestId: crypto.randomUUID(), stackTrace: stack };
  }
  return { errorType: name, errorMessage: message, trace: [`${name}: ${message}`, ...stack] };
}
