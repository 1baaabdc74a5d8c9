import { emitKeypressEvents } from "node:readline";
import { Interrupted } from "../gateway/call/failure.ts";
import { type Prompter, WentBack, type World } from "../ports.ts";
import { isColoured } from "./colour.ts";
import { isPlain } from "./plain-terminal.ts";
import type { Drawn, Look } from "./prompt/drawn.ts";
import { drawnPrompt } from "./prompt/drawn.ts";
import { MARKS_NO_PASTES, MARKS_PASTES } from "./prompt/pasted.ts";
import { plainQuestions } from "./prompt/plain.ts";
import type { DrawnQuestion } from "./prompt/question.ts";
import { wrapped } from "./table.ts";

const NO_CHOICES = { choices: [], back: false };

/** Asks on standard error: drawn questions, or plain lines where those are wanted or the terminal knows no better. */
export function terminalPrompter(world: World, accessible = false): Prompter {
  const ask = accessible || isPlain(world) ? plainQuestions(world) : drawnQuestions(world);
  const answer = async (question: DrawnQuestion): Promise<string> => {
    const drawn = await ask(question);
    if ("back" in drawn) throw new WentBack();
    if ("failed" in drawn) throw drawn.failed;
    return drawn.text;
  };
  return {
    text: (question) => answer({ ...NO_CHOICES, kind: "text", ...question, back: question.back === true }),
    confirm: async ({ message, initial, back, check }) =>
      (await answer({
        ...NO_CHOICES,
        kind: "confirm",
        message,
        initial: initial ? "yes" : "no",
        back: back === true,
        check: (said) => check?.(said === "yes"),
      })) === "yes",
    choose: ({ check, ...question }) =>
      answer({ kind: "list", ...question, back: question.back === true, check: check ?? (() => undefined) }),
  };
}

/** A lone Esc is told from an arrow key by the time that goes by; Node waits half a second by itself. */
const ESCAPE_MS = 50;

function drawnQuestions(world: World): (question: DrawnQuestion) => Promise<Drawn> {
  const input = world.stdin.stream() as NodeJS.ReadStream;
  const output = world.stderr.stream() as NodeJS.WriteStream;
  emitKeypressEvents(input, { escapeCodeTimeout: ESCAPE_MS } as never);
  const look = lookOf(world, output);
  return async (question) => {
    output.write(MARKS_PASTES);
    try {
      return await drawnPrompt({ ...question, look }, { input, output });
    } catch (error) {
      // Ctrl-C, or the terminal went away.
      if (error instanceof Error && (error.name === "ExitPromptError" || error.name === "AbortPromptError"))
        throw new Interrupted();
      throw error;
    } finally {
      output.write(MARKS_NO_PASTES);
    }
  };
}

function lookOf(world: World, output: NodeJS.WriteStream): Look {
  const coloured = isColoured(world.stderr, world.env);
  const code = (open: number, close: number) => (text: string) =>
    coloured && text !== "" ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  return {
    // A terminal may be made narrower while somebody thinks.
    get columns() {
      return output.columns || 80;
    },
    get rows() {
      return output.rows || 24;
    },
    dim: code(2, 22),
    bold: code(1, 22),
    accent: code(36, 39),
    bad: code(31, 39),
    good: code(32, 39),
    wrapped(text) {
      return wrapped(text, this.columns - 1, "  ");
    },
  };
}
