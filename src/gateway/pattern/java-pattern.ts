import { Budget, PATTERN_STEPS } from "./budget.ts";
import { PatternFault } from "./fault.ts";
import { Machine } from "./machine.ts";
import { type Program, programOf } from "./program.ts";
import { readPattern } from "./read.ts";

/** Where a match stands, and its groups: the whole first, nothing for a group that took no part. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/**
 * A regular expression as Java 17 understands it. Every call ends: it throws TooMuchWork where the budget is used up
 * (a budget of its own, or the one that is given).
 */
export interface JavaPattern {
  /** Whether the pattern takes the whole text. */
  matches(text: string, budget?: Budget): boolean;
  find(text: string, budget?: Budget): Iterable<Found>;
  /** The text with all matches, or the first, replaced; throws a PatternFault for a replacement that Java refuses. */
  replaceAll(text: string, replacement: string, budget?: Budget): string;
  replaceFirst(text: string, replacement: string, budget?: Budget): string;
  /** As `String.split`: without a limit trailing empty parts are dropped. */
  split(text: string, limit?: number, budget?: Budget): string[];
}

const MOST_KEPT = 200;
const kept = new Map<string, JavaPattern | { readonly fault: string }>();

/** The pattern of a text, or why Java refuses it. */
export function javaPattern(text: string): JavaPattern | { readonly fault: string } {
  const known = kept.get(text);
  if (known) return known;
  const made = make(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, made);
  return made;
}

const TOO_LARGE = "the pattern is too large";

/** Whether Java would refuse a pattern; one that is only too large to be run here is none of these. */
export function isRefusedByJava(text: string): boolean {
  const read = javaPattern(text);
  return "fault" in read && read.fault !== TOO_LARGE;
}

function make(text: string): JavaPattern | { readonly fault: string } {
  try {
    const { node, groups, names } = readPattern(text);
    const program = programOf(node, groups);
    return program ? new Compiled(program, names) : { fault: TOO_LARGE };
  } catch (error) {
    if (error instanceof PatternFault) return { fault: error.message };
    throw error;
  }
}

class Compiled implements JavaPattern {
  readonly #program: Program;
  readonly #names: ReadonlyMap<string, number>;

  constructor(program: Program, names: ReadonlyMap<string, number>) {
    this.#program = program;
    this.#names = names;
  }

  matches(text: string, budget = new Budget(PATTERN_STEPS)): boolean {
    return new Machine(this.#program, text, budget).matchAt(0, true) !== undefined;
  }

  *find(text: string, budget = new Budget(PATTERN_STEPS)): Iterable<Found> {
    const machine = new Machine(this.#program, text, budget);
    let from = 0;
    while (from <= text.length) {
      let end: number | undefined;
      let start = from;
      for (; start <= text.length; start += 1) {
        end = machine.matchAt(start, false);
        if (end !== undefined) break;
      }
      if (end === undefined) return;
      const { slots } = machine;
      const groups = Array.from({ length: this.#program.groups + 1 }, (_, group) => {
        const [first = -1, last = -1] = [slots[group * 2], slots[group * 2 + 1]];
        return first < 0 || last < 0 ? undefined : text.slice(first, last);
      });
      yield { start, end, groups };
      from = end === start ? end + 1 : end;
    }
  }

  replaceAll(text: string, replacement: string, budget = new Budget(PATTERN_STEPS)): string {
    return this.#replace(text, replacement, budget, Number.POSITIVE_INFINITY);
  }

  replaceFirst(text: string, replacement: string, budget = new Budget(PATTERN_STEPS)): string {
    return this.#replace(text, replacement, budget, 1);
  }

  #replace(text: string, replacement: string, budget: Budget, most: number): string {
    const parts: string[] = [];
    let last = 0;
    let count = 0;
    for (const found of this.find(text, budget)) {
      const put = this.#expanded(replacement, found);
      budget.spend((found.start - last + put.length) >> 2);
      parts.push(text.slice(last, found.start), put);
      last = found.end;
      count += 1;
      if (count >= most) break;
    }
    parts.push(text.slice(last));
    return parts.join("");
  }

  /** A replacement with its `$1`, `${name}` and backslashes, as `Matcher.appendReplacement` takes it. */
  #expanded(replacement: string, { groups }: Found): string {
    let made = "";
    for (let at = 0; at < replacement.length; at += 1) {
      const char = replacement[at]!;
      if (char === "\\") {
        at += 1;
        if (at >= replacement.length) throw new PatternFault("character to be escaped is missing");
        made += replacement[at];
      } else if (char === "$") {
        const reference = /^(?:\{([^}]*)(\}?)|(\d+))/.exec(replacement.slice(at + 1, at + 100));
        if (!reference) throw new PatternFault("Illegal group reference");
        const { group, length } = this.#reference(reference);
        made += groups[group] ?? "";
        at += length;
      } else made += char;
    }
    return made;
  }

  #reference([whole, name, brace, digits]: RegExpExecArray): { group: number; length: number } {
    if (digits === undefined) {
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name ?? "") || brace !== "}")
        throw new PatternFault("named capturing group is missing trailing '}'");
      const group = this.#names.get(name!);
      if (group === undefined) throw new PatternFault(`No group with name {${name}}`);
      return { group, length: whole.length };
    }
    let length = 1;
    let group = Number(digits[0]);
    if (group > this.#program.groups) throw new PatternFault(`No group ${group}`);
    while (length < digits.length && group * 10 + Number(digits[length]) <= this.#program.groups) {
      group = group * 10 + Number(digits[length]);
      length += 1;
    }
    return { group, length };
  }

  split(text: string, limit = 0, budget = new Budget(PATTERN_STEPS)): string[] {
    const parts: string[] = [];
    let last = 0;
    for (const { start, end } of this.find(text, budget)) {
      if (limit > 0 && parts.length >= limit - 1) break;
      // Nothing found at the very start makes no empty part.
      if (last === 0 && start === 0 && end === 0) continue;
      parts.push(text.slice(last, start));
      last = end;
    }
    if (parts.length === 0 && last === 0) return [text];
    parts.push(text.slice(last));
    if (limit === 0) while (parts.length > 0 && parts.at(-1) === "") parts.pop();
    return parts;
  }
}
