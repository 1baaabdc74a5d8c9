import type { StaticOperationSchema } from "@smithy/types";
import type { Context, Input } from "../state/context.ts";
import { type Operation, operationOf } from "../wire/schema.ts";

export interface Entry {
  readonly operation: Operation;
  readonly access: "read" | "write";
  /** Work on the input that takes its time, done before the lock is taken. */
  prepare?(input: Record<string, unknown>): Promise<Record<string, unknown>>;
  run(input: Record<string, unknown>, context: Context): unknown;
}

/** An operation that changes nothing: it runs on the state as it is, without the lock. */
export function read<I>(
  schema: StaticOperationSchema,
  run: (input: Input<I>, context: Context) => unknown,
): Entry {
  return { operation: operationOf(schema), access: "read", run: run as Entry["run"] };
}

/** An operation that changes the state: it runs under the lock, and what it changed is written when it returns. */
export function write<I>(
  schema: StaticOperationSchema,
  run: (input: Input<I>, context: Context) => unknown,
): Entry {
  return { operation: operationOf(schema), access: "write", run: run as Entry["run"] };
}

/** A writing operation whose input is worked on first. */
export function writePrepared<I>(
  schema: StaticOperationSchema,
  prepare: NonNullable<Entry["prepare"]>,
  run: (input: I, context: Context) => unknown,
): Entry {
  return { operation: operationOf(schema), access: "write", prepare, run: run as Entry["run"] };
}
