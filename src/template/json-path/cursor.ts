import { PathFault } from "./steps.ts";

/** A place in a text. */
export class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get char(): string {
    return this.text[this.at] ?? "";
  }

  blanks(): this {
    while (this.char === " ") this.at += 1;
    return this;
  }

  /** The next character that is no blank, from a place on. */
  after(at: number): string {
    let next = at;
    while (this.text[next] === " ") next += 1;
    return this.text[next] ?? "";
  }

  /** Goes over a sign that must stand here, blanks before it too. */
  take(sign: string): void {
    this.blanks();
    if (!this.text.startsWith(sign, this.at)) throw new PathFault(`${sign} expected`);
    this.at += sign.length;
  }

  /** What the pattern, which is sticky, finds here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Where what opens here is closed again; texts, and patterns where there are some, are passed by. */
  closing(close: string, patterns = false): number {
    const open = this.char;
    let depth = 0;
    for (let at = this.at; at < this.text.length; at += 1) {
      const char = this.text[at]!;
      if (char === "'" || char === '"' || (patterns && char === "/")) at = this.quoteEnd(at);
      else if (char === open) depth += 1;
      else if (char === close) depth -= 1;
      if (depth === 0) return at;
    }
    throw new PathFault(`${open} is not closed`);
  }

  /** Where a text that begins there ends. */
  quoteEnd(from: number): number {
    const quote = this.text[from];
    for (let at = from + 1; at < this.text.length; at += 1) {
      if (this.text[at] === "\\") at += 1;
      else if (this.text[at] === quote) return at;
    }
    throw new PathFault("a text is not closed");
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

export const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9A-Fa-f]{4}|[\s\S])/g, (_all, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
  );
