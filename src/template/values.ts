/** How mapping templates see JSON: like Java's maps and lists, printed as API Gateway prints them. */

export type Params = readonly unknown[];

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value) && typeof value !== "function";

/** The text of a value inside a template: maps as `{a=b}`, lists as JSON, nothing for null. */
export function print(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return JSON.stringify(value);
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, item]) => typeof item !== "function");
    return `{${entries.map(([key, item]) => `${key}=${printInside(item)}`).join(", ")}}`;
  }
  return String(value);
}

/** Inside a map null is spelled out, as Java does. */
const printInside = (value: unknown) => (value === null || value === undefined ? "null" : print(value));

/** Nothing and the empty text are the same to a comparison: a missing path equals both. */
export function equal(left: unknown, right: unknown): boolean {
  const nothing = (value: unknown) => value === null || value === undefined || value === "";
  if (nothing(left) || nothing(right)) return nothing(left) && nothing(right);
  if (typeof left === "object" || typeof right === "object") return print(left) === print(right);
  return left === right || String(left) === String(right);
}

type Method<T> = (self: T, ...params: never[]) => unknown;

const TEXT: Readonly<Record<string, Method<string>>> = {
  length: (self) => self.length,
  isEmpty: (self) => self === "",
  contains: (self, part: unknown) => self.includes(String(part)),
  equals: (self, other: unknown) => self === other,
  equalsIgnoreCase: (self, other: unknown) => self.toLowerCase() === String(other).toLowerCase(),
  startsWith: (self, part: unknown) => self.startsWith(String(part)),
  endsWith: (self, part: unknown) => self.endsWith(String(part)),
  indexOf: (self, part: unknown) => self.indexOf(String(part)),
  lastIndexOf: (self, part: unknown) => self.lastIndexOf(String(part)),
  substring: (self, from: number, to?: number) => self.substring(from, to),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
  concat: (self, other: unknown) => self + print(other),
  charAt: (self, index: number) => self.charAt(index),
  matches: (self, pattern: string) => new RegExp(`^(?:${pattern})$`, "s").test(self),
  replace: (self, from: unknown, to: unknown) => self.replaceAll(String(from), () => String(to)),
  replaceAll: (self, pattern: string, to: string) => self.replace(new RegExp(pattern, "gs"), to),
  replaceFirst: (self, pattern: string, to: string) => self.replace(new RegExp(pattern, "s"), to),
  split: (self, pattern: string) => self.split(new RegExp(pattern, "s")),
  toString: (self: string) => self,
  hashCode: (self) => [...self].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, 0),
};

const LIST: Readonly<Record<string, Method<unknown[]>>> = {
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  get: (self, index: number) => self[index],
  set: (self, index: number, value: unknown) => {
    const before = self[index];
    self[index] = value;
    return before;
  },
  add: (self, value: unknown) => self.push(value) > 0,
  addAll: (self, values: unknown[]) => self.push(...values) > 0,
  remove: (self, index: number) => self.splice(index, 1)[0],
  contains: (self, value: unknown) => self.some((item) => equal(item, value)),
  indexOf: (self, value: unknown) => self.findIndex((item) => equal(item, value)),
  subList: (self, from: number, to: number) => self.slice(from, to),
  toString: (self: unknown[]) => print(self),
};

const MAP: Readonly<Record<string, Method<Record<string, unknown>>>> = {
  get: (self, key: unknown) => (Object.hasOwn(self, String(key)) ? self[String(key)] : undefined),
  put: (self, key: unknown, value: unknown) => {
    const before = self[String(key)];
    self[String(key)] = value;
    return before;
  },
  putAll: (self, other: Record<string, unknown>) => void Object.assign(self, other),
  remove: (self, key: unknown) => {
    const before = self[String(key)];
    delete self[String(key)];
    return before;
  },
  containsKey: (self, key: unknown) => Object.hasOwn(self, String(key)),
  containsValue: (self, value: unknown) => Object.values(self).some((item) => equal(item, value)),
  keySet: (self) => Object.keys(self),
  values: (self) => Object.values(self),
  entrySet: (self) =>
    Object.entries(self).map(([key, value]) => ({ key, value, getKey: () => key, getValue: () => value })),
  size: (self) => Object.keys(self).length,
  isEmpty: (self) => Object.keys(self).length === 0,
  toString: (self: Record<string, unknown>) => print(self),
};

/** The Java method that a value has under this name, where it has one. */
export function methodOf(value: unknown, name: string): ((params: Params) => unknown) | undefined {
  if (typeof value === "string") return bound(TEXT, value, name);
  if (typeof value === "number" || typeof value === "boolean")
    return name === "toString" ? () => String(value) : undefined;
  if (Array.isArray(value)) return bound(LIST, value, name);
  // What the engine itself offers, $util and $input, brings its functions along.
  if (isMap(value) && !(Object.hasOwn(value, name) && typeof value[name] === "function"))
    return bound(MAP, value, name);
  return undefined;
}

function bound<T>(methods: Readonly<Record<string, Method<T>>>, self: T, name: string) {
  if (!Object.hasOwn(methods, name)) return undefined;
  const method = methods[name]!;
  return (params: Params) => method(self, ...(params as never[]));
}
