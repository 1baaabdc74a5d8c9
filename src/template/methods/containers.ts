import {
  type JavaClass,
  JavaEntry,
  JavaIterator,
  JavaList,
  type JavaMap,
  OwnMap,
} from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";
import { print } from "../values/print.ts";
import { equals } from "../values/same.ts";
import { hashOf } from "./hash.ts";
import { methods, present } from "./signature.ts";

const int = JavaNumber.integer;

function at(self: JavaList, index: number, most = self.items.length - 1): number {
  if (index < 0 || index > most)
    throw new JavaException(
      "IndexOutOfBoundsException",
      `Index ${index} out of bounds for length ${self.items.length}`,
    );
  return index;
}

const has = (items: readonly unknown[], value: unknown) => items.some((item) => equals(item, value));

function addAll(self: JavaList, index: number, more: JavaList | null, limits: Limits): boolean {
  const items = [...present(more).items];
  limits.make(items.length * 8);
  self.items.splice(index, 0, ...items);
  return items.length > 0;
}

function filter(self: JavaList, keep: (item: unknown) => boolean): boolean {
  const kept = self.items.filter(keep);
  const changed = kept.length !== self.items.length;
  self.items.splice(0, self.items.length, ...kept);
  return changed;
}

function subList(self: JavaList, from: number, to: number): JavaList {
  if (from < 0 || to > self.items.length)
    throw new JavaException("IndexOutOfBoundsException", `${from < 0 ? "from" : "to"}Index`);
  if (from > to) throw new JavaException("IllegalArgumentException", `fromIndex(${from}) > toIndex(${to})`);
  return new JavaList(self.items.slice(from, to));
}

/** What all collections can, the views of a map too. */
const COLLECTION = {
  "size()": (self: JavaList) => int(self.items.length),
  "isEmpty()": (self: JavaList) => self.items.length === 0,
  "contains(Object)": (self: JavaList, [value]: unknown[]) => has(self.items, value),
  "containsAll(Collection)": (self: JavaList, [other]: JavaList[]) =>
    present(other!).items.every((value) => has(self.items, value)),
  "iterator()": (self: JavaList) => new JavaIterator(self),
  "toArray()": (self: JavaList) => new JavaList([...self.items], "objects"),
  "toString()": (self: JavaList) => print(self),
  "equals(Object)": (self: JavaList, [other]: unknown[]) => equals(self, other),
  "hashCode()": (self: JavaList) => int(hashOf(self)),
};

/** `java.util.ArrayList`, which what comes from JSON is too. */
export const LIST = methods<JavaList>({
  ...COLLECTION,
  "get(int)": (self, [index]) => self.items[at(self, index)],
  "set(int,Object)": (self, [index, value]) => {
    const before = self.items[at(self, index)];
    self.items[index] = value;
    return before;
  },
  "add(Object)": (self, [value], limits) => {
    limits.make(8);
    return self.items.push(value) > 0;
  },
  "add(int,Object)": (self, [index, value], limits) => {
    limits.make(8);
    self.items.splice(at(self, index, self.items.length), 0, value);
  },
  "addAll(Collection)": (self, [more], limits) => addAll(self, self.items.length, more, limits),
  "addAll(int,Collection)": (self, [index, more], limits) =>
    addAll(self, at(self, index, self.items.length), more, limits),
  "remove(int)": (self, [index]) => self.items.splice(at(self, index), 1)[0],
  "remove(Object)": (self, [value]) => {
    const index = self.items.findIndex((item) => equals(item, value));
    return index >= 0 && self.items.splice(index, 1).length > 0;
  },
  "removeAll(Collection)": (self, [other]) => {
    const { items } = present<JavaList>(other);
    return filter(self, (item) => !has(items, item));
  },
  "retainAll(Collection)": (self, [other]) => {
    const { items } = present<JavaList>(other);
    return filter(self, (item) => has(items, item));
  },
  "clear()": (self) => void self.items.splice(0),
  "indexOf(Object)": (self, [value]) => int(self.items.findIndex((item) => equals(item, value))),
  "lastIndexOf(Object)": (self, [value]) => int(self.items.findLastIndex((item) => equals(item, value))),
  "subList(int,int)": (self, [from, to]) => subList(self, from, to),
});

export const VIEW = methods<JavaList>(COLLECTION);

/** An array, with the methods of a list that Velocity lends it. */
export const ARRAY = methods<JavaList>({
  "size()": (self) => int(self.items.length),
  "isEmpty()": (self) => self.items.length === 0,
  "get(int)": (self, [index]) => self.items[at(self, index)],
  "set(int,Object)": (self, [index, value]) => {
    const before = self.items[at(self, index)];
    self.items[index] = value;
    return before;
  },
  "contains(Object)": (self, [value]) => has(self.items, value),
  "hashCode()": () => int(1),
  "toString()": (self) => print(self),
});

/** `java.util.LinkedHashMap`. */
export const MAP = methods<JavaMap>({
  "get(Object)": (self, [key]) => self.get(key),
  "getOrDefault(Object,Object)": (self, [key, value]) => (self.has(key) ? self.get(key) : value),
  "put(Object,Object)": (self, [key, value], limits) => {
    limits.make(16);
    return self.put(key, value);
  },
  "putIfAbsent(Object,Object)": (self, [key, value], limits) => {
    limits.make(16);
    return self.get(key) ?? self.put(key, value);
  },
  "putAll(Map)": (self, [other], limits) => {
    for (const [key, value] of present<JavaMap>(other).entries()) {
      limits.make(16);
      self.put(key, value);
    }
  },
  "remove(Object)": (self, [key]) => self.remove(key),
  "replace(Object,Object)": (self, [key, value]) => (self.has(key) ? self.put(key, value) : null),
  "clear()": (self) => {
    for (const key of self.keys()) self.remove(key);
  },
  "containsKey(Object)": (self, [key]) => self.has(key),
  "containsValue(Object)": (self, [value]) => self.entries().some(([, item]) => equals(item, value)),
  "keySet()": (self) => new JavaList(self.keys(), "view"),
  "values()": (self) =>
    new JavaList(
      self.entries().map(([, value]) => value),
      "view",
    ),
  "entrySet()": (self) =>
    new JavaList(
      self.keys().map((key) => new JavaEntry(self, key)),
      "view",
    ),
  "size()": (self) => int(self.size),
  "isEmpty()": (self) => self.size === 0,
  "toString()": (self) => print(self),
  "equals(Object)": (self, [other]) => equals(self, other),
  "hashCode()": (self) => int(hashOf(self)),
  "clone()": (self) => new OwnMap(self.entries()),
});

export const ENTRY = methods<JavaEntry>({
  "getKey()": (self) => self.key,
  "getValue()": (self) => self.value,
  "setValue(Object)": (self, [value]) => self.map.put(self.key, value),
  "toString()": (self) => print(self),
  "equals(Object)": (self, [other]) => equals(self, other),
  "hashCode()": (self) => int(hashOf(self)),
});

export const ITERATOR = methods<JavaIterator>({
  "hasNext()": (self) => self.at < self.list.items.length,
  "next()": (self) => {
    if (self.at >= self.list.items.length) throw new JavaException("NoSuchElementException");
    self.at += 1;
    return self.list.items[self.at - 1];
  },
});

/** Of a class only its name is told: that API Gateway lets a template reach other classes was not found. */
export const CLASS = methods<JavaClass>({
  "getName()": (self) => self.name,
  "getSimpleName()": (self) => self.simpleName,
  "getTypeName()": (self) => self.name,
  "toString()": (self) => print(self),
  "equals(Object)": (self, [other]) => equals(self, other),
});
