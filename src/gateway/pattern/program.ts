import type { CharTest, Mode, Node, PlaceTest, Width } from "./nodes.ts";
import { widthOf } from "./nodes.ts";

/** A pattern as steps of a small machine; `next` is always the step that follows. */
export type Step =
  | { op: "char"; test: CharTest }
  | { op: "many"; test: CharTest; min: number; max: number; mode: Mode }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { op: "save"; slot: number }
  | { op: "place"; test: PlaceTest }
  | { op: "look"; behind: boolean; negative: boolean; width: Width; after: number }
  | { op: "atomic"; after: number }
  | { op: "back"; group: number; same: (left: number, right: number) => boolean }
  | { op: "turn"; loop: number; body: number; lazy: boolean }
  | { op: "match" };

export interface Program {
  readonly steps: readonly Step[];
  readonly groups: number;
  readonly slots: number;
  /** The slots that say where the turn of a loop that can be empty began. */
  readonly loops: readonly number[];
  /** A reference to a group: then what failed once may succeed another time. */
  readonly remembers: boolean;
}

const MOST_STEPS = 100_000;

/** The program of a pattern; undefined where it would be too large. */
export function programOf(node: Node, groups: number): Program | undefined {
  const steps: Step[] = [];
  const loops: number[] = [];
  let slots = (groups + 1) * 2;
  let remembers = false;
  let small = true;

  function add(step: Step): number {
    if (steps.length >= MOST_STEPS) small = false;
    else steps.push(step);
    return steps.length - 1;
  }

  function apart(step: Extract<Step, { after: number }>, inner: Node): void {
    add(step);
    emit(inner);
    add({ op: "match" });
    step.after = steps.length;
  }

  function optional(inner: Node, mode: Mode, more: () => void): void {
    const split: Extract<Step, { op: "split" }> = { op: "split", first: 0, second: 0 };
    add(split);
    const body = steps.length;
    emit(inner);
    more();
    const after = steps.length;
    split.first = mode === "lazy" ? after : body;
    split.second = mode === "lazy" ? body : after;
  }

  function loop(inner: Node, mode: Mode): void {
    const split: Extract<Step, { op: "split" }> = { op: "split", first: 0, second: 0 };
    const empty = widthOf(inner).min === 0;
    const slot = empty ? slots : -1;
    if (empty) {
      loops.push(slot);
      slots += 1;
    }
    const start = add(split);
    const body = steps.length;
    if (empty) add({ op: "save", slot });
    emit(inner);
    if (empty) add({ op: "turn", loop: slot, body: start, lazy: mode === "lazy" });
    else add({ op: "jump", to: start });
    const after = steps.length;
    split.first = mode === "lazy" ? after : body;
    split.second = mode === "lazy" ? body : after;
  }

  function repeat({ node: inner, min, max, mode }: Extract<Node, { kind: "repeat" }>): void {
    if (inner.kind === "char") {
      add({ op: "many", test: inner.test, min, max, mode });
      return;
    }
    if (mode === "possessive") {
      apart({ op: "atomic", after: 0 }, { kind: "repeat", node: inner, min, max, mode: "greedy" });
      return;
    }
    for (let turn = 0; turn < min && small; turn += 1) emit(inner);
    if (max === Number.POSITIVE_INFINITY) loop(inner, mode);
    else {
      const nested = (left: number): void => {
        if (left > 0 && small) optional(inner, mode, () => nested(left - 1));
      };
      if (max - min > 2_000) small = false;
      else nested(max - min);
    }
  }

  function emit(node: Node): void {
    if (!small) return;
    switch (node.kind) {
      case "empty":
        return;
      case "char":
        add({ op: "char", test: node.test });
        return;
      case "sequence":
        for (const item of node.items) emit(item);
        return;
      case "choice":
        choice(node.options);
        return;
      case "group":
        add({ op: "save", slot: node.index * 2 });
        emit(node.node);
        add({ op: "save", slot: node.index * 2 + 1 });
        return;
      case "repeat":
        repeat(node);
        return;
      case "place":
        add({ op: "place", test: node.test });
        return;
      case "look": {
        const { behind, negative, width } = node;
        apart({ op: "look", behind, negative, width, after: 0 }, node.node);
        return;
      }
      case "atomic":
        apart({ op: "atomic", after: 0 }, node.node);
        return;
      case "back":
        remembers = true;
        add({ op: "back", group: node.group, same: node.same });
    }
  }

  function choice(options: readonly Node[]): void {
    const ends: Extract<Step, { op: "jump" }>[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) {
        emit(option);
        break;
      }
      const split: Extract<Step, { op: "split" }> = { op: "split", first: 0, second: 0 };
      add(split);
      split.first = steps.length;
      emit(option);
      const end: Extract<Step, { op: "jump" }> = { op: "jump", to: 0 };
      add(end);
      ends.push(end);
      split.second = steps.length;
    }
    for (const end of ends) end.to = steps.length;
  }

  emit(node);
  add({ op: "match" });
  return small ? { steps, groups, slots, loops, remembers } : undefined;
}
