import type { Meter } from "./meter.ts";
import type { ServiceStubs } from "./service-stubs.ts";
import type { IamState, RegionState } from "./types.ts";
import type { Verdicts } from "./verdicts.ts";

/** What an operation works on. In a reading operation the state is shared and must be left as it is. */
export interface Context {
  readonly region: string;
  readonly accountId: string;
  /** The account of every key that is not one itself. */
  readonly homeAccount: string;
  readonly partition: string;
  readonly state: RegionState;
  /** Another Region's state, to look at. */
  stateOf(region: string): RegionState;
  readonly iam: IamState;
  /** The modules that functions run, by the functions' names. */
  readonly functionModules: Readonly<Record<string, string>>;
  /** Calls counted against rates and quotas. */
  readonly meter: Meter;
  /** What AWS services are to answer. */
  readonly services: ServiceStubs;
  /** What authorizers answered. */
  readonly verdicts: Verdicts;
  /** Where the logs of stages go; nowhere where not given. */
  readonly log: ((line: string) => void) | undefined;
  now(): Date;
  /** A fresh identifier of lower-case letters and digits. */
  id(length: number): string;
}

/** An operation's input once read: members are there or absent, never undefined. */
export type Input<T> = { [K in keyof T]: Exclude<T[K], undefined> };
