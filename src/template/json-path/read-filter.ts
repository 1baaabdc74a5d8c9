import { javaPattern } from "../../gateway/pattern/java-pattern.ts";
import { readJson } from "../values/json.ts";
import { JavaNumber } from "../values/number.ts";
import { Cursor, unescaped } from "./cursor.ts";
import { type Operand, type Path, PathFault, type Test } from "./steps.ts";

/** What stands in a filter's brackets. `readPath` reads the paths in it. */
export function readTest(text: string, readPath: (text: string) => Path): Test {
  return new TestReader(text, readPath).all();
}

const OPERATORS = new Set(["==", "===", "!=", "!==", "<", "<=", ">", ">=", "=~"]);
const WORDS = new Set(["IN", "NIN", "CONTAINS", "ALL", "SIZE", "EMPTY", "SUBSETOF", "ANYOF", "NONEOF"]);

class TestReader {
  readonly #in: Cursor;
  readonly #readPath: (text: string) => Path;

  constructor(text: string, readPath: (text: string) => Path) {
    this.#in = new Cursor(text);
    this.#readPath = readPath;
  }

  all(): Test {
    const test = this.#any();
    if (this.#in.blanks().char !== "") throw new PathFault(`end of the filter expected: ${this.#in.text}`);
    return test;
  }

  #any(): Test {
    return this.#joined("||", "or", () => this.#joined("&&", "and", () => this.#one()));
  }

  #joined(sign: string, kind: "and" | "or", next: () => Test): Test {
    const of = [next()];
    while (this.#in.text.startsWith(sign, this.#in.blanks().at)) {
      this.#in.take(sign);
      of.push(next());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  }

  #one(): Test {
    const cursor = this.#in.blanks();
    if (cursor.char === "!" && !/[$@]/.test(cursor.after(cursor.at + 1))) {
      cursor.at += 1;
      return { kind: "not", of: this.#one() };
    }
    if (cursor.char !== "(") return this.#expression();
    cursor.take("(");
    const inside = this.#any();
    cursor.take(")");
    return inside;
  }

  #expression(): Test {
    const wanted = this.#in.char !== "!";
    if (!wanted) this.#in.at += 1;
    const left = this.#operand();
    const back = this.#in.at;
    const operator = this.#operator();
    if (operator !== undefined) return { kind: "compare", left, operator, right: this.#operand() };
    this.#in.at = back;
    if (!("path" in left)) throw new PathFault("what exists is a path");
    return { kind: "exists", path: left.path, wanted };
  }

  /** A word ends with a blank only. */
  #operator(): string | undefined {
    this.#in.blanks();
    const sign = this.#in.match(/[<>=~!]+/y);
    if (sign !== undefined) return OPERATORS.has(sign) ? sign : undefined;
    const word = this.#in.match(/[^ ]+/y)?.toUpperCase() ?? "";
    return WORDS.has(word) ? word : undefined;
  }

  #operand(): Operand {
    const cursor = this.#in.blanks();
    const start = cursor.at;
    switch (cursor.char) {
      case "$":
      case "@":
        return { path: this.#readPath(this.#pathText()) };
      case "'":
      case '"':
        cursor.at = cursor.quoteEnd(start) + 1;
        return { value: unescaped(cursor.text.slice(start + 1, cursor.at - 1)) };
      case "[":
      case "{":
        cursor.at = cursor.closing(cursor.char === "[" ? "]" : "}") + 1;
        return { value: readJson(cursor.text.slice(start, cursor.at)) };
      case "/":
        return this.#pattern();
    }
    const word = cursor.match(/true|false|null/y);
    if (word !== undefined) return { value: word === "null" ? null : word === "true" };
    const number = cursor.match(/[\d.Ee-]+/y) ?? "";
    if (!/^-?(\d+\.?\d*|\.\d+)([Ee]-?\d+)?$/.test(number)) throw new PathFault(`no value: ${cursor.text}`);
    return { value: JavaNumber.json(number) };
  }

  #pattern(): Operand {
    const cursor = this.#in;
    const start = cursor.at;
    cursor.at = cursor.quoteEnd(start) + 1;
    const source = cursor.text.slice(start + 1, cursor.at - 1).replaceAll("\\/", "/");
    const flags = cursor.match(/[dixmsuU]*/y) ?? "";
    const pattern = javaPattern(flags === "" ? source : `(?${flags})${source}`);
    if ("fault" in pattern) throw new PathFault(pattern.fault);
    return { pattern };
  }

  /** Up to a blank, an operator, or the bracket that closes what is around it. */
  #pathText(): string {
    const cursor = this.#in;
    const start = cursor.at;
    cursor.at += 1;
    for (; cursor.char !== "" && !/[ <>=~!]/.test(cursor.char); cursor.at += 1) {
      if (cursor.char === "[") cursor.at = cursor.closing("]");
      else if (cursor.char === ")" && cursor.text[cursor.at - 1] !== "(") break;
    }
    return cursor.text.slice(start, cursor.at);
  }
}
