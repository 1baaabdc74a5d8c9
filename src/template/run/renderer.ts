import { TooMuchWork } from "../../gateway/pattern/budget.ts";
import type { Branch, Expression, Macro, MacroCall, Node, Reference } from "../language/nodes.ts";
import { callMethod, property } from "../methods/call.ts";
import { JavaList, JavaMap, OwnMap } from "../values/containers.ts";
import { JavaException } from "../values/exception.ts";
import type { Limits } from "../values/limits.ts";
import { JavaNumber } from "../values/number.ts";
import { MOST_TEXT, print } from "../values/print.ts";
import { Unknown } from "../values/unknown.ts";
import { counted, rangeOf } from "./indexes.ts";
import { LoopState, turnsOf } from "./loop.ts";
import { operate } from "./operations.ts";
import { MacroScope, type Scope } from "./scope.ts";

/** What `#define` made: rendered whenever it is printed. */
class Block {
  readonly body: readonly Node[];
  active = 0;

  constructor(body: readonly Node[]) {
    this.body = body;
  }
}

type Ended = "break" | "stop" | undefined;

/** As Velocity's `directive.foreach.maxloops`; that API Gateway stops after so many is D, that it does it silently unverified. */
const MOST_TURNS = 1_000;
const MOST_MACROS = 20;
const MOST_BLOCKS = 1;

/** Runs the nodes of one template. */
export class Renderer {
  readonly #macros: ReadonlyMap<string, Macro>;
  readonly #limits: Limits;
  #scope: Scope;
  #out: string[] = [];
  #length = 0;
  #calls = 0;
  #stopped = false;

  constructor(scope: Scope, macros: ReadonlyMap<string, Macro>, limits: Limits) {
    this.#scope = scope;
    this.#macros = macros;
    this.#limits = limits;
  }

  render(nodes: readonly Node[]): string {
    this.#nodes(nodes);
    return this.#out.join("");
  }

  #write(text: string): void {
    this.#length += text.length;
    if (this.#length > MOST_TEXT) throw new TooMuchWork();
    this.#limits.make(text.length);
    this.#out.push(text);
  }

  /** The text of nodes, apart from what is written. */
  #apart(nodes: readonly Node[]): string {
    const [out, length] = [this.#out, this.#length];
    this.#out = [];
    this.#length = 0;
    this.#nodes(nodes);
    const text = this.#out.join("");
    this.#out = out;
    this.#length = length;
    return text;
  }

  #nodes(nodes: readonly Node[]): Ended {
    for (const node of nodes) {
      this.#limits.budget.spend(1);
      const ended = this.#node(node);
      if (ended || this.#stopped) return this.#stopped ? "stop" : ended;
    }
    return undefined;
  }

  #node(node: Node): Ended {
    switch (node.kind) {
      case "plain":
        this.#write(node.text);
        return undefined;
      case "print":
        this.#print(node);
        return undefined;
      case "set":
        this.#set(node.target, this.#value(node.value));
        return undefined;
      case "if":
        return this.#if(node.branches, node.otherwise);
      case "foreach":
        return this.#foreach(node);
      case "define":
        this.#scope.set(node.name, new Block(node.body));
        return undefined;
      case "macro":
        this.#macro(node);
        return this.#stopped ? "stop" : undefined;
      case "break":
        return "break";
      case "stop":
        this.#stopped = true;
        return "stop";
      case "refused":
        throw new JavaException("UnsupportedOperationException", `#${node.name} cannot be used`);
    }
  }

  #print({ reference, backslashes }: Extract<Node, { kind: "print" }>): void {
    const value = this.#reference(reference);
    const missing = value === null || value === undefined;
    this.#write("\\".repeat(backslashes >> 1));
    if (backslashes % 2 === 0) this.#write(this.#text(value, reference.literal));
    // A backslash takes away what a reference means; before what is not there it is text itself.
    else this.#write((missing ? "\\" : "") + reference.literal);
  }

  /** The text of a value: API Gateway prints nothing for what is not there. */
  #text(value: unknown, inItself = ""): string {
    if (!(value instanceof Block)) return print(value);
    // A block that prints itself is its name in there.
    if (value.active >= MOST_BLOCKS) return inItself;
    value.active += 1;
    const text = this.#apart(value.body);
    value.active -= 1;
    return text;
  }

  #if(branches: readonly Branch[], otherwise: readonly Node[]): Ended {
    for (const { when, body } of branches) if (this.#holds(when)) return this.#nodes(body);
    return this.#nodes(otherwise);
  }

  #foreach({ name, of, body }: Extract<Node, { kind: "foreach" }>): Ended {
    const scope = this.#scope;
    const around = ["foreach", "velocityCount", name].map((one) => [one, scope.get(one)] as const);
    const state = new LoopState(around[0]![1]);
    let index = 0;
    let ended: Ended;
    for (const { item, more } of turnsOf(this.#value(of))) {
      if (index >= MOST_TURNS) {
        this.#limits.note(`A #foreach ended after ${MOST_TURNS} turns`);
        break;
      }
      this.#limits.budget.spend(4);
      state.index = index;
      state.more = more;
      scope.set("foreach", state);
      scope.set("velocityCount", JavaNumber.integer(index + 1));
      scope.set(name, item);
      index += 1;
      ended = this.#nodes(body);
      if (ended) break;
    }
    for (const [one, value] of around) scope.set(one, value);
    return ended === "stop" ? "stop" : undefined;
  }

  #macro({ name, args, body }: MacroCall): void {
    const macro = this.#macros.get(name);
    if (!macro) return;
    if (this.#calls >= MOST_MACROS)
      throw new JavaException("MacroOverflowException", `Max calling depth of ${MOST_MACROS} was exceeded`);
    const caller = this.#scope;
    const given = new Map<string, () => unknown>();
    for (const [index, parameter] of macro.parameters.entries()) {
      const arg = args[index];
      if (arg) given.set(parameter, () => this.#within(caller, () => this.#value(arg)));
    }
    if (body) given.set("bodyContent", () => this.#within(caller, () => this.#apart(body)));
    this.#calls += 1;
    this.#within(new MacroScope(caller, given), () => this.#nodes(macro.body));
    this.#calls -= 1;
  }

  #within<T>(scope: Scope, work: () => T): T {
    const before = this.#scope;
    this.#scope = scope;
    try {
      return work();
    } finally {
      this.#scope = before;
    }
  }

  /** Whether a condition holds: true, or anything that is there. A text or a number written out is no condition. */
  #holds(expression: Expression): boolean {
    switch (expression.kind) {
      case "boolean":
        return expression.value;
      case "not":
        return !this.#holds(expression.operand);
      case "reference": {
        const value = this.#reference(expression);
        if (value instanceof Unknown) return value.holds;
        return value !== null && value !== undefined && value !== false;
      }
      case "binary":
        if (expression.operator === "&&")
          return this.#holds(expression.left) && this.#holds(expression.right);
        if (expression.operator === "||")
          return this.#holds(expression.left) || this.#holds(expression.right);
        return this.#value(expression) === true;
      default:
        return false;
    }
  }

  #value(expression: Expression): unknown {
    this.#limits.budget.spend(1);
    switch (expression.kind) {
      case "reference":
        return this.#reference(expression);
      case "number":
        return JavaNumber.literal(expression.text);
      case "boolean":
        return expression.value;
      case "text":
        return expression.text;
      case "interpolated":
        return this.#apart(expression.nodes);
      case "list":
        this.#limits.make(expression.items.length * 8);
        return new JavaList(expression.items.map((item) => this.#value(item)));
      case "range":
        return rangeOf(this.#value(expression.from), this.#value(expression.to), this.#limits);
      case "map":
        this.#limits.make(expression.entries.length * 16);
        return new OwnMap(expression.entries.map(([key, value]) => [this.#value(key), this.#value(value)]));
      case "not":
        return !this.#holds(expression.operand);
      case "binary":
        return this.#binary(expression);
    }
  }

  #binary(expression: Extract<Expression, { kind: "binary" }>): unknown {
    const { operator, left, right } = expression;
    if (operator === "&&" || operator === "||") return this.#holds(expression);
    const value = operate(operator, this.#plain(left), this.#plain(right), (side) => {
      const named = side === "left" ? left : right;
      return named.kind === "reference" ? named.literal : "null";
    });
    if (typeof value === "string") this.#limits.make(value.length);
    return value;
  }

  /** A value, of a block its text. */
  #plain(expression: Expression): unknown {
    const value = this.#value(expression);
    return value instanceof Block ? this.#text(value) : value;
  }

  #reference({ name, steps }: Reference): unknown {
    let value = this.#scope.get(name);
    for (const step of steps) {
      if (value === null || value === undefined) return undefined;
      this.#limits.budget.spend(1);
      if (step.kind === "property") value = property(value, step.name, this.#limits);
      else if (step.kind === "call") {
        const args = step.args.map((arg) => this.#plain(arg));
        value = callMethod(value, step.name, args, this.#limits)?.value;
      } else value = this.#at(value, this.#value(step.index));
    }
    return value;
  }

  /** `$list[0]`, counted from the end where it is negative, and `$map["a"]`. */
  #at(value: unknown, index: unknown): unknown {
    if (index === null || index === undefined) return undefined;
    return callMethod(value, "get", [counted(value, index)], this.#limits)?.value;
  }

  #set({ name, steps }: Reference, value: unknown): void {
    const last = steps.at(-1);
    if (!last) {
      this.#scope.set(name, value);
      return;
    }
    const owner = this.#reference({ kind: "reference", name, steps: steps.slice(0, -1), literal: "" });
    if (owner === null || owner === undefined) return;
    if (last.kind !== "index") {
      if (owner instanceof JavaMap) callMethod(owner, "put", [last.name, value], this.#limits);
      return;
    }
    const index = this.#value(last.index);
    const method = owner instanceof JavaMap ? "put" : "set";
    callMethod(owner, method, [counted(owner, index), value], this.#limits);
  }
}
