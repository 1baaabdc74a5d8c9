import type { Ref } from "../call/call.ts";
import type { Address } from "../document/method.ts";
import { resourceKey } from "../document/things.ts";

/** The three members that every call on a method shares. */
export function target(at: Address) {
  return {
    restApiId: at.restApiId,
    resourceId: { idOf: resourceKey(at.restApiId, at.path) } as Ref,
    httpMethod: at.httpMethod,
  } as const;
}
/** The member where it has entries, else nothing: absent and empty are the same in a document. */
export function ifAny<K extends string, V>(
  name: K,
  map: Readonly<Record<string, V>>,
): { [k in K]?: Record<string, V> } {
  return Object.keys(map).length === 0 ? {} : ({ [name]: { ...map } } as { [k in K]: Record<string, V> });
}

/** The entries of a map, by key. */
export const sorted = <V>(map: Readonly<Record<string, V>>): [string, V][] =>
  Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

export const equal = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON with sorted keys and without undefined members: equal texts mean equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v) =>
    v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(sorted(v)) : v,
  );
}
