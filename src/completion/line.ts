import type { Quote, Shell } from "./shells/shell.ts";

/** A command line as far as TAB needs it: its words as the program would get them. */
export interface Line {
  /** Variables set in front of the command: `AWS_PROFILE=dev apigw …`. */
  readonly env: Readonly<Record<string, string>>;
  /** The words behind the program's name and before the one that the cursor is in. */
  readonly words: readonly string[];
  /** The word at the cursor up to it, and what it is quoted by there. */
  readonly current: string;
  readonly quote: Quote;
  /** The same word as it was typed. */
  readonly raw: string;
  /** What stands of the same word behind the cursor. */
  readonly tail: string;
}

interface Word {
  raw: string;
  value: string;
}

interface Lexed {
  /** The words of the last command, the last of them the one at the end; it may be empty. */
  readonly words: readonly Word[];
  readonly quote: Quote;
}

/**
 * Reads a line that ends, at `before`, where the cursor stands. Nothing is expanded: a variable or a command in a word
 * stays as it is written, so that nothing that is typed is ever run.
 */
export function readLine(shell: Shell, before: string, after = ""): Line {
  const { words, quote } = lex(shell, before);
  const last = words.at(-1) ?? { raw: "", value: "" };
  const env: Record<string, string> = {};
  let first = 0;
  if (shell === "bash" || shell === "zsh") {
    for (; first < words.length - 1; first++) {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(words[first]?.value ?? "") ?? [];
      if (name === undefined || value === undefined) break;
      env[name] = value;
    }
  }
  return {
    env,
    words: words.slice(first + 1, -1).map(({ value }) => value),
    current: words.length - first > 1 ? last.value : "",
    quote,
    raw: last.raw,
    tail: tailOf(shell, last.raw, quote, after),
  };
}

/** The rest of a word behind the cursor: read as if what stands before it went on. */
function tailOf(shell: Shell, raw: string, quote: Quote, after: string): string {
  if (after === "" || (quote === "" && /^[\s;&|<>()]/.test(after))) return "";
  const whole = lex(shell, raw + after, true).words[0];
  const before = lex(shell, raw).words.at(-1)?.value ?? "";
  return whole?.value.startsWith(before) ? whole.value.slice(before.length) : "";
}

/** What a text, read from inside the given quotes, is worth: `my\ api` is `my api`. */
export function unquoted(shell: Shell, raw: string): { value: string; quote: Quote } {
  const { words, quote } = lex(shell, raw);
  return { value: words.map(({ value }) => value).join(" "), quote };
}

/** What ends a command, in every shell here. */
const SEPARATOR = /[;&|()\n]/;

function lex(shell: Shell, text: string, firstWordOnly = false): Lexed {
  let words: Word[] = [];
  let word: Word | undefined;
  let quote: Quote = "";
  /** The word behind `<` or `>` is no argument. */
  let redirected = false;
  const end = () => {
    if (word && !redirected) words.push(word);
    if (word) redirected = false;
    word = undefined;
  };
  let at = 0;
  const take = (raw: string, value: string) => {
    word ??= { raw: "", value: "" };
    word.raw += raw;
    word.value += value;
    at += raw.length;
  };
  while (at < text.length) {
    const c = text[at] as string;
    const next = text[at + 1];
    if (quote !== "") {
      const [raw, value, closed] = inQuotes(shell, quote, c, next, text, at);
      if (closed) quote = "";
      take(raw, value);
    } else if (c === "'" || c === '"') {
      quote = c;
      take(c, "");
    } else if (c === "$" && (next === "'" || next === '"') && (shell === "bash" || shell === "zsh")) {
      quote = next === "'" ? "$'" : '"';
      take(c + next, "");
    } else if (c === (shell === "powershell" ? "`" : "\\")) {
      const [raw, value] = escaped(shell, c, next);
      take(raw, value);
    } else if (/[<>]/.test(c)) {
      if (firstWordOnly && word) return { words: [word], quote };
      if (word && /^\d+$/.test((word as Word).raw)) word = undefined;
      end();
      redirected = true;
      at++;
    } else if (SEPARATOR.test(c)) {
      if (firstWordOnly && word) return { words: [word], quote };
      word = undefined;
      redirected = false;
      words = [];
      at++;
    } else if (/\s/.test(c)) {
      if (firstWordOnly && word) return { words: [word], quote };
      end();
      at++;
    } else take(c, c);
  }
  return { words: [...words, word ?? { raw: "", value: "" }], quote };
}

/** A character inside quotes: what was typed, what it means, and whether it closed them. */
function inQuotes(
  shell: Shell,
  quote: Quote,
  c: string,
  next: string | undefined,
  text: string,
  at: number,
): readonly [raw: string, value: string, closed: boolean] {
  if (shell === "powershell" && c === quote && next === quote) return [c + next, c, false];
  if (c === (quote === "$'" ? "'" : quote)) return [c, "", true];
  if (quote === "$'" && c === "\\") return [...ansi(text.slice(at, at + 10)), false];
  if (shell === "powershell")
    return quote === '"' && c === "`" && next !== undefined
      ? [...escaped(shell, c, next), false]
      : [c, c, false];
  if (c === "\\" && next !== undefined) {
    const special = shell === "fish" ? (quote === "'" ? "'\\" : '"\\$') : quote === '"' ? '"\\$`' : "";
    if (special.includes(next)) return [c + next, next, false];
    if (next === "\n" && quote === '"') return [c + next, "", false];
  }
  return [c, c, false];
}

const LETTERS: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", e: "\x1b", 0: "\0" };

/** A character behind a backslash (a backtick in PowerShell), outside quotes. */
function escaped(shell: Shell, c: string, next: string | undefined): readonly [raw: string, value: string] {
  if (next === undefined) return [c, ""];
  if (next === "\n") return [c + next, ""];
  if (shell === "fish" && /[ntre]/.test(next)) return [c + next, LETTERS[next] ?? next];
  if (shell === "powershell" && /[ntre0]/.test(next)) return [c + next, LETTERS[next] ?? next];
  return [c + next, next];
}

/** An escape inside `$'…'`. */
function ansi(text: string): readonly [raw: string, value: string] {
  const [raw, hex, letter] =
    /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|(.))/s.exec(text)?.slice(0, 3) ?? [];
  const unicode = /^\\u([0-9a-fA-F]{1,4})/.exec(text)?.[1];
  if (raw === undefined) return [text.slice(0, 1), text.slice(0, 1)];
  const code = hex ?? unicode;
  if (code !== undefined) return [raw, String.fromCharCode(Number.parseInt(code, 16))];
  const one = letter ?? raw.slice(1);
  return [raw, LETTERS[one] ?? one];
}
