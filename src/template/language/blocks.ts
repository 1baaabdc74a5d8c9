import { takeComment, takeUnread } from "./comments.ts";
import type { Cursor } from "./cursor.ts";
import { readExpression, readOperand, readReference } from "./expression.ts";
import type { Branch, Expression, Node, Reference } from "./nodes.ts";

type Closing = "end" | "else" | "elseif";
type Read = { readonly nodes: Node[]; readonly closed: Closing | undefined };

const DIRECTIVE = /#(?:\{([A-Za-z_][\w-]*)\}|(@?[A-Za-z_][\w-]*))/y;
const LINE_END = /[ \t]*\r?\n/y;
const BLOCKS = ["if", "foreach", "macro", "define", "literal"];
const WORDS = new Set([
  ...BLOCKS,
  "set",
  "else",
  "elseif",
  "end",
  "stop",
  "break",
  "include",
  "parse",
  "evaluate",
]);

/** Reads the text and the directives of a template, block by block. */
export class BlockReader {
  readonly #cursor: Cursor;
  readonly #known: ReadonlySet<string>;
  /** The text since the last node. */
  #plain = "";

  constructor(cursor: Cursor, known: ReadonlySet<string>) {
    this.#cursor = cursor;
    this.#known = known;
  }

  all(): Node[] {
    const { nodes, closed } = this.#block();
    if (closed) throw this.#cursor.fault(`an #${closed} that closes nothing`, this.#cursor.at - 1);
    return nodes;
  }

  #block(): Read {
    return this.#cursor.deeper(() => {
      const nodes: Node[] = [];
      for (;;) {
        const closed = this.#next(nodes);
        if (closed !== "more") {
          this.#flush(nodes);
          return { nodes, closed };
        }
      }
    });
  }

  #flush(nodes: Node[]): void {
    if (this.#plain !== "") nodes.push({ kind: "plain", text: this.#plain });
    this.#plain = "";
  }

  /** Reads the next piece of text or directive; tells what closed the block. */
  #next(nodes: Node[]): Closing | undefined | "more" {
    const cursor = this.#cursor;
    // Blanks before a #set go with it, where no other text stands before them.
    if (this.#plain === "") cursor.takeMatch(/[ \t]+(?=#(?:set|\{set\})[ \t]*\()/y);
    const plain = cursor.takeMatch(/[^$#\\]+/y);
    if (plain) [this.#plain] = [this.#plain + plain[0]];
    if (cursor.done) return undefined;
    if (cursor.peek() === "$") return this.#dollar(nodes, 0);
    if (cursor.peek() === "#") return this.#hash(nodes);
    return this.#backslashes(nodes);
  }

  #dollar(nodes: Node[], backslashes: number): "more" {
    const cursor = this.#cursor;
    const reference = readReference(cursor);
    if (reference) {
      this.#flush(nodes);
      nodes.push({ kind: "print", reference, backslashes });
      return "more";
    }
    if (/^\$!?$/.test(cursor.text.slice(cursor.at)))
      throw cursor.fault("a $ at the very end", cursor.text.length);
    this.#plain += `${"\\".repeat(backslashes)}$`;
    cursor.at += 1;
    return "more";
  }

  /** Backslashes take away what a reference or a directive means; before anything else they are text. */
  #backslashes(nodes: Node[]): Closing | undefined | "more" {
    const cursor = this.#cursor;
    const [slashes = ""] = cursor.takeMatch(/\\+/y) ?? [];
    if (cursor.peek() === "$") return this.#dollar(nodes, slashes.length);
    const directive = cursor.peek() === "#" ? cursor.match(DIRECTIVE) : undefined;
    const name = directive?.[1] ?? directive?.[2] ?? "";
    if (!directive || !(WORDS.has(name) || this.#known.has(name))) {
      this.#plain += slashes;
      this.#flush(nodes);
      return "more";
    }
    this.#plain += "\\".repeat(slashes.length >> 1);
    if (slashes.length % 2 === 0) return this.#hash(nodes);
    this.#plain += directive[0];
    cursor.at += directive[0].length;
    return "more";
  }

  #hash(nodes: Node[]): Closing | undefined | "more" {
    const cursor = this.#cursor;
    if (takeComment(cursor)) {
      this.#flush(nodes);
      return "more";
    }
    const unread = takeUnread(cursor);
    if (unread !== undefined) {
      this.#plain += unread;
      this.#flush(nodes);
      return "more";
    }
    const from = cursor.at;
    const found = cursor.takeMatch(DIRECTIVE);
    if (!found) {
      if (cursor.at + 1 >= cursor.text.length) throw cursor.fault("a # at the very end", cursor.text.length);
      cursor.at += 1;
      this.#plain += "#";
      return "more";
    }
    return this.#directive(found[1] ?? found[2] ?? "", from, nodes);
  }

  #directive(name: string, from: number, nodes: Node[]): Closing | undefined | "more" {
    const cursor = this.#cursor;
    if (name === "end" || name === "else" || name === "elseif") {
      if (name !== "elseif") cursor.takeMatch(LINE_END);
      return name;
    }
    const node = WORDS.has(name) ? this.#word(name, from) : this.#call(name, from);
    if (node === undefined) this.#plain += cursor.text.slice(from, cursor.at);
    else if (node !== "nothing") {
      this.#flush(nodes);
      nodes.push(node);
    } else this.#flush(nodes);
    return "more";
  }

  /** What a block holds is read apart from the text before it. */
  #body(name: string, from: number): Read {
    const before = this.#plain;
    this.#plain = "";
    const read = this.#block();
    if (!read.closed) throw this.#cursor.fault(`an #${name} without its #end`, from);
    this.#plain = before;
    return read;
  }

  #open(name: string): void {
    this.#cursor.blanks();
    this.#cursor.expect("(", `#${name}`);
    this.#cursor.blanks();
  }

  #close(name: string): void {
    this.#cursor.blanks();
    this.#cursor.expect(")", `#${name}`);
    this.#cursor.takeMatch(LINE_END);
  }

  #ended(name: string, from: number): readonly Node[] {
    const { nodes, closed } = this.#body(name, from);
    if (closed !== "end") throw this.#cursor.fault(`an #${closed} inside #${name}`, this.#cursor.at - 1);
    return nodes;
  }

  #word(name: string, from: number): Node | "nothing" | undefined {
    const cursor = this.#cursor;
    switch (name) {
      case "set":
        return cursor.match(/[ \t]*\(/y) ? this.#set() : undefined;
      case "if":
        return this.#if(from);
      case "foreach":
        return this.#foreach(from);
      case "define": {
        this.#open(name);
        const target = this.#reference("#define");
        this.#close(name);
        return { kind: "define", name: target.name, body: this.#ended(name, from) };
      }
      case "macro":
        return this.#macro(from);
      case "literal": {
        this.#open(name);
        this.#close(name);
        const start = cursor.at;
        this.#ended(name, from);
        const raw = cursor.text.slice(start, cursor.at);
        return { kind: "plain", text: raw.slice(0, raw.lastIndexOf("#")) };
      }
      case "stop":
      case "break":
        return { kind: name };
      default:
        this.#open(name);
        readOperand(cursor);
        cursor.blanks();
        cursor.expect(")", `#${name}`);
        return { kind: "refused", name };
    }
  }

  #reference(what: string): Reference {
    const reference = this.#cursor.peek() === "$" ? readReference(this.#cursor) : undefined;
    if (!reference) throw this.#cursor.fault(`${what} needs a reference`);
    return reference;
  }

  #set(): Node {
    const cursor = this.#cursor;
    this.#open("set");
    const target = this.#reference("#set");
    cursor.blanks();
    cursor.expect("=", "#set");
    const value = readExpression(cursor);
    this.#close("set");
    return { kind: "set", target, value };
  }

  #condition(name: string): Expression {
    this.#open(name);
    const when = readExpression(this.#cursor);
    this.#close(name);
    return when;
  }

  #if(from: number): Node {
    const branches: Branch[] = [];
    let when = this.#condition("if");
    for (;;) {
      const { nodes, closed } = this.#body("if", from);
      branches.push({ when, body: nodes });
      if (closed === "end") return { kind: "if", branches, otherwise: [] };
      if (closed === "else") return { kind: "if", branches, otherwise: this.#ended("if", from) };
      when = this.#condition("elseif");
    }
  }

  #foreach(from: number): Node {
    const cursor = this.#cursor;
    this.#open("foreach");
    const { name } = this.#reference("#foreach");
    cursor.blanks();
    if (!cursor.takeMatch(/[A-Za-z]+/y)) throw cursor.fault("#foreach needs in");
    const of = readOperand(cursor);
    this.#close("foreach");
    return { kind: "foreach", name, of, body: this.#ended("foreach", from) };
  }

  #macro(from: number): "nothing" {
    const cursor = this.#cursor;
    this.#open("macro");
    const [name] = cursor.takeMatch(/[A-Za-z_][\w-]*/y) ?? [];
    if (name === undefined) throw cursor.fault("#macro needs a name");
    const parameters: string[] = [];
    for (;;) {
      cursor.takeMatch(/[ \t\r\n,]*/y);
      if (cursor.peek() !== "$") break;
      parameters.push(this.#reference("#macro").name);
    }
    this.#close("macro");
    const body = this.#ended("macro", from);
    cursor.macros.set(name, { parameters, body });
    return "nothing";
  }

  /** The call of a macro; where there is none of this name, what was written. */
  #call(written: string, from: number): Node {
    const cursor = this.#cursor;
    const withBody = written.startsWith("@");
    const name = withBody ? written.slice(1) : written;
    const known = this.#known.has(name);
    const args: Expression[] = [];
    if (cursor.takeMatch(/[ \t]*\((?![ \t]*#)/y)) {
      for (;;) {
        cursor.takeMatch(/[ \t\r\n,]*/y);
        if (cursor.take(")")) break;
        // A bare word is no value, but no fault either.
        const word = cursor.takeMatch(/(?!true\b|false\b)[A-Za-z_][\w-]*/y);
        args.push(word ? { kind: "list", items: [] } : readOperand(cursor));
      }
      if (known && !withBody) cursor.takeMatch(LINE_END);
    }
    if (!known) return { kind: "plain", text: cursor.text.slice(from, cursor.at) };
    const body = withBody ? this.#ended(name, from) : undefined;
    return { kind: "macro", name, args, body };
  }
}
