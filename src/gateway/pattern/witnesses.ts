import type { Node } from "./nodes.ts";

// Texts that a pattern describes, to try another pattern with. Places and looks are passed over: whether a text is taken
// after all, the pattern itself says.

const MOST = 24;
/** Characters that are tried first, so that texts look like texts; then all others of the scripts that are common. */
const USUAL = [..."a0 A_-.:/x9zZ\n"].map((one) => one.codePointAt(0)!);
const LAST = 0x2fff;

/** Some of the texts that a pattern describes, short ones; none where no text can be one. */
export function witnesses(node: Node): readonly string[] {
  switch (node.kind) {
    case "char":
      return charactersOf(node.test);
    case "sequence":
      return node.items.reduce<readonly string[]>((before, item) => joined(before, witnesses(item)), [""]);
    case "choice":
      return some(node.options.flatMap((one) => witnesses(one).slice(0, 4)));
    case "group":
    case "atomic":
      return witnesses(node.node);
    case "repeat": {
      const one = node.max === 0 ? [] : witnesses(node.node);
      const times = [node.min, node.min + 1].filter((count) => count <= node.max && count <= 50);
      return some(
        times.flatMap((count) => (count === 0 ? [""] : one.slice(0, 4).map((text) => text.repeat(count)))),
      );
    }
    default:
      return [""];
  }
}

function charactersOf(test: (codePoint: number) => boolean): readonly string[] {
  const found = USUAL.filter(test).slice(0, 2);
  for (let code = 1; found.length < 2 && code <= LAST; code += 1)
    if (test(code) && !found.includes(code)) found.push(code);
  return found.map((code) => String.fromCodePoint(code));
}

const some = (texts: readonly string[]): readonly string[] => [...new Set(texts)].slice(0, MOST);

const joined = (before: readonly string[], next: readonly string[]): readonly string[] =>
  some(before.flatMap((left) => next.map((right) => left + right)));
