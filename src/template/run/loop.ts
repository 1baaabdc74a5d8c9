import { HostObject, JavaIterator, JavaList, JavaMap } from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import { JavaNumber } from "../values/number.ts";
import { Unknown } from "../values/unknown.ts";

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
  if (value instanceof Unknown) return new JavaList(value.holds ? [value.derived()] : []);
  return new JavaList(value instanceof JavaMap ? value.entries().map(([, item]) => item) : []);
}

/** `$foreach`: one for all turns of a loop, as in Velocity. */
export class LoopState extends HostObject {
  index: number;
  more: () => boolean;

  constructor(parent: unknown) {
    const topmost = parent instanceof LoopState ? parent.values.topmost : undefined;
    const self = (): LoopState => this;
    const number = (value: number) => JavaNumber.integer(value);
    super(
      {
        get index() {
          return number(self().index);
        },
        get count() {
          return number(self().index + 1);
        },
        get first() {
          return self().index === 0;
        },
        get last() {
          return !self().more();
        },
        get hasNext() {
          return self().more();
        },
        get topmost() {
          return topmost ?? self();
        },
        parent: parent instanceof LoopState ? parent : undefined,
      },
      {
        hasNext: () => self().more(),
        isFirst: () => self().index === 0,
        isLast: () => !self().more(),
        getIndex: () => number(self().index),
        getCount: () => number(self().index + 1),
      },
    );
    this.index = 0;
    this.more = () => false;
  }
}
