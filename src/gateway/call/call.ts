import { idOfKey, type Key, printKey } from "../document/things.ts";
import type { Input, Operation } from "./operation.ts";

/** Stands for the id of a thing, which may not be known before an earlier call of the same plan has answered. */
export interface Ref {
  readonly idOf: Key<"resource" | "validator" | "deployment">;
}

type Addressed<I> = { readonly [K in keyof I]: I[K] | (string extends I[K] ? Ref : never) };

/** One request to AWS as data: what a dry run prints is what a run sends. */
export interface CallOf<O extends Operation> {
  readonly operation: O;
  readonly input: Addressed<Input<O>>;
  /** What it acts on, for people: `POST /pets`, `POST /pets 200`, `function hello`. */
  readonly at: string;
  /** One clause, why the plan has it. */
  readonly because: string;
  /** The Region to send it to, where that is not the API's (a function elsewhere). */
  readonly region?: string;
}
export type Call = { [O in Operation]: CallOf<O> }[Operation];

/** The ids that are known so far, of resources, request validators and deployments. */
export type Ids = ReadonlyMap<Key, string>;

export const isRef = (value: unknown): value is Ref =>
  typeof value === "object" && value !== null && "idOf" in value;

/** The id a reference stands for, or undefined while nothing has made it. */
export const lookUp = ({ idOf }: Ref, ids: Ids): string | undefined =>
  ids.get(idOf) ??
  (idOf.startsWith("resource ") ? undefined : idOfKey(idOf as Key<"validator" | "deployment">));

/** How a reference is shown before its id exists. */
export const printRef = ({ idOf }: Ref): string => `<id of ${printKey(idOf).replace(/^request /, "")}>`;

/** The input with known ids filled in, at any depth (a patch's value may be one); unknown ones are left to `otherwise`. */
export function resolveInput(call: Call, ids: Ids, otherwise: (ref: Ref) => string): Record<string, unknown> {
  const resolve = (value: unknown): unknown => {
    if (isRef(value)) return lookUp(value, ids) ?? otherwise(value);
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([member, one]) => [member, resolve(one)]));
  };
  return resolve(call.input) as Record<string, unknown>;
}
