import type { Budget } from "./budget.ts";
import type { Program, Step } from "./program.ts";

/** Above this many remembered failures the machine goes on without remembering more. */
const MOST_REMEMBERED = 1_000_000;
/** With more loops that can be empty than this, nothing is remembered. */
const MOST_LOOPS = 6;

/**
 * Runs a program on a text as Java does, by trying, in its order. What failed at a place is remembered and not tried
 * again, so that a pattern without references to groups takes time in proportion to the text; for those the budget is
 * the end.
 */
export class Machine {
  readonly #program: Program;
  readonly #text: string;
  readonly #budget: Budget;
  #failed = new Set<number>();
  readonly slots: number[];

  constructor(program: Program, text: string, budget: Budget) {
    this.#program = program;
    this.#text = text;
    this.#budget = budget;
    this.slots = new Array<number>(program.slots).fill(-1);
  }

  /** Where a match that starts here ends; with `whole` only one that ends with the text counts. */
  matchAt(at: number, whole: boolean): number | undefined {
    this.slots.fill(-1);
    const end = this.#run(0, at, whole ? this.#text.length : -1, this.#failed);
    if (end !== undefined) {
      this.slots[0] = at;
      this.slots[1] = end;
      this.#failed = new Set();
    }
    return end;
  }

  get #remembering(): boolean {
    return !this.#program.remembers && this.#program.loops.length <= MOST_LOOPS;
  }

  /** A state: a step at a place, and whether the turns of loops that it is in have taken something. */
  #key(step: number, at: number): number {
    let key = at * this.#program.steps.length + step;
    for (const slot of this.#program.loops) key = key * 2 + (this.slots[slot] === at ? 1 : 0);
    return key;
  }

  /** Tells whether a state is tried for the first time. */
  #first(failed: Set<number>, step: number, at: number): boolean {
    if (!this.#remembering) return true;
    const key = this.#key(step, at);
    if (failed.has(key)) return false;
    if (failed.size < MOST_REMEMBERED) failed.add(key);
    return true;
  }

  #run(from: number, start: number, mustEnd: number, failed: Set<number>): number | undefined {
    const { steps } = this.#program;
    const text = this.#text;
    const { slots } = this;
    // What is left to try: a step and a place, or, with a negative number, a slot to be set back.
    const stack: number[] = [];
    let step = from;
    let at = start;
    const set = (slot: number, value: number) => {
      stack.push(-1 - slot, slots[slot]!);
      slots[slot] = value;
    };
    for (;;) {
      this.#budget.spend(1);
      const now = steps[step] as Step;
      let fits = true;
      switch (now.op) {
        case "char": {
          const code = text.codePointAt(at);
          if (code !== undefined && now.test(code)) {
            at += code > 0xffff ? 2 : 1;
            step += 1;
          } else fits = false;
          break;
        }
        case "many":
          fits = this.#first(failed, step, at);
          if (fits) {
            const end = this.#many(now, step, at, stack, failed);
            if (end === undefined) fits = false;
            else {
              at = end;
              step += 1;
            }
          }
          break;
        case "split":
          fits = this.#first(failed, step, at);
          if (fits) {
            stack.push(now.second, at);
            step = now.first;
          }
          break;
        case "jump":
          step = now.to;
          break;
        case "save":
          set(now.slot, at);
          step += 1;
          break;
        case "turn":
          // A turn that took nothing is the last one.
          step = slots[now.loop] === at ? step + 1 : now.body;
          break;
        case "place":
          fits = now.test(text, at);
          step += 1;
          break;
        case "look": {
          const before = this.#before();
          const found = this.#look(now, step, at);
          fits = found !== now.negative;
          if (!fits || now.negative) this.#restore(before);
          else this.#keep(before, stack);
          step = now.after;
          break;
        }
        case "atomic": {
          const before = this.#before();
          const end = this.#run(step + 1, at, -1, new Set());
          if (end === undefined) {
            this.#restore(before);
            fits = false;
          } else {
            this.#keep(before, stack);
            at = end;
            step = now.after;
          }
          break;
        }
        case "back": {
          const end = this.#again(now, at);
          if (end === undefined) fits = false;
          else {
            at = end;
            step += 1;
          }
          break;
        }
        case "match":
          if (mustEnd < 0 || at === mustEnd) return at;
          fits = false;
      }
      while (!fits) {
        if (stack.length === 0) return undefined;
        const value = stack.pop()!;
        const what = stack.pop()!;
        if (what < 0) slots[-1 - what] = value;
        else {
          step = what;
          at = value;
          fits = true;
        }
      }
    }
  }

  /** The slots as they are; a pattern may have thousands of them, and copying them is work too. */
  #before(): readonly number[] {
    this.#budget.spend(8 + this.slots.length);
    return [...this.slots];
  }

  #restore(before: readonly number[]): void {
    for (const [slot, value] of before.entries()) this.slots[slot] = value;
  }

  /** What was set inside stays set, and is set back when this way turns out wrong. */
  #keep(before: readonly number[], stack: number[]): void {
    for (const [slot, value] of before.entries())
      if (this.slots[slot] !== value) stack.push(-1 - slot, value);
  }

  #many(
    { test, min, max, mode }: Extract<Step, { op: "many" }>,
    step: number,
    start: number,
    stack: number[],
    failed: Set<number>,
  ): number | undefined {
    const text = this.#text;
    // What begins further on and takes as much as it can ends where this one does: it need not be tried again, and
    // where it was tried before, this one has nothing new from there on.
    const covers = mode === "greedy" && min <= 1 && max === Number.POSITIVE_INFINITY && this.#remembering;
    const ends: number[] = [];
    let at = start;
    for (let count = 0; ; count += 1) {
      const known = covers && at > start && !this.#first(failed, step, at);
      if (count >= min && !(known && min === 0)) ends.push(at);
      if (count >= max || known) break;
      const code = text.codePointAt(at);
      if (code === undefined || !test(code)) break;
      at += code > 0xffff ? 2 : 1;
    }
    this.#budget.spend((at - start) >> 2);
    if (ends.length === 0) return undefined;
    if (mode === "possessive") return ends.at(-1);
    const [chosen, others] =
      mode === "lazy" ? [ends[0], ends.slice(1).reverse()] : [ends.at(-1), ends.slice(0, -1)];
    for (const end of others) stack.push(step + 1, end);
    return chosen;
  }

  #look({ behind, width }: Extract<Step, { op: "look" }>, step: number, at: number): boolean {
    if (!behind) return this.#run(step + 1, at, -1, new Set()) !== undefined;
    for (let from = at - width.min; from >= Math.max(0, at - width.max); from -= 1)
      if (this.#run(step + 1, from, at, new Set()) !== undefined) return true;
    return false;
  }

  #again({ group, same }: Extract<Step, { op: "back" }>, at: number): number | undefined {
    const [from = -1, to = -1] = [this.slots[group * 2], this.slots[group * 2 + 1]];
    if (group > this.#program.groups || from < 0 || to < 0) return undefined;
    if (at + to - from > this.#text.length) return undefined;
    for (let i = 0; i < to - from; i += 1)
      if (!same(this.#text.charCodeAt(from + i), this.#text.charCodeAt(at + i))) return undefined;
    this.#budget.spend((to - from) >> 2);
    return at + to - from;
  }
}
