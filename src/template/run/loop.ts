import { JavaException } from "../methods/signature.ts";
import { HostObject, JavaIterator, JavaList, JavaMap } from "../values/containers.ts";
import { JavaNumber } from "../values/number.ts";

/** What `#foreach` goes through: a list, the values of a map, what an iterator has left. Anything else has no turns. */
export function* turnsOf(value: unknown): Iterable<{ item: unknown; more: () => boolean }> {
  const iterator = value instanceof JavaIterator ? value : new JavaIterator(listOf(value));
  const { items } = iterator.list;
  const size = items.length;
  while (iterator.at !== items.length) {
    // As an iterator of Java: a list may not grow or shrink under the loop.
    if (items.length !== size) throw new JavaException("ConcurrentModificationException");
    const item = items[iterator.at];
    iterator.at += 1;
    yield { item, more: () => iterator.at !== items.length };
  }
}

function listOf(value: unknown): JavaList {
  if (value instanceof JavaList) return value;
  return new JavaList(value instanceof JavaMap ? value.entries().map(([, item]) => item) : []);
}

/** `$foreach` at one turn. */
export function loopState(index: number, more: () => boolean, parent: unknown): HostObject {
  const topmost = parent instanceof HostObject ? (parent.values.topmost ?? parent) : undefined;
  const state: HostObject = new HostObject(
    {
      index: JavaNumber.integer(index),
      count: JavaNumber.integer(index + 1),
      first: index === 0,
      get last() {
        return !more();
      },
      get hasNext() {
        return more();
      },
      parent: parent instanceof HostObject ? parent : undefined,
      get topmost() {
        return topmost ?? state;
      },
    },
    {
      hasNext: more,
      isFirst: () => index === 0,
      isLast: () => !more(),
      getIndex: () => JavaNumber.integer(index),
      getCount: () => JavaNumber.integer(index + 1),
    },
  );
  return state;
}
