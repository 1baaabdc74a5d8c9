import { drawnBy, isNarrow } from "../gateway/messages/drawn.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { Candidate } from "./candidates.ts";
import { type Line, unquoted } from "./line.ts";
import { quoteForBash } from "./shells/bash.ts";
import { quoteForPowerShell } from "./shells/powershell.ts";
import type { Shell } from "./shells/shell.ts";

/** What a shell's script is told beside the line. */
export interface Asked {
  /** bash: the part of the word that readline will replace, as it was typed. */
  readonly replaced?: string;
  /** bash: whether the candidates are only shown, so that descriptions may stand behind them. */
  readonly listing?: boolean;
  /** How wide a line may be. */
  readonly width?: number;
}

// More than anybody reads; an account has up to thousands of functions, and a shell takes its time with each.
const MOST = 1000;

type Drawn = ReturnType<typeof drawnBy>;
/** Of texts of which each is as wide as it is long. */
const NARROW = drawnBy((text) => text.length);

/** The candidates in the form that a shell's script expects. */
export async function render(
  shell: Shell,
  line: Line,
  candidates: readonly Candidate[],
  asked: Asked = {},
): Promise<string> {
  const fitting = behindCursor(shell, line, candidates)
    .slice(0, MOST)
    .map((one) => ({ ...one, description: plain(one.description).trim() }));
  const narrow = fitting.every(({ value, description }) => isNarrow(value) && isNarrow(description));
  const drawn = narrow ? NARROW : await import("../gateway/messages/width.ts");
  const shorten = (text: string) => drawn.cutTo(text, 160);
  switch (shell) {
    case "bash":
      return forBash(line, fitting, asked, drawn);
    case "zsh":
      return lines(fitting.map((one) => `${one.open ? "+" : "-"}${one.value}\t${shorten(one.description)}`));
    case "fish":
      return lines(fitting.map((one) => `${one.value}\t${shorten(one.description)}`));
    case "powershell":
      return forPowerShell(fitting, shorten);
  }
}

const lines = (list: readonly string[]): string => list.map((one) => `${one}\n`).join("");

/**
 * With the cursor inside a word, candidates that end as it does go before all others. Where bash keeps what stands
 * behind the cursor, the other shells replace the whole word; the parts of a path that stand there are kept for them.
 */
function behindCursor(shell: Shell, { current, tail }: Line, candidates: readonly Candidate[]) {
  if (tail === "") return candidates;
  const ending = candidates.filter(
    ({ value }) => value.endsWith(tail) && value.length >= current.length + tail.length,
  );
  if (ending.length === 0)
    return tail.startsWith("/") && shell !== "bash"
      ? candidates.map((one) => ({ ...one, value: one.value.replace(/\/$/, "") + tail, open: true }))
      : candidates;
  if (shell !== "bash") return ending;
  return ending.map((one) => ({ ...one, value: one.value.slice(0, -tail.length), open: true }));
}

function forBash(
  line: Line,
  candidates: readonly Candidate[],
  { replaced, listing, width }: Asked,
  { widthOf, padded, cutTo }: Drawn,
): string {
  // Readline replaces the end of the word only, from its last `=` or `:` or its open quote.
  const kept = line.raw.slice(0, line.raw.length - (replaced ?? line.raw).length);
  const { value: fixed, quote } = unquoted("bash", kept);
  const texts = candidates.flatMap(({ value, description, open }) =>
    value.startsWith(fixed)
      ? [{ text: quoteForBash(value.slice(fixed.length), quote, fixed === ""), description, open }]
      : [],
  );
  const nospace = texts.some(({ open }) => open) ? "nospace" : "space";
  if (!listing || texts.length < 2) return lines([nospace, ...texts.map(({ text }) => text)]);
  const column = Math.min(Math.max(...texts.map(({ text }) => widthOf(text))), 40);
  const room = Math.max((width ?? 80) - column - 6, 10);
  return lines([
    nospace,
    ...texts.map(({ text, description }) =>
      description === "" ? text : `${padded(text, column)}  (${cutTo(description, room)})`,
    ),
  ]);
}

/** ASCII alone: the console's code page is anything. */
function forPowerShell(candidates: readonly Candidate[], shorten: (text: string) => string): string {
  const list = candidates.map(({ value, description }) => ({
    text: quoteForPowerShell(value),
    list: value,
    tip: shorten(description) || value,
  }));
  const ascii = JSON.stringify(list).replaceAll(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${ascii}\n`;
}
