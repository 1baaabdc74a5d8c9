import { JavaChar, JavaList, JavaMap } from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";

/** A method's work: itself, its arguments in JavaScript's kinds (int a number, long a bigint, String a string). */
// biome-ignore lint/suspicious/noExplicitAny: the signature beside it says what the arguments are.
type Work<T> = (self: T, args: any[], limits: Limits) => unknown;

interface Overload<T> {
  readonly types: readonly string[];
  readonly work: Work<T>;
}

export type Methods<T> = ReadonlyMap<string, readonly Overload<T>[]>;

/** Methods by their signatures, as `substring(int,int)`; of several that fit the first is called. */
export function methods<T>(table: Readonly<Record<string, Work<T>>>): Methods<T> {
  const all = new Map<string, Overload<T>[]>();
  for (const [signature, work] of Object.entries(table)) {
    const [, name = "", list = ""] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
    const types = list === "" ? [] : list.split(",");
    all.set(name, [...(all.get(name) ?? []), { types, work }]);
  }
  return all;
}

/** Calls the method that takes these arguments; undefined where there is none. */
export function invoke<T>(
  table: Methods<T>,
  self: T,
  name: string,
  args: readonly unknown[],
  limits: Limits,
): { readonly value: unknown } | undefined {
  for (const { types, work } of table.get(name) ?? []) {
    const taken = take(types, args);
    if (taken) return { value: work(self, taken, limits) };
  }
  return undefined;
}

function take(types: readonly string[], args: readonly unknown[]): unknown[] | undefined {
  const open = types.at(-1) === "Object...";
  const fixed = open ? types.slice(0, -1) : types;
  if (open ? args.length < fixed.length : args.length !== fixed.length) return undefined;
  const taken: unknown[] = [];
  for (const [index, type] of fixed.entries()) {
    const one = convert(type, args[index]);
    if (!one) return undefined;
    taken.push(one.as);
  }
  if (open) taken.push(args.slice(fixed.length));
  return taken;
}

/** The sizes of whole numbers that a parameter takes. */
const NARROW: Readonly<Record<string, readonly string[]>> = {
  int: ["Integer"],
  long: ["Integer", "Long"],
  float: ["Integer", "Long"],
  double: ["Integer", "Long", "Double"],
};

function convert(type: string, value: unknown): { as: unknown } | undefined {
  const nothing = value === null || value === undefined;
  if (Object.hasOwn(NARROW, type)) {
    if (!(value instanceof JavaNumber) || !NARROW[type]!.includes(value.kind)) return undefined;
    if (type === "long") return { as: value.whole };
    return { as: value.double };
  }
  switch (type) {
    case "boolean":
      return typeof value === "boolean" ? { as: value } : undefined;
    case "char":
      return value instanceof JavaChar ? { as: value.value } : undefined;
    case "String":
    case "CharSequence":
      return nothing ? { as: null } : typeof value === "string" ? { as: value } : undefined;
    case "Collection":
      return nothing || (value instanceof JavaList && isCollection(value))
        ? { as: value ?? null }
        : undefined;
    case "Map":
      return nothing || value instanceof JavaMap ? { as: value ?? null } : undefined;
    case "Object":
      return { as: value ?? null };
    default:
      // A class of numbers takes its own only.
      return nothing || (value instanceof JavaNumber && value.kind === type)
        ? { as: value ?? null }
        : undefined;
  }
}

const isCollection = ({ kind }: JavaList) => kind === "json" || kind === "list" || kind === "view";

/** An argument that Java would have followed into nothing. */
export function present<T>(value: T | null): T {
  if (value === null) throw new JavaException("NullPointerException");
  return value;
}
