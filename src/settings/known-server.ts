import type { FaultKind } from "../sandbox/fault-kinds.ts";
import type { Pair } from "./known.ts";

/** The settings of `apigw sandbox`. */
export interface ServerSettings {
  readonly port: number;
  readonly empty: boolean;
  /** `name=./handler.mjs`: the module that runs a Lambda function of the sandbox. */
  readonly handler: readonly Pair[];
  readonly fault: readonly SandboxFault[];
  /** Calls a second that API Gateway takes, and how many at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** `sqs:SendMessage=./answer.json`: what an AWS service is to answer. */
  readonly serviceAnswer: readonly Pair[];
  /** Where the logs of stages go: a file, or `-` for the terminal. */
  readonly stageLog: string;
}

/** A call of the sandbox that is to go wrong: `throttle:PutIntegration:2`. */
export interface SandboxFault {
  readonly kind: FaultKind;
  readonly operation?: string;
  readonly nth?: number;
  readonly after?: { readonly operation: string; readonly nth?: number };
}
