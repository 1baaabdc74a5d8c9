import type { Budget } from "../../gateway/pattern/budget.ts";
import { compareNumbers } from "../values/arithmetic.ts";
import { JavaList, JavaMap } from "../values/containers.ts";
import { decimalOf, printDecimal } from "../values/decimal.ts";
import { JavaNumber } from "../values/number.ts";
import { print } from "../values/print.ts";
import { equals } from "../values/same.ts";
import { FunctionFault, NothingFound, type Operand, type Path, PathFault, type Test } from "./steps.ts";

/** For what is asked of an item. */
interface Asking {
  /** What a path gives of it; `strict` where all of the path must be there. */
  find(path: Path, strict: boolean): unknown;
  readonly budget: Budget;
}

/** Whether an item passes a filter. Throws a PathFault where something is asked that cannot be; it does not pass then. */
export function passes(test: Test, asking: Asking): boolean {
  switch (test.kind) {
    case "and":
      return test.of.every((one) => passes(one, asking));
    case "or":
      return test.of.some((one) => passes(one, asking));
    case "not":
      return !passes(test.of, asking);
    case "exists":
      // Whether something is there is asked of the item, also where the path begins at the root.
      return (
        (orMissing(() => asking.find({ ...test.path, fromRoot: false }, true)) !== MISSING) === test.wanted
      );
    case "compare":
      return compared(
        test.operator,
        resolved(test.left, asking),
        resolved(test.right, asking),
        asking.budget,
      );
  }
}

/** What no path has found: it equals nothing, itself neither. */
const MISSING = Symbol("missing");
type Operands =
  | { readonly pattern: Extract<Operand, { pattern: unknown }>["pattern"] }
  | { readonly value: unknown };

function orMissing(search: () => unknown): unknown {
  try {
    return search();
  } catch (error) {
    if (error instanceof NothingFound) return MISSING;
    throw error;
  }
}

const resolved = (operand: Operand, { find }: Asking): Operands =>
  "path" in operand ? { value: orMissing(() => find(operand.path, false)) } : operand;

function compared(operator: string, left: Operands, right: Operands, budget: Budget): boolean {
  if (operator === "=~") return matched(left, right, budget);
  if (!("value" in left) || !("value" in right)) {
    // Only =~ takes patterns, which equal nothing that is compared here.
    return operator === "!=" || operator === "!==" || operator === "NIN";
  }
  const [a, b] = [left.value, right.value];
  switch (operator) {
    case "==":
      return same(a, b);
    case "!=":
      return !same(a, b);
    case "===":
      return kindOf(a) === kindOf(b) && same(a, b);
    case "!==":
      return !(kindOf(a) === kindOf(b) && same(a, b));
    case "IN":
      return has(listOf(b) ?? [], a);
    case "NIN":
      return !has(listOf(b) ?? [], a);
    case "CONTAINS":
      if (typeof a === "string") return typeof b === "string" && a.includes(b);
      return a instanceof JavaList && has(listOf(a) ?? [], b);
    case "ALL":
      // It wants a list that a path found nowhere gives: no item passes.
      throw new PathFault("a list is expected");
    case "SIZE":
      return b instanceof JavaNumber && sizeOf(a) === Number(b.whole);
    case "EMPTY":
      if (typeof b !== "boolean") throw new PathFault("a boolean is expected");
      // Of a map it fails.
      if (a instanceof JavaMap) throw new FunctionFault("a map has no size here");
      return sizeOf(a) !== undefined && (sizeOf(a) === 0) === b;
    case "SUBSETOF":
    case "ANYOF":
    case "NONEOF": {
      const among = listOf(b);
      const items = among && listOf(a);
      if (!items) return false;
      if (operator === "SUBSETOF") return items.every((one) => has(among, one));
      return items.some((one) => has(among, one)) === (operator === "ANYOF");
    }
    default:
      return ordered(operator, a, b);
  }
}

function matched(left: Operands, right: Operands, budget: Budget): boolean {
  const [pattern, other] = "pattern" in left ? [left, right] : [right, left];
  if (!("pattern" in pattern) || "pattern" in other) return false;
  const { value } = other;
  if (value instanceof JavaList)
    return (listOf(value) ?? []).some((item) => pattern.pattern.matches(print(item), budget));
  const isText = typeof value === "string" || typeof value === "boolean" || value instanceof JavaNumber;
  return pattern.pattern.matches(isText ? print(value) : "", budget);
}

const kindOf = (value: unknown): string =>
  value instanceof JavaNumber
    ? "number"
    : value instanceof JavaList || value instanceof JavaMap
      ? "json"
      : value === null
        ? "null"
        : typeof value;

/** Numbers by their value, also against the text of one. */
function same(left: unknown, right: unknown): boolean {
  if (left === MISSING || right === MISSING) return false;
  if (left instanceof JavaNumber && typeof right === "string") return same(left, numberOf(right));
  if (typeof left === "string" && right instanceof JavaNumber) return left === textOf(right);
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right) === 0;
  return kindOf(left) === kindOf(right) && equals(left, right);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?$/;
const numberOf = (text: string) => (NUMBER.test(text) ? JavaNumber.json(text) : MISSING);

/** As BigDecimal writes what Java's own number says. */
const textOf = (number: JavaNumber): string =>
  number.isWhole
    ? String(number.whole)
    : printDecimal(decimalOf(JavaNumber.double(number.double).toString()));

const has = (items: readonly unknown[], value: unknown): boolean => items.some((item) => same(value, item));

/** Of single values only: lists and maps in it cannot be compared. A map is no list, and no fault either. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (value instanceof JavaMap) return undefined;
  if (!(value instanceof JavaList)) throw new PathFault("a list is expected");
  if (value.items.some((item) => kindOf(item) === "json")) throw new FunctionFault("a list in a list");
  return value.items;
}

/** A map's is below nothing. */
function sizeOf(value: unknown): number | undefined {
  if (value instanceof JavaMap) return -1;
  return typeof value === "string"
    ? value.length
    : value instanceof JavaList
      ? value.items.length
      : undefined;
}

/** Which is the larger of two numbers or two texts; of other pairs none is. */
function ordered(operator: string, left: unknown, right: unknown): boolean {
  let order: number;
  if (left instanceof JavaNumber && right instanceof JavaNumber) order = compareNumbers(left, right);
  else if (typeof left !== "string" || typeof right !== "string") return false;
  else order = left < right ? -1 : left > right ? 1 : 0;
  if (operator === "<") return order < 0;
  if (operator === ">") return order > 0;
  return operator === "<=" ? order <= 0 : order >= 0;
}
