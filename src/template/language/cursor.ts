import type { Macro, Node } from "./nodes.ts";

/** A template that cannot be read, and on which line, counted from 1. */
export class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";
  readonly line: number;
  readonly atEnd: boolean;

  constructor(message: string, line: number, atEnd: boolean) {
    super(message);
    this.line = line;
    this.atEnd = atEnd;
  }
}

const MOST_NESTED = 150;

/** A place in the text of a template. */
export class Cursor {
  readonly text: string;
  readonly #firstLine: number;
  /** The macros of the template, known all over it. */
  readonly macros: Map<string, Macro>;
  /** How a text in double quotes is read. */
  readonly inner: (text: string, line: number) => readonly Node[];
  at = 0;
  #counted = { at: 0, lines: 0 };
  #depth = 0;

  constructor(
    text: string,
    firstLine: number,
    macros: Map<string, Macro>,
    inner: (text: string, line: number) => readonly Node[],
  ) {
    this.text = text;
    this.#firstLine = firstLine;
    this.macros = macros;
    this.inner = inner;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get line(): number {
    return this.lineAt(this.at);
  }

  lineAt(at: number): number {
    // Counted on from the place asked for before: a template may be long.
    if (at < this.#counted.at) this.#counted = { at: 0, lines: 0 };
    let { lines } = this.#counted;
    for (let i = this.#counted.at; i < at; i += 1) if (this.text[i] === "\n") lines += 1;
    this.#counted = { at, lines };
    return this.#firstLine + lines;
  }

  /** The character here, or so far on. */
  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? "";
  }

  starts(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.starts(text)) return false;
    this.at += text.length;
    return true;
  }

  /** What a sticky pattern finds here. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text) ?? undefined;
  }

  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.match(pattern);
    if (found) this.at += found[0].length;
    return found;
  }

  blanks(): void {
    this.takeMatch(/[ \t\r\n]*/y);
  }

  expect(text: string, what: string): void {
    if (!this.take(text)) throw this.fault(`${what} needs "${text}"`);
  }

  fault(message: string, at = this.at): SyntaxFault {
    return new SyntaxFault(message, this.lineAt(Math.min(at, this.text.length)), at >= this.text.length);
  }

  /** Does what lies one level further in; too many levels are a fault. */
  deeper<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > MOST_NESTED) throw this.fault("too much stands inside each other");
    const done = work();
    this.#depth -= 1;
    return done;
  }
}
