import { both, either, not } from "./character-classes.ts";
import { type Flags, oneChar, range } from "./flags.ts";
import type { CharTest } from "./nodes.ts";
import { readEscape } from "./read-escape.ts";
import type { Source } from "./source.ts";

const MOST_NESTED = 100;

/** A character class, from behind its `[` to behind its `]`: unions, ranges, `&&` and classes inside classes. */
export function readClass(source: Source, flags: Flags, depth = 0): CharTest {
  if (depth > MOST_NESTED) throw source.fault("Too many character classes inside each other");
  const negative = source.take("^");
  const test = readItems(source, flags, depth, true);
  return negative ? not(test) : test;
}

function readItems(source: Source, flags: Flags, depth: number, closing: boolean): CharTest {
  // Single characters stand apart: Java joins them to what it has when it comes to an intersection or to the end.
  let singles: CharTest | undefined;
  let all: CharTest | undefined;
  let last: CharTest | undefined;
  const add = (test: CharTest) => {
    all = all ? either(all, test) : test;
    last = test;
  };
  for (;;) {
    if (source.done) throw source.fault("Unclosed character class");
    if (source.peek() === "[") {
      source.next();
      add(readClass(source, flags, depth + 1));
      continue;
    }
    if (source.peek() === "]" && (all || singles)) {
      if (closing) source.next();
      return all && singles ? either(all, singles) : (all ?? singles)!;
    }
    if (source.peek() === "&" && source.peek(1) === "&") {
      source.next();
      source.next();
      // Nothing to the right: Java takes what it read last.
      const right = intersected(source, flags, depth) ?? last;
      const left: CharTest | undefined = all && singles ? either(all, singles) : (all ?? singles);
      singles = undefined;
      if (!left && !right) throw source.fault("Bad class syntax");
      all = left && right ? both(left, right) : (left ?? right);
      continue;
    }
    const { test, single } = readItem(source, flags);
    last = undefined;
    if (single) singles = singles ? either(singles, test) : test;
    else add(test);
  }
}

/** What stands to the right of `&&`. */
function intersected(source: Source, flags: Flags, depth: number): CharTest | undefined {
  let right: CharTest | undefined;
  while (!source.done && source.peek() !== "]" && source.peek() !== "&") {
    let part: CharTest;
    if (source.peek() === "[") {
      source.next();
      part = readClass(source, flags, depth + 1);
    } else part = readItems(source, flags, depth + 1, false);
    right = right ? either(right, part) : part;
  }
  if (source.done) throw source.fault("Unclosed character class");
  return right;
}

function readItem(source: Source, flags: Flags): { test: CharTest; single: boolean } {
  const from = readOne(source, flags);
  if (typeof from !== "number") return { test: from, single: false };
  const after = source.peek(1);
  if (source.peek() !== "-" || after === "[" || after === "]" || after === "")
    return { test: oneChar(from, flags), single: from < 256 };
  source.next();
  const to = readOne(source, flags);
  if (typeof to !== "number" || to < from) throw source.fault("Illegal character range");
  return { test: range(from, to, flags), single: false };
}

function readOne(source: Source, flags: Flags): number | CharTest {
  const char = source.next();
  if (char !== "\\") return char.codePointAt(0)!;
  const read = readEscape(source, flags);
  if (read === undefined) throw source.fault("Illegal/unsupported escape sequence");
  return read;
}
