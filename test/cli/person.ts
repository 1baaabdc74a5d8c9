import type { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";

const PATIENCE_MS = 10_000;
export const ENTER = "\r";
export const DOWN = "\x1b[B";
export const CTRL_U = "\x15";
export const CTRL_C = "\x03";
export const ESCAPE = "\x1b";
export const SHIFT_TAB = "\x1b[Z";

/** A text as it is read, wherever the screen breaks its lines. */
const squeezed = (text: string): string => text.replaceAll(/\s/g, "");

/** Somebody at the terminal: reads the screen, and types only once the question that is to be answered stands there. */
export class Person {
  readonly #stdin: PassThrough;
  readonly #screen: () => string;
  readonly #ended: Promise<number>;
  #from = 0;
  #answered = false;
  #exit: number | undefined;

  constructor(stdin: PassThrough, screen: () => string, ended: Promise<number>) {
    this.#stdin = stdin;
    this.#screen = screen;
    this.#ended = ended;
    void ended.then((exit) => {
      this.#exit = exit;
    });
  }

  /** What was shown since the last Enter, without colours and cursor movements. */
  #fresh(): string {
    return stripVTControlCharacters(this.#screen().slice(this.#from));
  }

  /** Waits until the screen shows a text. */
  async sees(text: string): Promise<void> {
    await this.#until(`"${text}"`, () => this.#fresh().includes(text));
  }

  /** Waits until the last drawing of a question has what is wanted. */
  async #draws(question: string, wanted: string): Promise<void> {
    await this.#until(`"${wanted}" under "${question}"`, () =>
      squeezed(this.#drawing(question)).includes(squeezed(wanted)),
    );
  }

  /** The last drawing of a question that is open: the one before it is ticked off first. */
  #drawing(question: string): string {
    const fresh = this.#fresh();
    const ticked = fresh.lastIndexOf("✔ ");
    const at = fresh.lastIndexOf(`? ${question}`);
    return at < 0 || ticked > at || (ticked < 0 && this.#answered) ? "" : fresh.slice(at);
  }

  async #asked(question: string): Promise<void> {
    await this.#until(`"? ${question}"`, () => this.#drawing(question) !== "");
    this.#answered = false;
  }

  async #until(what: string, shown: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!shown()) {
      if (this.#exit !== undefined) throw this.#lost(what, `the program had ended with ${this.#exit}`);
      if (Date.now() > deadline) throw this.#lost(what, `${PATIENCE_MS} ms went by`);
      await new Promise((resume) => setTimeout(resume, 2));
    }
  }

  #lost(what: string, why: string): Error {
    const screen = stripVTControlCharacters(this.#screen()).slice(-1500);
    return new Error(`${what} was never shown: ${why}. On the screen was:\n${screen}`);
  }

  type(keys: string): void {
    this.#stdin.write(keys);
  }

  /** A whole line, as it is read where nothing is drawn. */
  line(text: string): void {
    this.#from = this.#screen().length;
    this.type(`${text}\n`);
  }

  enter(): void {
    this.#from = this.#screen().length;
    this.#answered = true;
    this.type(ENTER);
  }

  /** Answers a question for a text; a text that is given must be shown before Enter is pressed. */
  async answers(question: string, text: string): Promise<void> {
    await this.#asked(question);
    if (text !== "") {
      this.type(text);
      await this.sees(text);
    }
    this.enter();
  }

  /** Types something that is not taken, and then something else. */
  async corrects(question: string, wrong: string, fault: string, text: string): Promise<void> {
    await this.#asked(question);
    this.type(wrong);
    await this.sees(wrong);
    this.type(ENTER);
    await this.sees(fault);
    this.type(CTRL_U);
    this.type(text);
    await this.#draws(question, text);
    this.enter();
  }

  /** Leaves an optional question open. */
  async skips(question: string): Promise<void> {
    await this.answers(question, "");
  }

  /** Finds a choice by typing, where choices are found so; it must be the one that Enter takes. */
  async finds(question: string, typed: string, choice: string): Promise<void> {
    await this.#asked(question);
    for (let i = 0; i < typed.length; i++) {
      this.type(typed[i] ?? "");
      await this.#draws(question, `${question} ${typed.slice(0, i + 1)}`);
    }
    await this.#draws(question, `❯ ${choice}`);
    this.enter();
  }

  /** Goes down a short list to a choice. */
  async picks(question: string, choice: string): Promise<void> {
    await this.#asked(question);
    await this.#draws(question, "❯ ");
    const passed = new Set<string>();
    for (;;) {
      const active = /❯ (.*)/.exec(this.#drawing(question))?.[1] ?? "";
      if (active.startsWith(choice)) break;
      if (passed.has(active)) throw this.#lost(`"${choice}" under "${question}"`, "it is not in the list");
      passed.add(active);
      this.type(DOWN);
      await this.#until("another choice", () => !this.#drawing(question).includes(`❯ ${active}`));
    }
    this.enter();
  }

  async says(yes: boolean, question: string): Promise<void> {
    await this.#asked(question);
    this.type(yes ? "y" : "n");
    this.enter();
  }

  /**
   * Presses Enter at every question until the program ends: yes at those that `opening` names, and another answer where
   * `instead` has one by the question's beginning.
   */
  async entersUntilTheEnd({
    opening,
    instead = {},
    before,
  }: {
    opening?: RegExp;
    instead?: Readonly<Record<string, string>>;
    /** Awaited before a question is answered. */
    before?(question: string): Promise<void>;
  } = {}): Promise<void> {
    for (;;) {
      await this.#until(
        "a question, or the end",
        () => this.#exit !== undefined || this.#question() !== undefined,
      );
      const question = this.#question();
      if (this.#exit !== undefined || question === undefined) return;
      this.#answered = false;
      await before?.(question);
      const [, other] = Object.entries(instead).find(([begins]) => question.startsWith(begins)) ?? [];
      if (other !== undefined) this.type(other);
      else if (opening?.test(question)) this.type("y");
      // What is typed is drawn before Enter is taken.
      await new Promise((resume) => setTimeout(resume, 20));
      this.enter();
    }
  }

  /** The question that is open, or undefined where the program has ended. */
  async nextQuestion(): Promise<string | undefined> {
    await this.#until(
      "a question, or the end",
      () => this.#exit !== undefined || this.#question() !== undefined,
    );
    const question = this.#exit === undefined ? this.#question() : undefined;
    this.#answered = false;
    return question;
  }

  /** Types an answer to the question that is open, reads it on the screen, and presses Enter. */
  async gives(question: string, text: string): Promise<void> {
    const front = question.slice(0, 30);
    if (text !== "") {
      this.type(text);
      await this.#draws(front, text);
    }
    this.enter();
  }

  /** Gives an answer that is not taken, reads why, and takes it out again. */
  async isRefused(question: string, wrong: string, fault: string): Promise<void> {
    const front = question.slice(0, 30);
    if (wrong !== "") {
      this.type(wrong);
      await this.#draws(front, wrong);
    }
    this.type(ENTER);
    await this.#draws(front, fault);
    if (wrong === "") return;
    this.type(CTRL_U);
    await this.#until("an empty line", () => !/^> /m.test(this.#drawing(front)));
  }

  /** Goes back from the question that is open. */
  async goesBack(question: string, key = ESCAPE): Promise<void> {
    this.#from = this.#screen().length;
    this.type(key);
    await this.sees(`↩ ${question.slice(0, 12)}`);
    this.#from = this.#screen().lastIndexOf("↩ ");
  }

  /** How often questions were answered, by what stands on the screen. */
  ticked(question: string): number {
    return stripVTControlCharacters(this.#screen()).split(`✔ ${question}`).length - 1;
  }

  /** The question that is open now. */
  #question(): string | undefined {
    const fresh = this.#fresh();
    const ticked = fresh.lastIndexOf("✔ ");
    // A question has marks inside too: it begins a line, or follows what was drawn over.
    const at = Math.max(...[...fresh.matchAll(/(?:^|\n|(?<=\s))\? (?=\S)/g)].map(({ index }) => index), -1);
    const open = at >= 0 && at > ticked && (!this.#answered || ticked >= 0);
    return open
      ? fresh
          .slice(at)
          .replace(/^\s*\? /, "")
          .split("\n")[0]
      : undefined;
  }

  interrupts(): void {
    this.type(CTRL_C);
  }

  /** The exit code; fails if the program is still there after a while. */
  async leaves(): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#lost("the end", `${PATIENCE_MS} ms went by`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
