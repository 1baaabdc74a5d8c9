import type { Limits } from "./limits.ts";
import { JavaNumber } from "./number.ts";

/** A character, which Java tells from a text of one character. */
export class JavaChar {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }
}

export type ListKind = "json" | "list" | "array" | "objects" | "chars" | "bytes" | "view";

/** A list: what `$input.path` gives prints as JSON, every other one as Java prints it; arrays only their name. */
export class JavaList {
  readonly kind: ListKind;
  readonly items: unknown[];

  constructor(items: unknown[], kind: ListKind = "list") {
    this.items = items;
    this.kind = kind;
  }
}

/** A map with its keys in their order. */
export abstract class JavaMap {
  abstract readonly size: number;
  abstract get(key: unknown): unknown;
  abstract has(key: unknown): boolean;
  /** Sets a value and gives back what was there. */
  abstract put(key: unknown, value: unknown): unknown;
  abstract remove(key: unknown): unknown;
  abstract keys(): unknown[];

  entries(): [unknown, unknown][] {
    return this.keys().map((key) => [key, this.get(key)]);
  }
}

/** What makes two keys the same: their class and their text. */
function keyOf(key: unknown): string {
  if (key === null || key === undefined) return "null";
  if (key instanceof JavaChar) return `char ${key.value}`;
  if (key instanceof JavaNumber) return `${key.kind} ${key.double}${key.whole}`;
  return typeof key === "object" ? `object ${numberOf(key)}` : `${typeof key} ${String(key)}`;
}

const numbers = new WeakMap<object, number>();
let seen = 0;

/** Anything else is the same key as itself only. */
function numberOf(key: object): number {
  if (!numbers.has(key)) {
    seen += 1;
    numbers.set(key, seen);
  }
  return numbers.get(key)!;
}

export class OwnMap extends JavaMap {
  readonly #entries = new Map<string, [unknown, unknown]>();

  constructor(entries: Iterable<readonly [unknown, unknown]> = []) {
    super();
    for (const [key, value] of entries) this.put(key, value);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: unknown): unknown {
    return this.#entries.get(keyOf(key))?.[1];
  }

  has(key: unknown): boolean {
    return this.#entries.has(keyOf(key));
  }

  put(key: unknown, value: unknown): unknown {
    const before = this.#entries.get(keyOf(key));
    if (before) {
      const [, old] = before;
      before[1] = value;
      return old;
    }
    this.#entries.set(keyOf(key), [key, value]);
    return null;
  }

  remove(key: unknown): unknown {
    const before = this.get(key);
    this.#entries.delete(keyOf(key));
    return before ?? null;
  }

  keys(): unknown[] {
    return [...this.#entries.values()].map(([key]) => key);
  }
}

/**
 * A record of the sandbox seen as a map: `$context`, `$stageVariables`. What a template puts into it stands in the
 * record afterwards, as plain records.
 */
export class RecordMap extends JavaMap {
  readonly record: Record<string, unknown>;
  /** A map that the gateway put inside `$context`, which was recorded to print as nothing. */
  readonly inside: boolean;

  constructor(record: Record<string, unknown>, inside = false) {
    super();
    this.record = record;
    this.inside = inside;
  }

  get size(): number {
    return Object.keys(this.record).length;
  }

  get(key: unknown): unknown {
    return this.has(key) ? toJava(this.record[String(key)], true) : undefined;
  }

  has(key: unknown): boolean {
    return typeof key === "string" && Object.hasOwn(this.record, key);
  }

  put(key: unknown, value: unknown): unknown {
    const before = this.get(key) ?? null;
    Object.defineProperty(this.record, String(key), {
      value: toPlain(value),
      writable: true,
      enumerable: true,
      configurable: true,
    });
    return before;
  }

  remove(key: unknown): unknown {
    const before = this.get(key) ?? null;
    if (this.has(key)) delete this.record[String(key)];
    return before;
  }

  keys(): unknown[] {
    return Object.keys(this.record);
  }
}

/** An entry of a map, as `entrySet` gives it. */
export class JavaEntry {
  readonly map: JavaMap;
  readonly key: unknown;

  constructor(map: JavaMap, key: unknown) {
    this.map = map;
    this.key = key;
  }

  get value(): unknown {
    return this.map.get(this.key);
  }
}

/** What goes through a list once. */
export class JavaIterator {
  readonly list: JavaList;
  at = 0;

  constructor(list: JavaList) {
    this.list = list;
  }
}

export class JavaClass {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get simpleName(): string {
    return /^\[L/.test(this.name) ? `${last(this.name.slice(2, -1))}[]` : last(this.name);
  }
}

const last = (name: string) => name.slice(name.lastIndexOf(".") + 1);

/** What the gateway offers by itself: `$input` and `$util`. Their functions take and give Java's values. */
export type HostFunction = (args: readonly unknown[], limits: Limits) => unknown;

export class HostObject {
  readonly values: Readonly<Record<string, unknown>>;
  readonly functions: Readonly<Record<string, HostFunction>>;

  constructor(values: Readonly<Record<string, unknown>>, functions: Readonly<Record<string, HostFunction>>) {
    this.values = values;
    this.functions = functions;
  }
}

/** The records that templates themselves put into the sandbox's. */
const ofTemplates = new WeakSet<object>();

/** A value of JavaScript as a template sees it. */
export function toJava(value: unknown, inside = false): unknown {
  if (typeof value === "number") return JavaNumber.of(value);
  if (Array.isArray(value))
    return new JavaList(
      value.map((item) => toJava(item)),
      "json",
    );
  if (value === null || typeof value !== "object") return value ?? null;
  const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  return plain ? new RecordMap(value as Record<string, unknown>, inside && !ofTemplates.has(value)) : value;
}

const DEEPEST = 100;

function toPlain(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return null;
  if (value instanceof RecordMap) return value.record;
  if (value instanceof JavaMap) {
    const record = Object.fromEntries(
      value.entries().map(([key, item]) => [String(key), toPlain(item, depth + 1)]),
    );
    ofTemplates.add(record);
    return record;
  }
  if (value instanceof JavaChar) return value.value;
  return value;
}
