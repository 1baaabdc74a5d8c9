import { not, propertyOf, shorthand } from "./character-classes.ts";
import type { Flags } from "./flags.ts";
import type { CharTest } from "./nodes.ts";
import type { Source } from "./source.ts";

const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };

/** What stands after a backslash where it means one character or a set of them, in a class or outside. */
export function readEscape(source: Source, flags: Flags): number | CharTest | undefined {
  const letter = source.chars[source.at] ?? "";
  if (letter === "") throw source.fault("Unexpected internal error: the pattern ends in a backslash");
  const set = shorthand(letter, flags.has("U"));
  if (set) {
    source.raw();
    return set;
  }
  if (letter === "p" || letter === "P") {
    source.raw();
    return readProperty(source, flags, letter === "P");
  }
  if (Object.hasOwn(CONTROL, letter)) {
    source.raw();
    return CONTROL[letter];
  }
  if (letter === "0" || letter === "x" || letter === "u" || letter === "c") {
    source.raw();
    return readCode(source, letter);
  }
  // Another letter or digit means something else, or nothing.
  if (/^[A-Za-z1-9]$/.test(letter)) return undefined;
  source.raw();
  return letter.codePointAt(0);
}

function readCode(source: Source, letter: string): number {
  if (letter === "c") {
    const char = source.raw();
    if (char === "") throw source.fault("Illegal control escape sequence");
    return char.codePointAt(0)! ^ 64;
  }
  if (letter === "0") {
    const most = /^[0-3]$/.test(source.chars[source.at] ?? "") ? 3 : 2;
    const digits = source.run(/^[0-7]$/, most);
    if (digits === "") throw source.fault("Illegal octal escape sequence");
    return Number.parseInt(digits, 8);
  }
  if (letter === "x" && source.chars[source.at] === "{") {
    source.raw();
    const digits = source.run(/^[0-9A-Fa-f]$/);
    const code = Number.parseInt(digits, 16);
    if (digits === "" || source.raw() !== "}" || code > 0x10ffff)
      throw source.fault("Illegal hexadecimal escape sequence");
    return code;
  }
  const length = letter === "x" ? 2 : 4;
  const digits = source.run(/^[0-9A-Fa-f]$/, length);
  if (digits.length < length)
    throw source.fault(`Illegal ${letter === "x" ? "hexadecimal" : "Unicode"} escape sequence`);
  const code = Number.parseInt(digits, 16);
  return code >= 0xd800 && code < 0xdc00 ? lowSurrogate(source, code) : code;
}

/** Two escapes for the two halves of one character are that character. */
function lowSurrogate(source: Source, high: number): number {
  const low = /^\\u([dD][c-fC-F][0-9A-Fa-f]{2})$/.exec(source.chars.slice(source.at, source.at + 6).join(""));
  if (!low) return high;
  source.at += 6;
  return 0x10000 + ((high - 0xd800) << 10) + (Number.parseInt(low[1]!, 16) - 0xdc00);
}

function readProperty(source: Source, flags: Flags, negative: boolean): CharTest {
  let name = source.raw();
  if (name === "{") {
    name = source.run(/^[^}]$/u);
    if (source.raw() !== "}") throw source.fault("Unclosed character family");
  }
  if (name === "") throw source.fault("Empty character family");
  const test = propertyOf(name, flags.has("i"));
  if (!test) throw source.fault(`Unknown character property name {${name}}`);
  return negative ? not(test) : test;
}
