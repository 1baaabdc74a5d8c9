import { JavaList, JavaMap } from "../values/containers.ts";
import { JavaNumber } from "../values/number.ts";
import { print } from "../values/print.ts";
import { FunctionFault } from "./steps.ts";

/** What a function is asked of: the value before it, and the values of its parameters. */
type Work = (value: unknown, given: readonly unknown[]) => unknown;

const spread = (values: readonly unknown[]): unknown[] =>
  values.flatMap((value) => (value instanceof JavaList ? value.items : [value]));

const itemsOf = (value: unknown): unknown[] => (value instanceof JavaList ? value.items : []);

/** Over all numbers of a list, and of what is given beside it. */
const over =
  (reckon: (numbers: readonly number[]) => number): Work =>
  (value, given) => {
    const numbers = [...itemsOf(value), ...spread(given)].flatMap((one) =>
      one instanceof JavaNumber ? [one.double] : [],
    );
    if (numbers.length === 0) throw new FunctionFault("there are no numbers");
    return JavaNumber.double(reckon(numbers));
  };

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** One of a list, from its end where the place is negative. */
function at(value: unknown, place: number): unknown {
  if (!(value instanceof JavaList)) throw new FunctionFault("there is no list");
  const from = place < 0 ? value.items.length + place : place;
  // Its end is never its beginning: of a list of one there is no last.
  if ((place < 0 && from <= 0) || from >= value.items.length)
    throw new FunctionFault("there is no such item");
  return value.items[from];
}

const length: Work = (value, given) => {
  const of = given[0] instanceof JavaList ? given[0] : value;
  if (of instanceof JavaList) return JavaNumber.integer(of.items.length);
  return of instanceof JavaMap ? JavaNumber.integer(of.size) : null;
};

/** Jayway JsonPath's functions, with their oddities. */
export const FUNCTIONS: Readonly<Record<string, Work>> = {
  sum: over(sum),
  avg: over((numbers) => sum(numbers) / numbers.length),
  min: over((numbers) => Math.min(...numbers)),
  // Java's Double.MIN_VALUE is the least above zero.
  max: over((numbers) => numbers.reduce((most, one) => Math.max(most, one), Number.MIN_VALUE)),
  stddev: over((numbers) => {
    const [count, squares] = [numbers.length, sum(numbers.map((one) => one * one))];
    return Math.sqrt(squares / count - (sum(numbers) * sum(numbers)) / count / count);
  }),
  length,
  size: length,
  keys: (value) => (value instanceof JavaMap ? new JavaList(value.keys(), "view") : null),
  concat: (value, given) => {
    const texts = itemsOf(value).filter((item) => typeof item === "string");
    const others = spread(given).filter((one) => one !== null);
    return [...texts, ...others].map(print).join("");
  },
  append: (value, given) =>
    value instanceof JavaList ? new JavaList([...value.items, ...given], value.kind) : value,
  first: (value) => at(value, 0),
  last: (value) => at(value, -1),
  index: (value, [place]) => {
    if (!(place instanceof JavaNumber)) throw new FunctionFault("there is no index");
    return at(value, Number(place.whole));
  },
};
