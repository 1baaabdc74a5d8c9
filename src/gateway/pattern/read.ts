import { either, isLineEnd, not } from "./character-classes.ts";
import { dot, END, type Flags, lineEnd, lineStart, oneChar, START, sameBy, wordEdge } from "./flags.ts";
import { type Mode, type Node, widthOf } from "./nodes.ts";
import { hasObviousMaximum } from "./obvious-maximum.ts";
import { readClass } from "./read-class.ts";
import { readEscape } from "./read-escape.ts";
import { Source } from "./source.ts";

/** A pattern as read: its tree, how many groups it has, and their names. */
export interface Read {
  readonly node: Node;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

const MOST_NESTED = 200;
const MOST_REPEATS = 2_147_483_647;

/** Reads a pattern as `java.util.regex.Pattern` of Java 17 does; throws a PatternFault for what Java refuses. */
export function readPattern(text: string): Read {
  const reader = new Reader(quoted(text));
  return reader.all();
}

/** `\Q…\E` as the characters themselves, escaped. */
function quoted(text: string): string {
  return text.replace(/\\Q([\s\S]*?)(?:\\E|$)|\\[\s\S]/g, (whole, inner?: string) =>
    whole.startsWith("\\Q")
      ? (inner ?? "").replace(/[^A-Za-z0-9]/gu, "\\$&").replace(/^[0-9]/, "\\x3$&")
      : whole,
  );
}

class Reader {
  readonly #source: Source;
  #flags: Flags = new Set();
  #groups = 0;
  readonly #names = new Map<string, number>();
  #depth = 0;

  constructor(text: string) {
    this.#source = new Source(text);
  }

  all(): Read {
    const node = this.#choice();
    if (!this.#source.done) throw this.#source.fault("Unmatched closing ')'");
    return { node, groups: this.#groups, names: this.#names };
  }

  #choice(): Node {
    const options = [this.#sequence()];
    while (this.#source.take("|")) options.push(this.#sequence());
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  #sequence(): Node {
    const items: Node[] = [];
    while (!this.#source.done && this.#source.peek() !== "|" && this.#source.peek() !== ")") {
      const atom = this.#atom();
      // Flags alone are nothing that could be repeated.
      if (atom) items.push(this.#repeated(atom));
    }
    return items.length === 1 ? items[0]! : { kind: "sequence", items };
  }

  #atom(): Node | undefined {
    const char = this.#source.next();
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return { kind: "char", test: readClass(this.#source, this.#flags) };
      case "\\":
        return this.#escape();
      case "^":
        return { kind: "place", test: lineStart(this.#flags) };
      case "$":
        return { kind: "place", test: lineEnd(this.#flags) };
      case ".":
        return { kind: "char", test: dot(this.#flags) };
      case "*":
      case "+":
      case "?":
        throw this.#source.fault(`Dangling meta character '${char}'`);
      case "{":
        // Java repeats nothing, if a number follows.
        this.#source.at -= 1;
        return { kind: "empty" };
      default:
        return { kind: "char", test: oneChar(char.codePointAt(0)!, this.#flags) };
    }
  }

  #repeated(node: Node): Node {
    const char = this.#source.peek();
    if (char === "?") return this.#repeat(node, 0, 1);
    if (char === "*") return this.#repeat(node, 0, Number.POSITIVE_INFINITY);
    if (char === "+") return this.#repeat(node, 1, Number.POSITIVE_INFINITY);
    if (char !== "{") return node;
    this.#source.next();
    const from = this.#source.run(/^[0-9]$/);
    if (from === "") throw this.#source.fault("Illegal repetition");
    const min = Number(from);
    let max = min;
    if (this.#source.take(",")) {
      const to = this.#source.run(/^[0-9]$/);
      max = to === "" ? Number.POSITIVE_INFINITY : Number(to);
    }
    if (this.#source.peek() !== "}") throw this.#source.fault("Unclosed counted closure");
    if (min > MOST_REPEATS || (max > MOST_REPEATS && Number.isFinite(max)) || max < min)
      throw this.#source.fault("Illegal repetition range");
    return this.#repeat(node, min, max);
  }

  #repeat(node: Node, min: number, max: number): Node {
    this.#source.next();
    let mode: Mode = "greedy";
    if (this.#source.take("?")) mode = "lazy";
    else if (this.#source.take("+")) mode = "possessive";
    return { kind: "repeat", node, min, max, mode };
  }

  #group(): Node | undefined {
    this.#depth += 1;
    if (this.#depth > MOST_NESTED) throw this.#source.fault("Too many groups inside each other");
    const before = this.#flags;
    const node = this.#source.take("?") ? this.#special() : this.#capturing();
    this.#depth -= 1;
    if (node === undefined) return undefined;
    this.#use(before);
    return node;
  }

  #use(flags: Flags): void {
    this.#flags = flags;
    this.#source.comments = flags.has("x");
  }

  #capturing(): Node {
    this.#groups += 1;
    const index = this.#groups;
    return { kind: "group", index, node: this.#inside() };
  }

  #inside(): Node {
    const node = this.#choice();
    if (!this.#source.take(")")) throw this.#source.fault("Unclosed group");
    return node;
  }

  #special(): Node | undefined {
    const source = this.#source;
    const char = source.raw();
    if (char === ":") return this.#inside();
    if (char === ">") return { kind: "atomic", node: this.#inside() };
    if (char === "=" || char === "!") return this.#look(false, char === "!");
    if (char === "<") {
      const next = source.raw();
      if (next === "=" || next === "!") return this.#look(true, next === "!");
      source.at -= 1;
      const name = this.#name();
      if (this.#names.has(name)) throw source.fault(`Named capturing group <${name}> is already defined`);
      this.#names.set(name, this.#groups + 1);
      return this.#capturing();
    }
    source.at -= 1;
    this.#readFlags();
    const end = source.raw();
    if (end === ")") return undefined;
    if (end !== ":") throw source.fault("Unknown inline modifier");
    return this.#inside();
  }

  #name(): string {
    const name = this.#source.run(/^[A-Za-z0-9]$/);
    if (!/^[A-Za-z]/.test(name))
      throw this.#source.fault("capturing group name does not start with a Latin letter");
    if (this.#source.raw() !== ">") throw this.#source.fault("named capturing group is missing trailing '>'");
    return name;
  }

  #readFlags(): void {
    const flags = new Set(this.#flags);
    const on = this.#source.run(/^[idmsuxU]$/);
    for (const flag of on) flags.add(flag);
    if (this.#source.chars[this.#source.at] === "-") {
      this.#source.raw();
      for (const flag of this.#source.run(/^[idmsuxU]$/)) flags.delete(flag);
    }
    this.#use(flags);
  }

  #look(behind: boolean, negative: boolean): Node {
    const node = this.#inside();
    const width = widthOf(node);
    if (behind && !hasObviousMaximum(node))
      throw this.#source.fault("Look-behind group does not have an obvious maximum length");
    return { kind: "look", behind, negative, node, width };
  }

  #escape(): Node {
    const source = this.#source;
    const read = readEscape(source, this.#flags);
    if (typeof read === "number") return { kind: "char", test: oneChar(read, this.#flags) };
    if (read) return { kind: "char", test: read };
    const letter = source.raw();
    if (/^[1-9]$/.test(letter)) return this.#numbered(letter);
    switch (letter) {
      case "A":
        return { kind: "place", test: START };
      case "G":
        // The end of the match before: at the start of a text that is matched as a whole the same.
        return { kind: "place", test: START };
      case "z":
        return { kind: "place", test: END };
      case "Z":
        return { kind: "place", test: lineEnd(this.#flags, false) };
      case "b":
      case "B":
        return { kind: "place", test: wordEdge(letter === "b") };
      case "R":
        return lineBreak();
      case "X":
        return cluster(this.#flags);
      case "k": {
        const name = source.raw() === "<" ? this.#name() : undefined;
        const group = name === undefined ? undefined : this.#names.get(name);
        if (group === undefined) throw source.fault("named capturing group does not exist");
        return { kind: "back", group, same: sameBy(this.#flags) };
      }
      default:
        throw source.fault("Illegal/unsupported escape sequence");
    }
  }

  /** A reference takes further digits as long as there is a group of that number. */
  #numbered(first: string): Node {
    let group = Number(first);
    for (;;) {
      const digit = this.#source.chars[this.#source.at] ?? "";
      if (!/^[0-9]$/.test(digit) || group * 10 + Number(digit) > this.#groups) break;
      group = group * 10 + Number(digit);
      this.#source.raw();
    }
    return { kind: "back", group, same: sameBy(this.#flags) };
  }
}

function lineBreak(): Node {
  const char = (code: number): Node => ({ kind: "char", test: (other) => other === code });
  const one = either(
    (code) => isLineEnd(code, false),
    (code) => code === 11 || code === 12,
  );
  return {
    kind: "choice",
    options: [
      { kind: "sequence", items: [char(13), char(10)] },
      { kind: "char", test: one },
    ],
  };
}

/** A character with the marks on it: less than Java's `\X`, which knows all of Unicode's clusters. */
function cluster(flags: Flags): Node {
  const mark = /^\p{M}$/u;
  const isMark = (code: number) => mark.test(String.fromCodePoint(code));
  const any = dot(new Set([...flags, "s"]));
  const marks: Node = {
    kind: "repeat",
    node: { kind: "char", test: isMark },
    min: 0,
    max: Number.POSITIVE_INFINITY,
    mode: "possessive",
  };
  return {
    kind: "atomic",
    node: {
      kind: "sequence",
      items: [{ kind: "char", test: (code) => any(code) && not(() => false)(code) }, marks],
    },
  };
}
