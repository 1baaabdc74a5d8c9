import type { BinaryOperator } from "../language/nodes.ts";
import { calculate, compareNumbers } from "../values/arithmetic.ts";
import { JavaNumber } from "../values/number.ts";
import { print } from "../values/print.ts";
import { looksEqual } from "../values/same.ts";
import { Unknown } from "../values/unknown.ts";

/**
 * The value of an operation on two values; nothing where Velocity only logs that it cannot be done. `named` gives what
 * a reference without a value is called, which is what a text is joined with.
 */
export function operate(
  operator: Exclude<BinaryOperator, "&&" | "||">,
  left: unknown,
  right: unknown,
  named: (side: "left" | "right") => string,
): unknown {
  const unknown = left instanceof Unknown ? left : right instanceof Unknown ? right : undefined;
  if (unknown) {
    const joins = operator === "+" && (typeof left === "string" || typeof right === "string");
    if (/^[=!<>]/.test(operator)) return unknown.holds;
    if (!joins) return unknown.derived();
  }
  switch (operator) {
    case "==":
      return looksEqual(left, right);
    case "!=":
      return !looksEqual(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return left instanceof JavaNumber && right instanceof JavaNumber && ordered(operator, left, right);
    default:
      if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
        const text = (value: unknown, side: "left" | "right") =>
          value === null || value === undefined ? named(side) : print(value);
        return text(left, "left") + text(right, "right");
      }
      return left instanceof JavaNumber && right instanceof JavaNumber
        ? calculate(operator, left, right)
        : null;
  }
}

function ordered(operator: "<" | ">" | "<=" | ">=", left: JavaNumber, right: JavaNumber): boolean {
  const order = compareNumbers(left, right);
  if (operator === "<") return order < 0;
  if (operator === ">") return order > 0;
  return operator === "<=" ? order <= 0 : order >= 0;
}
