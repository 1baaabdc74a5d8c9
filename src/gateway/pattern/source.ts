import { PatternFault } from "./fault.ts";

/** The text of a pattern, read code point by code point; in comments mode blanks and comments are no part of it. */
export class Source {
  readonly chars: readonly string[];
  at = 0;
  comments = false;

  constructor(text: string) {
    this.chars = [...text];
  }

  get done(): boolean {
    this.#skip();
    return this.at >= this.chars.length;
  }

  /** The next character, or nothing at the end. */
  peek(ahead = 0): string {
    this.#skip();
    return this.chars[this.at + ahead] ?? "";
  }

  next(): string {
    const char = this.peek();
    this.at += 1;
    return char;
  }

  /** The next character as it stands, blank or not. */
  raw(): string {
    const char = this.chars[this.at] ?? "";
    this.at += 1;
    return char;
  }

  take(text: string): boolean {
    this.#skip();
    const wanted = [...text];
    if (!wanted.every((char, index) => this.chars[this.at + index] === char)) return false;
    this.at += wanted.length;
    return true;
  }

  /** What stands here of characters that fit, at most so many. */
  run(fits: RegExp, most = Number.POSITIVE_INFINITY): string {
    let text = "";
    while (text.length < most && fits.test(this.chars[this.at] ?? "")) text += this.raw();
    return text;
  }

  fault(what: string): PatternFault {
    return new PatternFault(`${what} near index ${this.at}`);
  }

  #skip(): void {
    if (!this.comments) return;
    for (;;) {
      const char = this.chars[this.at] ?? "";
      if (/^[ \t\n\v\f\r]$/.test(char)) this.at += 1;
      else if (char === "#")
        while (this.at < this.chars.length && !/[\n\r\u0085\u2028\u2029]/.test(this.chars[this.at]!))
          this.at += 1;
      else return;
    }
  }
}
