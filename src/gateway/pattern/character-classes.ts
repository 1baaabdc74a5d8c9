import type { CharTest } from "./nodes.ts";

/** Java's names for sets of characters; what `java.util.regex.Pattern` documents. */

export const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code);

export const either =
  (left: CharTest, right: CharTest): CharTest =>
  (code) =>
    left(code) || right(code);

export const both =
  (left: CharTest, right: CharTest): CharTest =>
  (code) =>
    left(code) && right(code);

const span =
  (from: number, to: number): CharTest =>
  (code) =>
    code >= from && code <= to;

const among = (text: string): CharTest => {
  const codes = new Set([...text].map((char) => char.codePointAt(0)));
  return (code) => codes.has(code);
};

/** A property of Unicode as JavaScript knows it; undefined where it does not. */
function unicode(name: string): CharTest | undefined {
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^\\p{${name}}$`, "u");
  } catch {
    return undefined;
  }
  const surrogates = /^(?:gc=|General_Category=)?(?:Cs|Surrogate|C|Other)$/.test(name);
  return (code) => (code >= 0xd800 && code <= 0xdfff ? surrogates : pattern.test(String.fromCodePoint(code)));
}

const lower = span(0x61, 0x7a);
const upper = span(0x41, 0x5a);
const digit = span(0x30, 0x39);
const alpha = either(lower, upper);
const alnum = either(alpha, digit);
const punct: CharTest = (code) => code > 0x20 && code < 0x7f && !alnum(code);

const POSIX: Readonly<Record<string, CharTest>> = {
  Lower: lower,
  Upper: upper,
  ASCII: span(0, 0x7f),
  Alpha: alpha,
  Digit: digit,
  Alnum: alnum,
  Punct: punct,
  Graph: span(0x21, 0x7e),
  Print: span(0x20, 0x7e),
  Blank: among(" \t"),
  Cntrl: either(span(0, 0x1f), span(0x7f, 0x7f)),
  XDigit: either(digit, either(span(0x41, 0x46), span(0x61, 0x66))),
  Space: either(span(9, 13), span(32, 32)),
};

const LATIN: Readonly<Record<string, CharTest>> = {
  L1: span(0, 0xff),
  all: () => true,
  LD: (code) => unicodeOf("L")(code) || unicodeOf("Nd")(code),
  LC: (code) => unicodeOf("Lu")(code) || unicodeOf("Ll")(code) || unicodeOf("Lt")(code),
};

/** Java's own predicates, and the binary properties that are spelled another way in JavaScript. */
const PROPERTIES: Readonly<Record<string, string>> = {
  javalowercase: "Lowercase",
  javauppercase: "Uppercase",
  javaalphabetic: "Alphabetic",
  javaletter: "L",
  javadigit: "Nd",
  javatitlecase: "Lt",
  javaideographic: "Ideographic",
  alphabetic: "Alphabetic",
  letter: "L",
  ideographic: "Ideographic",
  lowercase: "Lowercase",
  uppercase: "Uppercase",
  titlecase: "Lt",
  white_space: "White_Space",
  whitespace: "White_Space",
  control: "Cc",
  punctuation: "P",
  hex_digit: "Hex_Digit",
  hexdigit: "Hex_Digit",
  assigned: "Assigned",
  noncharacter_code_point: "Noncharacter_Code_Point",
  noncharactercodepoint: "Noncharacter_Code_Point",
  digit: "Nd",
  emoji: "Emoji",
  join_control: "Join_Control",
  joincontrol: "Join_Control",
};

/** The blocks one meets; the others are refused here though Java knows them. */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  basiclatin: [0, 0x7f],
  "latin-1supplement": [0x80, 0xff],
  latinextendeda: [0x100, 0x17f],
  "latinextended-a": [0x100, 0x17f],
  greek: [0x370, 0x3ff],
  greekandcoptic: [0x370, 0x3ff],
  cyrillic: [0x400, 0x4ff],
  hebrew: [0x590, 0x5ff],
  arabic: [0x600, 0x6ff],
  hiragana: [0x3040, 0x309f],
  katakana: [0x30a0, 0x30ff],
  generalpunctuation: [0x2000, 0x206f],
  cjkunifiedideographs: [0x4e00, 0x9fff],
};

const kept = new Map<string, CharTest>();
function unicodeOf(name: string): CharTest {
  const test = kept.get(name) ?? unicode(name) ?? (() => false);
  kept.set(name, test);
  return test;
}

const CASED = new Set(["Lower", "Upper", "Lu", "Ll", "Lt"]);
const anyCase = (code: number) => LATIN.LC!(code) || alpha(code);

/** The set that `\p{name}` means, or undefined where Java has none of this name. */
export function propertyOf(name: string, fold: boolean): CharTest | undefined {
  const equals = name.indexOf("=");
  if (equals >= 0) {
    const [key, value] = [name.slice(0, equals).toLowerCase(), name.slice(equals + 1)];
    if (key === "sc" || key === "script") return unicode(`Script=${titled(value)}`);
    if (key === "blk" || key === "block") return blockOf(value);
    return key === "gc" || key === "general_category" ? unicode(`gc=${value}`) : undefined;
  }
  if (name.startsWith("In")) return blockOf(name.slice(2));
  if (name.startsWith("Is")) {
    const rest = name.slice(2);
    const property = PROPERTIES[rest.toLowerCase()];
    if (property) return unicode(property);
    return category(rest) ?? unicode(`Script=${titled(rest)}`);
  }
  if (fold && CASED.has(name)) return anyCase;
  if (Object.hasOwn(POSIX, name)) return POSIX[name];
  if (name.startsWith("java")) return javaOf(name);
  return category(name);
}

const category = (name: string): CharTest | undefined =>
  Object.hasOwn(LATIN, name)
    ? LATIN[name]
    : /^(?:L[ulmto]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[dsecifo]?|S[mcko]?)$/.test(name)
      ? unicode(`gc=${name}`)
      : undefined;

const titled = (name: string) => name.toLowerCase().replace(/(?:^|_)[a-z]/g, (part) => part.toUpperCase());

function blockOf(name: string): CharTest | undefined {
  const block = BLOCKS[name.toLowerCase().replace(/[ _]/g, "")];
  return block && span(...block);
}

function javaOf(name: string): CharTest | undefined {
  if (name === "javaLetterOrDigit") return LATIN.LD;
  if (name === "javaWhitespace")
    return (code) =>
      span(9, 13)(code) ||
      span(0x1c, 0x1f)(code) ||
      (unicodeOf("Z")(code) && !among("\u00a0\u2007\u202f")(code));
  if (name === "javaSpaceChar") return unicodeOf("Z");
  if (name === "javaISOControl") return either(span(0, 0x1f), span(0x7f, 0x9f));
  const property = PROPERTIES[name.toLowerCase()];
  return property === undefined ? undefined : unicode(property);
}

const horizontal = (code: number) =>
  among(" \t\u00a0\u1680\u180e\u202f\u205f\u3000")(code) || span(0x2000, 0x200a)(code);
const vertical = either(span(10, 13), among("\u0085\u2028\u2029"));

/** `\d`, `\w` and the like; with Java's flag U by Unicode's properties. */
export function shorthand(letter: string, byUnicode: boolean): CharTest | undefined {
  const small = letter.toLowerCase();
  const test = byUnicode ? (unicodeShorthand(small) ?? plain(small)) : plain(small);
  return test && (letter === small ? test : not(test));
}

function plain(letter: string): CharTest | undefined {
  if (letter === "d") return digit;
  if (letter === "w") return either(alnum, among("_"));
  if (letter === "s") return POSIX.Space;
  if (letter === "h") return horizontal;
  return letter === "v" ? vertical : undefined;
}

function unicodeShorthand(letter: string): CharTest | undefined {
  if (letter === "d") return unicodeOf("Nd");
  if (letter === "s") return unicodeOf("White_Space");
  if (letter !== "w") return undefined;
  const parts = ["Alphabetic", "M", "Nd", "Pc", "Join_Control"].map(unicodeOf);
  return (code) => parts.some((test) => test(code));
}

/** What a word boundary of Java 17 takes for a part of a word. */
export const isWord: CharTest = (code) => code === 0x5f || LATIN.LD!(code);

export const isLineEnd = (code: number, unixLines: boolean): boolean =>
  code === 10 || (!unixLines && (code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029));
