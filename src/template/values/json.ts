import { JavaList, type JavaMap, OwnMap } from "./containers.ts";
import { JavaNumber } from "./number.ts";

/** A body that begins as JSON and is none; the message is that of API Gateway's reader. */
export class JsonFault extends Error {
  override readonly name = "JsonFault";
}

const DEEPEST = 400;

/**
 * A body as API Gateway reads it (json-smart, permissive): maps keep the order of their keys, numbers what they were
 * written with; a text that is no JSON is itself, and what stands behind a value is not looked at. Throws a JsonFault for
 * what begins as an object, a list or a text in quotes and is broken.
 * Source: the recorded answers of 2016 to bodies like `a=b`, `a{b` and `{a`; for other texts, json-smart 2.6.
 */
export function readJson(text: string): unknown {
  return new JsonReader(text).first();
}

const NOTHING = /(?!)/;
const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  "'": "'",
  '"': '"',
  "\\": "\\",
  "/": "/",
};

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  first(): unknown {
    this.#blanks();
    // Nothing but blanks is an empty text.
    return this.#isEnd ? "" : this.#value(0, NOTHING);
  }

  get #char(): string {
    return this.#text[this.#at] ?? "";
  }

  get #isEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #blanks(): void {
    while (/[ \t\r\n]/.test(this.#char)) this.#at += 1;
  }

  #endOfFile(position = this.#text.length - 1): JsonFault {
    return new JsonFault(`Unexpected End Of File position ${position}: null`);
  }

  #unexpected(position = this.#at): JsonFault {
    if (this.#isEnd) return this.#endOfFile();
    return new JsonFault(`Unexpected character (${this.#char}) at position ${position}.`);
  }

  /** A value; one without quotes goes on to where the pattern fits, or to the end of the text. */
  #value(depth: number, until: RegExp): unknown {
    if (depth > DEEPEST) throw this.#unexpected();
    this.#blanks();
    const char = this.#char;
    if (char === "{") return this.#map(depth);
    if (char === "[") return this.#list(depth);
    if (char === '"' || char === "'") return this.#quoted();
    if (this.#isEnd || /[:}\]]/.test(char)) throw this.#unexpected();
    return plain(this.#bare(until));
  }

  #map(depth: number): JavaMap {
    const map = new OwnMap();
    this.#at += 1;
    for (;;) {
      this.#blanks();
      if (/[:[\]{]/.test(this.#char) || this.#isEnd) throw this.#unexpected();
      const char = this.#char;
      if (char === "}" || char === ",") {
        this.#at += 1;
        if (char === "}") return map;
        continue;
      }
      const key = char === '"' || char === "'" ? this.#quoted() : this.#bare(/:/);
      this.#blanks();
      if (this.#text[this.#at] !== ":") throw this.#unexpected(this.#at - 1);
      this.#at += 1;
      map.put(key, this.#value(depth + 1, /[,}]/));
      this.#blanks();
      if (this.#isEnd) throw this.#endOfFile();
      const next = this.#text[this.#at];
      if (next !== "," && next !== "}")
        throw new JsonFault(`Unexpected token ${next} at position ${this.#at - 1}.`);
    }
  }

  /** Commas are useless: they may be missing where it is clear what ends, and there may be more of them. */
  #list(depth: number): JavaList {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      const char = this.#char;
      if (char === "]" || char === ",") {
        this.#at += 1;
        if (char === "]") return new JavaList(items, "json");
      } else items.push(this.#value(depth + 1, /[,\]]/));
    }
  }

  #quoted(): string {
    const quote = this.#char;
    const from = this.#at + 1;
    let end = from;
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === "\\" ? 2 : 1;
    if (end >= this.#text.length) throw this.#endOfFile(this.#text.length);
    this.#at = end + 1;
    const inside = this.#text.slice(from, end);
    if (!inside.includes("\\")) return inside;
    // An escape that there is not is dropped; and where there is an escape, so are control characters.
    return inside.replace(
      /\\([\s\S])([0-9A-Fa-f]{0,4})|[\u0000-\u001f\u007f]/g,
      (all, code = "", digits = "") => {
        const length = { u: 4, x: 2 }[code as string];
        if (length === undefined) return `${ESCAPES[code] ?? ""}${digits}`;
        if (digits.length < length) throw new JsonFault(`Unexpected unicode escape sequence ${all}.`);
        return String.fromCharCode(Number.parseInt(digits.slice(0, length), 16)) + digits.slice(length);
      },
    );
  }

  #bare(until: RegExp): string {
    const from = this.#at;
    while (!this.#isEnd && !until.test(this.#char)) this.#at += 1;
    if (this.#isEnd && until !== NOTHING) throw this.#endOfFile();
    return this.#text.slice(from, this.#at).replace(/[ \t\r\n]+$/, "");
  }
}

/** What stands without quotes: a word of JSON, a number, or a text. */
function plain(text: string): unknown {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  if (text === "NaN") return JavaNumber.double(Number.NaN);
  // Whole numbers may begin with zeros, and a sign alone is a zero.
  if (/^-?[1-9]\d*$/.test(text)) return JavaNumber.json(text);
  if (/^(-|-?0\d*)$/.test(text)) return JavaNumber.whole(BigInt(`${text}0`) / 10n);
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return JavaNumber.json(text);
  return /^-?\d+\.([eE][+-]?\d+)?$/.test(text) ? JavaNumber.double(Number(text)) : text;
}
