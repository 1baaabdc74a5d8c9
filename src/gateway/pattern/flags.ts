import { isLineEnd, isWord } from "./character-classes.ts";
import type { CharTest, PlaceTest } from "./nodes.ts";

/** The flags of `java.util.regex` as letters: idmsuxU. */
export type Flags = ReadonlySet<string>;

const ascii = (code: number) => code < 128;
const lowerAscii = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code);

/** One code point in the other case; those that would become several stay. */
function inCase(code: number, change: (text: string) => string): number {
  const changed = change(String.fromCodePoint(code));
  const other = changed.codePointAt(0)!;
  return changed.length === String.fromCodePoint(other).length ? other : code;
}
const upper = (code: number) => inCase(code, (text) => text.toUpperCase());
const lower = (code: number) => inCase(code, (text) => text.toLowerCase());
const folded = (code: number) => lower(upper(code));

/** Whether two characters are the same, by the flags for case. */
export function sameBy(flags: Flags): (left: number, right: number) => boolean {
  if (!flags.has("i")) return (left, right) => left === right;
  if (flags.has("u") || flags.has("U"))
    return (left, right) => left === right || folded(left) === folded(right);
  return (left, right) =>
    left === right || (ascii(left) && ascii(right) && lowerAscii(left) === lowerAscii(right));
}

export function oneChar(code: number, flags: Flags): CharTest {
  const same = sameBy(flags);
  return (other) => same(code, other);
}

export function range(from: number, to: number, flags: Flags): CharTest {
  const inside = (code: number) => code >= from && code <= to;
  if (!flags.has("i")) return inside;
  if (flags.has("u") || flags.has("U"))
    return (code) => inside(code) || inside(upper(code)) || inside(lower(upper(code)));
  return (code) =>
    inside(code) ||
    (ascii(code) && (inside(lowerAscii(code)) || inside(code >= 97 && code <= 122 ? code - 32 : code)));
}

/** What the dot takes. */
export function dot(flags: Flags): CharTest {
  if (flags.has("s")) return () => true;
  const unix = flags.has("d");
  return (code) => !isLineEnd(code, unix);
}

export const START: PlaceTest = (_text, at) => at === 0;
export const END: PlaceTest = (text, at) => at === text.length;

export function lineStart(flags: Flags): PlaceTest {
  if (!flags.has("m")) return START;
  const unix = flags.has("d");
  return (text, at) => {
    if (at === 0) return true;
    // Not behind the last line end of the text, and not between the two characters of one.
    if (at === text.length || !isLineEnd(text.charCodeAt(at - 1), unix)) return false;
    return unix || !(text[at - 1] === "\r" && text[at] === "\n");
  };
}

/** The end of the text or before its last line end; with the flag m before any line end. */
export function lineEnd(flags: Flags, several = flags.has("m")): PlaceTest {
  const unix = flags.has("d");
  return (text, at) => {
    if (at === text.length) return true;
    if (!isLineEnd(text.charCodeAt(at), unix)) return false;
    if (!unix && text[at] === "\n" && text[at - 1] === "\r") return false;
    if (several) return true;
    const pair = !unix && text[at] === "\r" && text[at + 1] === "\n";
    return at + (pair ? 2 : 1) === text.length;
  };
}

export function wordEdge(wanted: boolean): PlaceTest {
  return (text, at) => {
    const before = at > 0 && isWord(codeBefore(text, at));
    const after = at < text.length && isWord(text.codePointAt(at)!);
    return (before !== after) === wanted;
  };
}

function codeBefore(text: string, at: number): number {
  const pair = at > 1 ? text.codePointAt(at - 2)! : 0;
  return pair > 0xffff ? pair : text.charCodeAt(at - 1);
}
