import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import * as decimal from "./decimal.ts";
import { JavaException } from "./exception.ts";
import { JavaNumber } from "./number.ts";

type Base = "Long" | "BigInteger" | "Double" | "BigDecimal";

/** In what two numbers are reckoned: Velocity's `MathUtils`. */
function baseOf(left: JavaNumber, right: JavaNumber): Base {
  const kinds = [left.kind, right.kind];
  if (left.isWhole && right.isWhole) return kinds.includes("BigInteger") ? "BigInteger" : "Long";
  return kinds.includes("BigDecimal") || kinds.includes("BigInteger") ? "BigDecimal" : "Double";
}

/** A result of whole numbers: Integer where neither was a Long and it fits, else Long; past that a BigInteger. */
function wholeResult(value: bigint, left: JavaNumber, right: JavaNumber): JavaNumber {
  const long = left.kind === "Long" || right.kind === "Long";
  if (BigInt.asIntN(64, value) !== value) return JavaNumber.big(value);
  return long ? JavaNumber.long(value) : JavaNumber.whole(value);
}

/** Larger than this no number becomes: some 30,000 digits. */
const LARGEST = 1n << 100_000n;

function bounded(value: bigint): bigint {
  if (value > LARGEST || value < -LARGEST) throw new TooMuchWork();
  return value;
}

export type Operator = "+" | "-" | "*" | "/" | "%";

/** The result of an operation on two numbers; nothing for a division by zero. */
export function calculate(operator: Operator, left: JavaNumber, right: JavaNumber): JavaNumber | null {
  if ((operator === "/" || operator === "%") && right.isZero) return null;
  switch (baseOf(left, right)) {
    case "Long":
      return wholeResult(wholes(operator, left.whole, right.whole), left, right);
    case "BigInteger": {
      const value = bounded(wholes(operator, left.whole, right.whole));
      if (operator !== "%") return JavaNumber.big(value);
      // BigInteger.mod is never negative, and refuses to divide by what is.
      if (right.whole < 0n)
        throw new JavaException("ArithmeticException", "BigInteger: modulus not positive");
      return JavaNumber.big(value < 0n ? value + right.whole : value);
    }
    case "Double":
      return JavaNumber.double(doubles(operator, left.double, right.double));
    case "BigDecimal":
      return decimals(operator, left, right);
  }
}

function wholes(operator: Operator, left: bigint, right: bigint): bigint {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  return operator === "/" ? left / right : left % right;
}

function doubles(operator: Operator, left: number, right: number): number {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  return operator === "/" ? left / right : left % right;
}

function decimals(operator: Operator, left: JavaNumber, right: JavaNumber): JavaNumber | null {
  if (operator === "%")
    throw new JavaException("ArithmeticException", "Cannot calculate the modulo of BigDecimals.");
  const by = { "+": decimal.add, "-": decimal.subtract, "*": decimal.multiply, "/": decimal.divide }[
    operator
  ];
  const made = by(left.decimal, right.decimal);
  return JavaNumber.decimal({ unscaled: bounded(made.unscaled), scale: made.scale });
}

/** Which of two numbers is the larger; NaN is neither. */
export function compareNumbers(left: JavaNumber, right: JavaNumber): number {
  const base = baseOf(left, right);
  if (base === "BigDecimal") return decimal.compare(left.decimal, right.decimal);
  const [a, b] = base === "Double" ? [left.double, right.double] : [left.whole, right.whole];
  return a < b ? -1 : a > b ? 1 : 0;
}
