import type { Quote } from "./line.ts";
import type { Shell } from "./shell.ts";

// A value is inserted so that the shell hands the program just that value, and runs nothing.

/**
 * Whether no shell here reads anything into a character, wherever it stands; letters of other scripts are among them.
 * What Unicode calls a letter is looked up for those alone: it takes longer than all else at a TAB.
 */
const isHarmless = (c: string): boolean =>
  c < "\x80" ? /[A-Za-z0-9_./:@%+,-]/.test(c) : /^[\p{L}\p{N}\p{M}]$/u.test(c);

/** A text for bash, to be typed where the given quotes are open; they stay open. */
export function quoteForBash(text: string, quote: Quote, atStart: boolean): string {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  if (quote === '"')
    // A backslash before `!` would stay in the value, and without one it recalls the history.
    return text.replaceAll(/["$`\\]/g, "\\$&").replaceAll("!", `"'!'"`);
  if (quote === "$'") return text.replaceAll(/['\\]/g, "\\$&");
  // {petId} alone is no brace expansion: that takes a comma or two dots.
  const braces = /[,]|\.\./.test(text) ? "" : "{}";
  return [...text]
    .map((c, i) => {
      if (isHarmless(c) || braces.includes(c)) return c;
      if (c === "=" && !(atStart && i === 0)) return c;
      return `\\${c}`;
    })
    .join("");
}

/** A whole word for PowerShell: bare where it can be, else in single quotes. */
export function quoteForPowerShell(text: string): string {
  // A word that begins with a dash is a parameter's name, one with @, a splat; commas make a list.
  if (/^[A-Za-z0-9_./\\:-][A-Za-z0-9_./\\:+=-]*$/.test(text)) return text;
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

/** Text that came from elsewhere as one line without what could act on a terminal. */
export function harmless(text: string): string {
  return text
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, " ")
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}

/** Whether a text can be handed over as it is: a name with control characters cannot, and no setting takes one. */
export const insertable = (text: string): boolean => !/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text);

export const quoteFor = (shell: Shell, text: string, quote: Quote, atStart: boolean): string =>
  shell === "bash"
    ? quoteForBash(text, quote, atStart)
    : shell === "powershell"
      ? quoteForPowerShell(text)
      : text;
