import {
  HostObject,
  JavaChar,
  JavaClass,
  JavaEntry,
  JavaIterator,
  JavaList,
  JavaMap,
} from "../values/containers.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";
import { classOf } from "../values/same.ts";
import { Unknown } from "../values/unknown.ts";
import { ARRAY, CLASS, ENTRY, ITERATOR, LIST, MAP, VIEW } from "./containers.ts";
import { BOOLEAN, NUMBERS } from "./numbers.ts";
import { invoke } from "./signature.ts";
import { CHAR, TEXT } from "./text.ts";

type Result = { readonly value: unknown } | undefined;

/** Calls a method of a value; undefined where its class has none of this name for these arguments. */
export function callMethod(self: unknown, name: string, args: readonly unknown[], limits: Limits): Result {
  limits.budget.spend(1 + sizeOf(self));
  if (self instanceof Unknown) return { value: self.derived() };
  const unknown = args.find((arg) => arg instanceof Unknown);
  // What a text makes of a value that is not known, or a map has under it, is not known; a container only keeps it.
  if (unknown && (isScalar(self) || /^(?:get|contains|indexOf|remove)/.test(name)))
    return { value: unknown.derived() };
  if (name === "getClass" && args.length === 0 && self !== null && self !== undefined)
    return { value: new JavaClass(classOf(self)) };
  if (typeof self === "string") return invoke(TEXT, self, name, args, limits);
  if (typeof self === "boolean") return invoke(BOOLEAN, self, name, args, limits);
  if (self instanceof JavaNumber) return invoke(NUMBERS[self.kind], self, name, args, limits);
  if (self instanceof JavaChar) return invoke(CHAR, self, name, args, limits);
  if (self instanceof JavaList) {
    const plain = self.kind === "json" || self.kind === "list";
    return invoke(plain ? LIST : self.kind === "view" ? VIEW : ARRAY, self, name, args, limits);
  }
  if (self instanceof JavaMap) return invoke(MAP, self, name, args, limits);
  if (self instanceof JavaEntry) return invoke(ENTRY, self, name, args, limits);
  if (self instanceof JavaIterator) return invoke(ITERATOR, self, name, args, limits);
  if (self instanceof JavaClass) return invoke(CLASS, self, name, args, limits);
  if (self instanceof HostObject && Object.hasOwn(self.functions, name))
    return { value: self.functions[name]!(args, limits) };
  return undefined;
}

const isScalar = (self: unknown): boolean =>
  typeof self === "string" ||
  typeof self === "boolean" ||
  self instanceof JavaNumber ||
  self instanceof JavaChar;

/** A rough price of working on something large. */
function sizeOf(self: unknown): number {
  if (typeof self === "string") return self.length >> 5;
  return self instanceof JavaList ? self.items.length >> 3 : self instanceof JavaMap ? self.size >> 2 : 0;
}

/**
 * A property of a value, in Velocity's order: a getter, the key of a map, a question that begins with "is". Undefined
 * where there is none.
 */
export function property(self: unknown, name: string, limits: Limits): unknown {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const getter = callMethod(self, `get${capital}`, [], limits) ?? callMethod(self, `get${name}`, [], limits);
  if (getter) return getter.value;
  if (self instanceof JavaMap) return self.get(name);
  if (self instanceof HostObject) return Object.hasOwn(self.values, name) ? self.values[name] : undefined;
  return callMethod(self, `is${capital}`, [], limits)?.value;
}
