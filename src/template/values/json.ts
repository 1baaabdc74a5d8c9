import { JavaList, type JavaMap, OwnMap } from "./containers.ts";
import { JavaNumber } from "./number.ts";

/** A body that begins as JSON and is none; the message is that of API Gateway's reader. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
}

const DEEPEST = 400;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A body as API Gateway reads it (json-smart, permissive): maps keep the order of their keys, numbers what they were
 * written with; a text that is no JSON is itself. Throws a JsonFault for an object or a list that is broken.
 * Source: the recorded answers of 2016 to bodies like `a=b`, `a{b` and `{a`; whether that holds today is unverified.
 */
export function readJson(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return strict(trimmed) ?? text;
  const reader = new JsonReader(text);
  return reader.all();
}

/** A value of its own; undefined where it is none, and null is given as null. */
function strict(text: string): unknown {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return JavaNumber.json(text);
  if (!text.startsWith('"')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): unknown {
    const value = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#unexpected();
    return value;
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #unexpected(): JsonFault {
    const char = this.#text[this.#at];
    if (char === undefined)
      return new JsonFault(`Unexpected End Of File position ${this.#text.length - 1}: null`);
    return new JsonFault(`Unexpected character (${char}) at position ${this.#at}.`);
  }

  #value(depth: number): unknown {
    if (depth > DEEPEST) throw this.#unexpected();
    this.#blanks();
    const char = this.#text[this.#at];
    if (char === "{") return this.#map(depth);
    if (char === "[") return this.#list(depth);
    if (char === '"' || char === "'") return this.#quoted(char);
    const bare = this.#bare(/[,\]}]/);
    const value = strict(bare);
    return value === undefined ? bare : value;
  }

  #map(depth: number): JavaMap {
    const map = new OwnMap();
    this.#at += 1;
    for (;;) {
      this.#blanks();
      const char = this.#text[this.#at];
      if (char === "}") {
        this.#at += 1;
        return map;
      }
      if (char === ",") {
        this.#at += 1;
        continue;
      }
      const key = char === '"' || char === "'" ? this.#quoted(char) : this.#bare(/[:,\]}]/);
      this.#blanks();
      if (this.#text[this.#at] !== ":") throw this.#unexpected();
      this.#at += 1;
      map.put(key, this.#value(depth + 1));
      this.#end("}");
    }
  }

  #list(depth: number): JavaList {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      const char = this.#text[this.#at];
      if (char === "]") {
        this.#at += 1;
        return new JavaList(items, "json");
      }
      if (char === ",") {
        this.#at += 1;
        continue;
      }
      items.push(this.#value(depth + 1));
      this.#end("]");
    }
  }

  /** After a value stands a comma or the end. */
  #end(close: string): void {
    this.#blanks();
    const char = this.#text[this.#at];
    if (char !== "," && char !== close) throw this.#unexpected();
  }

  #quoted(quote: string): string {
    const from = this.#at + 1;
    let end = from;
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === "\\" ? 2 : 1;
    if (end >= this.#text.length) {
      this.#at = this.#text.length;
      throw this.#unexpected();
    }
    this.#at = end + 1;
    return this.#text.slice(from, end).replace(/\\(u[0-9A-Fa-f]{4}|[\s\S])/g, (_all, code: string) => {
      if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[code] ?? code;
    });
  }

  #bare(until: RegExp): string {
    const from = this.#at;
    while (this.#at < this.#text.length && !until.test(this.#text[this.#at]!)) this.#at += 1;
    const text = this.#text.slice(from, this.#at).trim();
    if (this.#at >= this.#text.length || text === "") throw this.#unexpected();
    return text;
  }
}
