import type { Cursor } from "./cursor.ts";
import type { BinaryOperator, Expression, Reference, Step } from "./nodes.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /-?(?:\d+(?=\.\.)|\d+\.\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+)/y;

/** The operators of each level, the weakest first, with the words that mean the same. */
const LEVELS: readonly (readonly (readonly [string, BinaryOperator])[])[] = [
  [
    ["||", "||"],
    ["or", "||"],
  ],
  [
    ["&&", "&&"],
    ["and", "&&"],
  ],
  [
    ["==", "=="],
    ["eq", "=="],
    ["!=", "!="],
    ["ne", "!="],
  ],
  [
    ["<=", "<="],
    ["le", "<="],
    [">=", ">="],
    ["ge", ">="],
    ["<", "<"],
    ["lt", "<"],
    [">", ">"],
    ["gt", ">"],
  ],
  [
    ["+", "+"],
    ["-", "-"],
  ],
  [
    ["*", "*"],
    ["/", "/"],
    ["%", "%"],
  ],
];

/** An expression of `#set` or `#if`. */
export function readExpression(cursor: Cursor, level = 0): Expression {
  const operators = LEVELS[level];
  if (!operators) return cursor.deeper(() => readUnary(cursor));
  let left = readExpression(cursor, level + 1);
  for (;;) {
    cursor.blanks();
    const operator = takeOperator(cursor, operators);
    if (!operator) return left;
    left = { kind: "binary", operator, left, right: readExpression(cursor, level + 1) };
  }
}

function takeOperator(
  cursor: Cursor,
  operators: readonly (readonly [string, BinaryOperator])[],
): BinaryOperator | undefined {
  for (const [text, operator] of operators) {
    if (!cursor.starts(text)) continue;
    const after = cursor.peek(text.length);
    if (/^[a-z]/.test(text) && /[A-Za-z0-9_-]/.test(after)) continue;
    // A minus right before a digit belongs to the number, and two numbers in a row are none: "5 -3".
    if (text === "-" && /[0-9.]/.test(after)) continue;
    cursor.at += text.length;
    return operator;
  }
  return undefined;
}

function readUnary(cursor: Cursor): Expression {
  cursor.blanks();
  const word = cursor.match(/not(?![A-Za-z0-9_-])/y);
  if (word || (cursor.peek() === "!" && cursor.peek(1) !== "=")) {
    cursor.at += word ? 3 : 1;
    return { kind: "not", operand: cursor.deeper(() => readUnary(cursor)) };
  }
  if (!cursor.take("(")) return readOperand(cursor);
  const inner = readExpression(cursor);
  cursor.blanks();
  cursor.expect(")", "an opening parenthesis");
  return inner;
}

/** A value as an argument, an item, or a part of an expression. */
export function readOperand(cursor: Cursor): Expression {
  cursor.blanks();
  const number = cursor.takeMatch(NUMBER);
  if (number) return { kind: "number", text: number[0] };
  const word = cursor.takeMatch(/(true|false)(?![A-Za-z0-9_-])/y);
  if (word) return { kind: "boolean", value: word[1] === "true" };
  switch (cursor.peek()) {
    case "'":
      return { kind: "text", text: readText(cursor, "'") };
    case '"': {
      const { line } = cursor;
      const text = readText(cursor, '"');
      if (!/[$#]/.test(text)) return { kind: "text", text };
      return { kind: "interpolated", nodes: cursor.deeper(() => cursor.inner(text, line)) };
    }
    case "[":
      return cursor.deeper(() => readList(cursor));
    case "{":
      return cursor.deeper(() => readMap(cursor));
    case "$": {
      const reference = readReference(cursor);
      if (reference) return reference;
    }
  }
  throw cursor.fault("a value is missing");
}

/** A text in quotes; the quote stands twice to mean itself, and a backslash is only a backslash. */
function readText(cursor: Cursor, quote: string): string {
  const from = cursor.at;
  const found = cursor.takeMatch(quote === "'" ? /'((?:[^']|'')*)'(?!')/y : /"((?:[^"]|"")*)"(?!")/y);
  if (!found) throw cursor.fault(`a text that begins with ${quote} does not end`, from);
  return (found[1] ?? "").replaceAll(quote + quote, quote);
}

function readList(cursor: Cursor): Expression {
  cursor.at += 1;
  cursor.blanks();
  const items: Expression[] = [];
  if (cursor.take("]")) return { kind: "list", items };
  for (;;) {
    items.push(readOperand(cursor));
    cursor.blanks();
    if (items.length === 1 && cursor.take("..")) return readRange(cursor, items[0]!);
    if (cursor.take("]")) return { kind: "list", items };
    cursor.expect(",", "a list");
  }
}

function readRange(cursor: Cursor, from: Expression): Expression {
  const to = readOperand(cursor);
  const bounded = (end: Expression) =>
    end.kind === "reference" || (end.kind === "number" && /^-?\d+$/.test(end.text));
  if (!bounded(from) || !bounded(to)) throw cursor.fault("a range needs whole numbers");
  cursor.blanks();
  cursor.expect("]", "a range");
  return { kind: "range", from, to };
}

function readMap(cursor: Cursor): Expression {
  cursor.at += 1;
  cursor.blanks();
  const entries: [Expression, Expression][] = [];
  if (cursor.take("}")) return { kind: "map", entries };
  for (;;) {
    const key = readOperand(cursor);
    cursor.blanks();
    cursor.expect(":", "a map");
    entries.push([key, readOperand(cursor)]);
    cursor.blanks();
    if (cursor.take("}")) return { kind: "map", entries };
    cursor.expect(",", "a map");
  }
}

/** A reference, or nothing where the dollar sign is only a dollar sign. */
export function readReference(cursor: Cursor): Reference | undefined {
  const from = cursor.at;
  const start = cursor.takeMatch(/\$!?(\{?)(?=[A-Za-z_])/y);
  if (!start) return undefined;
  const [name = ""] = cursor.takeMatch(NAME) ?? [];
  const steps: Step[] = [];
  for (let step = readStep(cursor); step; step = readStep(cursor)) steps.push(step);
  if (start[1] === "{") cursor.expect("}", "a reference that begins with ${");
  return { kind: "reference", name, steps, literal: cursor.text.slice(from, cursor.at) };
}

function readStep(cursor: Cursor): Step | undefined {
  if (cursor.peek() === "[") {
    cursor.at += 1;
    const index = cursor.deeper(() => readOperand(cursor));
    cursor.blanks();
    cursor.expect("]", "an index");
    return { kind: "index", index };
  }
  const named = cursor.takeMatch(/\.([A-Za-z_][A-Za-z0-9_-]*)/y);
  if (!named) return undefined;
  const [, name = ""] = named;
  // At the very end a parenthesis is only text.
  if (cursor.peek() !== "(" || cursor.at + 1 >= cursor.text.length) return { kind: "property", name };
  cursor.at += 1;
  return { kind: "call", name, args: cursor.deeper(() => readArguments(cursor)) };
}

/** The arguments of a method, behind the parenthesis. */
function readArguments(cursor: Cursor): Expression[] {
  const args: Expression[] = [];
  cursor.blanks();
  if (cursor.take(")")) return args;
  for (;;) {
    args.push(readOperand(cursor));
    cursor.blanks();
    if (cursor.take(")")) return args;
    cursor.expect(",", "a call of a method");
  }
}
