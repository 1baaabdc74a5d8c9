import { chance } from "./random.mjs";

const LETTERS = [
  "a",
  "b",
  "c",
  "A",
  "B",
  "1",
  "2",
  "_",
  "-",
  ",",
  " ",
  "\n",
  ".",
  "é",
  "\r\n",
  "x",
  "&",
  "😀",
];

/** Patterns put together by chance, each with a text and a replacement. */
export function patterns(seed, count) {
  const by = chance(seed);
  const { below, one, some, weighed } = by;
  const literal = () => one(["a", "b", "c", "A", "1", "_", "-", ",", " ", "é", "x", "&", "]", "}", "\n"]);
  const escaped = () =>
    one(
      [
        "\\d",
        "\\D",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\h",
        "\\.",
        "\\\\",
        "\\n",
        "\\t",
        "\\x41",
        "\\u0061",
        "\\0101",
      ].concat([
        "\\p{L}",
        "\\p{Lu}",
        "\\p{Alpha}",
        "\\P{Punct}",
        "\\p{IsLatin}",
        "\\pL",
        "\\-",
        "\\e",
        "\\cA",
        "\\q",
        "\\R",
      ]),
    );
  const item = (depth) =>
    weighed([
      [5, literal],
      [2, () => `${one("a1A")}-${one("cz9Z")}`],
      [2, escaped],
      [1, () => (depth > 1 ? "b" : set(depth + 1))],
      [0.5, () => "&&"],
      [0.3, () => "^"],
    ]);
  const set = (depth = 0) => `[${below(4) === 0 ? "^" : ""}${some(1, 3, () => item(depth)).join("")}]`;
  const quantifier = () =>
    weighed([
      [8, () => ""],
      [2, () => "*"],
      [2, () => "+"],
      [2, () => "?"],
      [1, () => `{${below(3)}}`],
      [1, () => `{${below(2)},}`],
      [1, () => `{${below(3)},${below(4)}}`],
      [0.2, () => "{"],
      [0.2, () => "**"],
    ]) +
    weighed([
      [8, () => ""],
      [1, () => "?"],
      [1, () => "+"],
    ]);
  const group = (depth) => {
    const inner = choice(depth + 1);
    return weighed([
      [4, () => `(${inner})`],
      [2, () => `(?:${inner})`],
      [1, () => `(?=${inner})`],
      [1, () => `(?!${inner})`],
      [1, () => `(?<=${inner})`],
      [0.5, () => `(?<!${inner})`],
      [1, () => `(?>${inner})`],
      [1, () => `(?<n>${inner})`],
      [1, () => `(?i:${inner})`],
      [0.3, () => `(${inner}`],
      [0.3, () => `${inner})`],
    ]);
  };
  const atom = (depth) =>
    weighed([
      [7, literal],
      [2, () => "."],
      [2, escaped],
      [2, () => set()],
      [3, () => (depth > 2 ? literal() : group(depth))],
      [0.7, () => one(["^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z"])],
      [0.5, () => one(["\\1", "\\2", "\\k<n>"])],
      [0.5, () => one(["(?i)", "(?s)", "(?m)", "(?x)", "(?-i)", "(?u)", "(?d)", "(?q)"])],
      [0.4, () => `\\Q${literal()}.*${one(["\\E", ""])}`],
    ]);
  const sequence = (depth) => some(1, 4, () => `${atom(depth)}${quantifier()}`).join("");
  const choice = (depth) => some(1, below(3) === 0 ? 3 : 1, () => sequence(depth)).join("|");
  const replacement = () =>
    some(0, 3, () => one(["-", "$0", "$1", "$2", "\\$", "\\\\", "x", "${n}", "$", "\\", "<", "$11"])).join(
      "",
    );
  return Array.from({ length: count }, () => ({
    pattern: choice(0),
    text: some(0, 12, () => one(LETTERS)).join(""),
    replacement: replacement(),
  }));
}
