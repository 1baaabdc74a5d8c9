import type { Input, Operation } from "./operation.ts";

/** Stands for an id that is not known before an earlier call of the same plan has answered. */
export type Ref = { readonly idOfResource: string } | { readonly idOfRequestValidator: string };

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

/** The ids known so far: of resources by path, of request validators by name. */
export interface Ids {
  readonly resources: ReadonlyMap<string, string>;
  readonly requestValidators: ReadonlyMap<string, string>;
}

export const isRef = (value: unknown): value is Ref =>
  typeof value === "object" && value !== null && ("idOfResource" in value || "idOfRequestValidator" in value);

/** The id a reference stands for, or undefined while nothing has made it. */
export function lookUp(ref: Ref, ids: Ids): string | undefined {
  return "idOfResource" in ref
    ? ids.resources.get(ref.idOfResource)
    : ids.requestValidators.get(ref.idOfRequestValidator);
}

/** How a reference is shown before its id exists. */
export const printRef = (ref: Ref): string =>
  "idOfResource" in ref ? `<id of ${ref.idOfResource}>` : `<id of validator "${ref.idOfRequestValidator}">`;

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
