import { readJson } from "../values/json.ts";
import { Cursor, unescaped } from "./cursor.ts";
import { readTest } from "./read-filter.ts";
import { type Parameter, type Path, PathFault, type Step } from "./steps.ts";

/** Reads a path as Jayway JsonPath 2.10 does, its leniencies too. Throws a PathFault where it is none. */
export function readPath(text: string): Path {
  if (text.length > LONGEST) throw new PathFault("the path is too long");
  const path = new PathReader(/^[$@]/.test(text) ? text : `$.${text}`);
  return path.read();
}

/** What stands in brackets is read once for each of them. */
const LONGEST = 4_096;

class PathReader {
  readonly #path: Cursor;

  constructor(text: string) {
    this.#path = new Cursor(text.trimEnd());
    if (text.trimEnd().endsWith(".")) throw new PathFault("a path does not end with a dot");
  }

  read(): Path {
    const path = this.#path;
    const fromRoot = path.char === "$";
    const steps: Step[] = [];
    if (this.#isTail) return { fromRoot, steps };
    path.at += 1;
    if (path.char !== "." && path.char !== "[") throw this.#fault();
    do steps.push(...this.#step());
    while (!this.#isTail);
    return { fromRoot, steps };
  }

  /** The last character counts as the end: what stands there after a bracket is not looked at. */
  get #isTail(): boolean {
    return this.#path.at >= this.#path.text.length - 1;
  }

  #fault(): PathFault {
    return new PathFault(`no step at ${this.#path.at} of ${this.#path.text}`);
  }

  #step(): Step[] {
    const path = this.#path;
    if (path.char !== ".") return [this.#plainStep()];
    const scans = path.text[path.at + 1] === ".";
    path.at += scans ? 2 : 1;
    if (path.char === ".") throw this.#fault();
    return [...(scans ? [{ kind: "scan" } as const] : []), this.#plainStep()];
  }

  #plainStep(): Step {
    const path = this.#path;
    if (path.match(/\*|\[ *\* *\]/y)) return { kind: "all" };
    if (path.char !== "[") return this.#named();
    const next = path.after(path.at + 1);
    if (next === "'" || next === '"') return this.#quotedNames();
    if (next === "?") return this.#filter();
    return this.#positions();
  }

  /** A name without quotes, or a function. */
  #named(): Step {
    const path = this.#path;
    const name = path.match(/[^.[( ]+/y);
    if (name === undefined || path.char === " ") throw this.#fault();
    if (path.char !== "(") return { kind: "names", names: [name] };
    const end = path.closing(")");
    const inside = path.text.slice(path.at + 1, end);
    // Without parameters the closing bracket is still to be read: as the name of the next step, if one follows.
    path.at = inside === "" ? end : end + 1;
    return { kind: "function", name, parameters: inside === "" ? [] : parameters(inside) };
  }

  #quotedNames(): Step {
    const path = this.#path;
    const names: string[] = [];
    const quote = path.after(path.at + 1);
    do {
      path.take(names.length === 0 ? "[" : ",");
      // All in quotes of one kind.
      if (path.blanks().char !== quote) throw this.#fault();
      const end = path.quoteEnd(path.at);
      names.push(unescaped(path.text.slice(path.at + 1, end)));
      path.at = end + 1;
    } while (path.after(path.at) === ",");
    path.take("]");
    return { kind: "names", names };
  }

  #positions(): Step {
    const inside = /^\[( *[\d:-][\d ,:-]*)\]/.exec(this.#path.text.slice(this.#path.at))?.[1];
    if (inside === undefined) throw this.#fault();
    this.#path.at += inside.length + 2;
    if (!inside.includes(":")) {
      const indexes = inside.trim().split(/ ?, ?/);
      if (!indexes.every((index) => /^-?\d+$/.test(index))) throw this.#fault();
      return { kind: "indexes", indexes: indexes.map(Number) };
    }
    const [from, to] = inside
      .split(":")
      .map((bound) => (/^-?\d+$/.test(bound.trim()) ? Number(bound) : undefined));
    if (/[ ,]/.test(inside.trim()) || (from === undefined && to === undefined)) throw this.#fault();
    return { kind: "slice", from, to };
  }

  #filter(): Step {
    const path = this.#path;
    const start = path.text.indexOf("(", path.at);
    if (start < 0 || path.text.slice(path.at + 1, start).trim() !== "?") throw this.#fault();
    const end = new Cursor(path.text, start).closing(")", true);
    path.at = end + 1;
    path.take("]");
    return { kind: "filter", test: readTest(path.text.slice(start + 1, end), readPath) };
  }
}

function parameters(text: string): Parameter[] {
  // What begins as neither a path nor JSON is passed by, up to what does.
  return split(text).flatMap((one): Parameter[] => {
    const given = /[$@"{\d-].*$/.exec(one)?.[0];
    if (given === undefined) return [];
    return [/^[$@]/.test(given) ? { path: readPath(given) } : { value: readJson(given) }];
  });
}

/** By the commas that stand in no text and in no brackets. */
function split(text: string): string[] {
  const parts: string[] = [];
  const cursor = new Cursor(text);
  let from = 0;
  for (; cursor.at < text.length; cursor.at += 1) {
    const close = { "(": ")", "[": "]", "{": "}" }[cursor.char];
    if (cursor.char === '"') cursor.at = cursor.quoteEnd(cursor.at);
    else if (close) cursor.at = cursor.closing(close);
    else if (cursor.char === ",") {
      parts.push(text.slice(from, cursor.at).trim());
      from = cursor.at + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}
