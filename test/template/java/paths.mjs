import { chance } from "./random.mjs";

/** JSON paths put together by chance, each with the value that it is followed in. */
export function paths(seed, count) {
  const by = chance(seed);
  return Array.from({ length: count }, () => ({ path: path(by), data: JSON.stringify(document(by)) }));
}

const NAMES = ["a", "b", "tags", "items", "x-y", "ö", "two words", "it's"];

/** Maps and lists of few names, so that paths find something; numbers as Java writes them too. */
function document(by, depth = 0) {
  const { below, one, some, weighed } = by;
  const leaf = () =>
    one([0, 1, 2, 7, -3, 2.5, 8.95, "", "a", "b", "7", "8.95", "long text", true, false, null]);
  const map = () => Object.fromEntries(some(1, 4, () => [one(NAMES), document(by, depth + 1)]));
  const list = () => {
    const alike = one([leaf, map, () => below(9), () => one(["a", "b", "c"])]);
    return some(0, 4, alike);
  };
  if (depth === 0) return { ...map(), items: some(2, 4, map), tags: list() };
  return weighed([
    [depth > 2 ? 0 : 2, map],
    [depth > 2 ? 0 : 2, list],
    [3, leaf],
  ]);
}

function path(by) {
  const { below, one, some, weighed } = by;
  const name = () => one(NAMES.slice(0, 6));
  const quoted = () => {
    const text = one(NAMES);
    return below(6) === 0 ? `"${text}"` : `'${text.replace("'", "\\'")}'`;
  };
  const blank = () => one(["", "", "", " "]);
  const number = () => one(["0", "1", "2", "7", "-1", "-2", "9", "-9"]);
  const step = () =>
    weighed([
      [8, () => `.${name()}`],
      [2, () => `[${blank()}${quoted()}${blank()}]`],
      [1, () => `[${some(2, 3, quoted).join(one([",", ", "]))}]`],
      [3, () => `[${number()}]`],
      [1, () => `[${some(2, 3, number).join(one([",", ", ", " , "]))}]`],
      [1.5, () => `[${one(["", number()])}:${one(["", number()])}]`],
      [1, () => one(["[*]", ".*", "[ * ]"])],
      [1.2, () => `..${one([name(), `['${one(["a", "b"])}']`])}`],
      [3, () => `[?(${test()})]`],
      [0.1, () => one(["[", "]", "..", ".", " ", "[]", "[a]", "[?]", "()", "[0", "['a'", "[1.5]"])],
    ]);
  const call = () =>
    weighed([
      [5, () => `.${one(["length", "size", "keys", "sum", "min", "max", "avg", "stddev"])}()`],
      [1, () => `.${one(["first", "last"])}()`],
      [1, () => `.index(${number()})`],
      [1, () => `.concat(${one(["", '"x"', "$.a", '"x", 1'])})`],
      [1, () => `.append(${one(["1", '"x"', "$.a"])})`],
      [0.3, () => ".unknown()"],
    ]);
  const literal = () =>
    one([
      "0",
      "1",
      "2.5",
      "8.95",
      "-3",
      "1e1",
      "'a'",
      '"b"',
      "'7'",
      "''",
      "true",
      "false",
      "null",
      "[1,2]",
      "['a','b']",
      "[]",
      '{"a":1}',
    ]);
  const inner = () =>
    `${one(["@", "@", "@", "@", "$"])}${some(0, 2, () =>
      weighed([
        [4, () => `.${name()}`],
        [1, () => `[${one(["0", "'a'", "*"])}]`],
        [0.3, () => `..${name()}`],
      ]),
    ).join("")}`;
  const operand = () =>
    weighed([
      [4, inner],
      [3, literal],
      [0.5, () => `${inner()}.length()`],
    ]);
  const compared = () =>
    weighed([
      [
        4,
        () =>
          `${operand()}${blank()}${one(["==", "!=", "<", "<=", ">", ">=", "===", "!=="])}${blank()}${operand()}`,
      ],
      [
        1,
        () =>
          `${operand()} ${one(["in", "nin", "IN", "anyof", "noneof", "subsetof", "contains", "all"])} ${operand()}`,
      ],
      [0.7, () => `${inner()} size ${number()}`],
      [0.5, () => `${inner()} empty ${one(["true", "false"])}`],
      [0.7, () => `${inner()} =~ /${one(["a", ".*", "[ab]+", "\\d+", "A"])}/${one(["", "i"])}`],
      [2, inner],
      [0.5, () => `!${inner()}`],
      [0.2, literal],
    ]);
  const test = (depth = 0) =>
    depth > 1 || below(3) > 0
      ? compared()
      : weighed([
          [2, () => `${test(depth + 1)}${blank()}&&${blank()}${test(depth + 1)}`],
          [2, () => `${test(depth + 1)}${blank()}||${blank()}${test(depth + 1)}`],
          [1, () => `(${test(depth + 1)})`],
          [1, () => `!(${test(depth + 1)})`],
        ]);
  // What is searched for by its place only at the end: Jayway's answer to what follows it hangs on what it was asked before.
  const steps = some(1, 4, step).join("") + (below(25) === 0 ? one(["..*", "..[0]", "..[-1]"]) : "");
  return `${one(["$", "$", "$", "$", "", "@"])}${steps}${below(5) === 0 ? call() : ""}`;
}
