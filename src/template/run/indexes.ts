import { JavaList, JavaMap } from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";

/** The whole numbers from one to the other, up or down. */
export function rangeOf(from: unknown, to: unknown, limits: Limits): JavaList | null {
  const whole = (value: unknown) =>
    value instanceof JavaNumber && value.kind === "Integer" ? value.double : Number.NaN;
  const [first, last] = [whole(from), whole(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return null;
  const length = Math.abs(last - first) + 1;
  limits.make(length * 8);
  const step = last < first ? -1 : 1;
  return new JavaList(Array.from({ length }, (_, index) => JavaNumber.integer(first + index * step)));
}

/** An index that counts from the end as one from the start; what has no size has no end. */
export function counted(owner: unknown, index: unknown): unknown {
  if (!(index instanceof JavaNumber) || index.kind !== "Integer" || index.double >= 0) return index;
  const size =
    owner instanceof JavaList ? owner.items.length : owner instanceof JavaMap ? owner.size : undefined;
  if (size === undefined)
    throw new JavaException("IllegalArgumentException", "a negative index needs a size()");
  return JavaNumber.integer(size + index.double);
}
