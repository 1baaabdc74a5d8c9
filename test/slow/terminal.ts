import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BIN } from "./served.ts";

const PATIENCE_MS = 20_000;

/** Whether there is a tmux to be the terminal. */
export const haveTmux = spawnSync("tmux", ["-V"]).status === 0;

const squeezed = (text: string): string => text.replaceAll(/\s/g, "");

/** A real terminal, 110 by 40 if not told otherwise, with one program in it and somebody who reads before typing. */
export class Terminal {
  readonly folder = mkdtempSync(join(tmpdir(), "apigw-pty-"));
  readonly state = join(this.folder, "state.json");
  readonly #socket = join(this.folder, "tmux");
  readonly #columns: number;
  readonly #rows: number;

  constructor(columns = 110, rows = 40) {
    this.#columns = columns;
    this.#rows = rows;
  }

  #tmux(...words: string[]): string {
    return execFileSync("tmux", ["-S", this.#socket, "-f", "/dev/null", ...words], { encoding: "utf8" });
  }

  /** Starts the built program; when it leaves, its exit code is shown. */
  start(...words: string[]): void {
    const line = [process.execPath, BIN, ...words].map((word) => `'${word}'`).join(" ");
    const env = [`HOME=${this.folder}`, `PATH=${process.env.PATH}`, "LANG=C.UTF-8"].map((one) => `'${one}'`);
    // The pane lives on behind the program, so that what it left on the screen can be read.
    const shell = `env -i TERM=$TERM ${env.join(" ")} ${line}; echo "[exit $?]"; exec sleep 600`;
    this.#tmux("-u", "new-session", "-d", "-x", `${this.#columns}`, "-y", `${this.#rows}`, shell);
  }

  screen(): string {
    return this.#tmux("capture-pane", "-p", "-S", "-").trimEnd();
  }

  /** The same, with what did not fit into a line as the one line that was written. */
  written(): string {
    return this.#tmux("capture-pane", "-p", "-J", "-S", "-").trimEnd();
  }

  /** The same with its colours, as the codes that draw them. */
  colours(): string {
    return this.#tmux("capture-pane", "-p", "-e", "-S", "-").trimEnd();
  }

  /** Whether the cursor is shown: a prompt hides it and must give it back. */
  cursorIsShown(): boolean {
    return this.#tmux("display-message", "-p", "#{cursor_flag}").trim() === "1";
  }

  type(text: string): void {
    this.#tmux("send-keys", "-l", text);
  }

  press(key: "Enter" | "Down" | "C-c" | "C-u" | "Escape" | "BTab"): void {
    this.#tmux("send-keys", key);
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.#until(String(text), (screen) =>
      typeof text === "string" ? screen.includes(text) : text.test(screen),
    );
  }

  async #until(what: string, shown: (screen: string) => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const screen = this.screen();
      if (shown(screen)) return;
      if (Date.now() > deadline || /^\[exit \d+\]$/m.test(screen))
        throw new Error(`${what} was not shown. On the screen is:\n${screen}`);
      await pause(15);
    }
  }

  /** What stands under a question that is open, or nothing while it is not. */
  #open(screen: string, question: string): string | undefined {
    const lines = screen.split("\n");
    const at = lines.findLastIndex((line) => /^[?✔] /.test(line));
    return lines[at]?.startsWith(`? ${question}`) ? lines.slice(at).join("\n") : undefined;
  }

  async asked(question: string): Promise<void> {
    await this.#until(`? ${question}`, (screen) => this.#open(screen, question) !== undefined);
  }

  async answers(question: string, text: string): Promise<void> {
    await this.asked(question);
    if (text !== "") {
      this.type(text);
      await this.#until(text, (screen) => this.#open(screen, question)?.includes(text) === true);
    }
    await this.#enters(question);
  }

  /** Types until the choice is the one that Enter takes. */
  async finds(question: string, typed: string, choice: string): Promise<void> {
    await this.asked(question);
    this.type(typed);
    await this.#until(`❯ ${choice}`, (screen) => {
      const open = this.#open(screen, question);
      return open?.startsWith(`? ${question} ${typed}`) === true && open.includes(`❯ ${choice}`);
    });
    await this.#enters(question);
  }

  /** Goes down a list to a choice. */
  async picks(question: string, choice: string): Promise<void> {
    await this.asked(question);
    for (let gone = 0; gone < 12; gone++) {
      const active = /❯ (.*)/.exec(this.#open(this.screen(), question) ?? "")?.[1] ?? "";
      if (active.startsWith(choice)) return this.#enters(question);
      this.press("Down");
      await this.#until("another choice", (screen) => !screen.includes(`❯ ${active}`));
    }
    throw new Error(`"${choice}" is not under "${question}":\n${this.screen()}`);
  }

  async says(yes: boolean, question: string): Promise<void> {
    await this.answers(question, yes ? "y" : "n");
  }

  async #enters(question: string): Promise<void> {
    const ticked = () =>
      this.screen()
        .split("\n")
        .filter((line) => line.startsWith(`✔ ${question}`)).length;
    const before = ticked();
    this.press("Enter");
    await this.#until(`✔ ${question}`, () => ticked() > before);
  }

  /** Presses Enter at every question, as it stands there, until the program leaves. */
  async entersUntilTheEnd(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    let answered = 0;
    while (!/^\[exit \d+\]$/m.test(this.screen())) {
      if (Date.now() > deadline) throw new Error(`it goes on asking. On the screen is:\n${this.screen()}`);
      const lines = this.screen().split("\n");
      const ticked = lines.filter((line) => line.startsWith("✔ ")).length;
      const last = lines.findLast((line) => /^[?✔] /.test(line));
      // One question, one Enter: the next is pressed when this one is ticked off and another stands there.
      if (last?.startsWith("? ") && ticked >= answered) {
        this.press("Enter");
        answered = ticked + 1;
      }
      await pause(20);
    }
  }

  /** The question that is open; undefined where the program has left. */
  async nextQuestion(): Promise<string | undefined> {
    let question: string | undefined;
    await this.#until("a question, or the end", (screen) => {
      if (/^\[exit \d+\]$/m.test(screen)) return true;
      const lines = screen.split("\n");
      const at = lines.findLastIndex((line) => /^[?✔↩…] /.test(line));
      question = lines[at]?.startsWith("? ") ? lines[at]?.slice(2) : undefined;
      return question !== undefined;
    });
    return question;
  }

  /** Types an answer to it, and presses Enter. */
  async gives(question: string, text: string): Promise<void> {
    const front = question.slice(0, 24).trimEnd();
    if (text !== "") {
      this.type(text);
      await this.#until(text, (screen) => squeezed(this.#open(screen, front) ?? "").includes(squeezed(text)));
    }
    const before = this.#ticks();
    this.press("Enter");
    await this.#until("an answer that is taken", () => this.#ticks() > before || this.#hasLeft());
  }

  /** Gives an answer that is not taken, reads why, and takes it out again. */
  async isRefused(question: string, wrong: string, fault: string): Promise<void> {
    const front = question.slice(0, 24).trimEnd();
    this.type(wrong);
    await this.#until(wrong, (screen) => squeezed(this.#open(screen, front) ?? "").includes(squeezed(wrong)));
    this.press("Enter");
    await this.#until(fault, (screen) => squeezed(this.#open(screen, front) ?? "").includes(squeezed(fault)));
    this.press("C-u");
    await this.#until("an empty line", (screen) => !/^> /m.test(this.#open(screen, front) ?? "> "));
  }

  #ticks(): number {
    return this.screen()
      .split("\n")
      .filter((line) => line.startsWith("✔ ")).length;
  }

  #hasLeft(): boolean {
    return /^\[exit \d+\]$/m.test(this.screen());
  }

  /** The exit code that the program left with. */
  async leaves(): Promise<number> {
    const left = /^\[exit (\d+)\]$/m;
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const code = left.exec(this.screen())?.[1];
      if (code !== undefined) return Number(code);
      if (Date.now() > deadline)
        throw new Error(`the program did not leave. On the screen is:\n${this.screen()}`);
      await pause(15);
    }
  }

  close(): void {
    spawnSync("tmux", ["-S", this.#socket, "kill-server"]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
