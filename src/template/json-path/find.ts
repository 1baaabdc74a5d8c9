import { Budget } from "../../gateway/pattern/budget.ts";
import { JavaList, JavaMap, OwnMap } from "../values/containers.ts";
import { FUNCTIONS } from "./functions.ts";
import { passes } from "./passes.ts";
import { readPath } from "./read.ts";
import { FunctionFault, isDefinite, NothingFound, type Path, PathFault, type Step } from "./steps.ts";

/** More than this no path finds: each `..` finds what the one before it found once more. */
const MOST_FOUND = 200_000;

/**
 * JSONPath as `$input.path`, `$input.json` and mappings of bodies take it: Jayway's (documented). One value for a definite
 * path, a list for one that can find several; undefined where there is nothing, or the path is none (unverified).
 */
export function jsonPath(root: unknown, path: string, budget = new Budget(MOST_FOUND)): unknown {
  try {
    return new Finder(root, budget).value(readPath(path), root);
  } catch (error) {
    if (error instanceof PathFault || error instanceof FunctionFault) return undefined;
    throw error;
  }
}

/** How a path is followed. */
interface Walk {
  readonly steps: readonly Step[];
  readonly found: unknown[];
  /** Where a filter asks whether all of a path is there. */
  readonly strict: boolean;
}

class Finder {
  readonly #root: unknown;
  readonly #budget: Budget;

  constructor(root: unknown, budget: Budget) {
    this.#root = root;
    this.#budget = budget;
  }

  /** What a path gives, of a filter's item. */
  value(path: Path, item: unknown, strict = false): unknown {
    const steps = inverted(path.steps);
    const found: unknown[] = [];
    this.#follow({ steps, found, strict }, 0, path.fromRoot ? this.#root : item);
    if (!isSure(steps)) return new JavaList(found, "json");
    if (found.length === 0) throw new NothingFound("nothing found");
    return found.at(-1);
  }

  #follow(walk: Walk, at: number, value: unknown): void {
    this.#budget.spend(1);
    const step = walk.steps[at];
    if (!step) {
      walk.found.push(value);
      return;
    }
    const on = (next: unknown) => this.#follow(walk, at + 1, next);
    switch (step.kind) {
      case "names":
        this.#names(walk, at, step.names, value);
        return;
      case "indexes":
      case "slice":
        if (!(value instanceof JavaList)) missing(walk, at, "a list");
        else for (const item of placesOf(step, value)) on(item);
        return;
      case "all":
        this.#all(walk, at, value);
        return;
      case "scan":
        this.#scan(walk, at + 1, value);
        return;
      case "filter":
        if (value instanceof JavaMap) {
          if (this.#passes(step, value)) on(value);
        } else if (value instanceof JavaList) {
          for (const item of value.items) if (this.#passes(step, item)) on(item);
        } else if (isSure(walk.steps, at)) throw new PathFault("a filter is for lists and maps");
        return;
      case "function": {
        const work = Object.hasOwn(FUNCTIONS, step.name) ? FUNCTIONS[step.name] : undefined;
        if (!work) throw new PathFault(`there is no function ${step.name}`);
        const made = work(value, this.#given(step));
        walk.found.push(made);
        if (at + 1 < walk.steps.length) on(made);
      }
    }
  }

  #given({ name, parameters }: Extract<Step, { kind: "function" }>): unknown[] {
    return parameters.map((one) => {
      if (!("path" in one)) return one.value;
      const { fromRoot, steps } = one.path;
      if (!/^(length|size)$/.test(name) || steps.at(-1)?.kind === "function")
        return this.value(one.path, this.#root);
      // A length is of all that is under what a path finds; of one place only the last of it counts.
      const under = this.value({ fromRoot, steps: [...steps, { kind: "all" }] }, this.#root) as JavaList;
      if (!isSure(steps)) return under;
      if (under.items.length === 0) throw new NothingFound("nothing found");
      return under.items.at(-1);
    });
  }

  #names(walk: Walk, at: number, names: readonly string[], value: unknown): void {
    if (!(value instanceof JavaMap)) {
      missing(walk, at, "a map");
      return;
    }
    const isLast = at === walk.steps.length - 1;
    if (names.length > 1 && isLast) {
      const there = names.filter((name) => value.has(name));
      if (walk.strict && there.length < names.length) throw new NothingFound("a name is missing");
      walk.found.push(new OwnMap(there.map((name) => [name, value.get(name)])));
      return;
    }
    for (const name of names) {
      if (value.has(name)) this.#follow(walk, at + 1, value.get(name));
      else if (walk.strict || (!isLast && isSure(walk.steps, at) && names.length === 1))
        throw new NothingFound(`there is no ${name}`);
    }
  }

  /** Where the way ends at an item of a list, the others are not lost. */
  #all(walk: Walk, at: number, value: unknown): void {
    for (const child of childrenOf(value))
      try {
        this.#follow(walk, at + 1, child);
      } catch (error) {
        if (walk.strict || value instanceof JavaMap || !(error instanceof NothingFound)) throw error;
      }
  }

  /** A step is tried at each map and list that it may fit, those above before those below. */
  #scan(walk: Walk, at: number, value: unknown): void {
    this.#budget.spend(1);
    const step = walk.steps[at]!;
    if (!(value instanceof JavaMap) && !(value instanceof JavaList)) return;
    if (this.#fits(walk, at, step, value)) this.#follow(walk, at, value);
    for (const child of childrenOf(value)) this.#scan(walk, at, child);
  }

  #fits(walk: Walk, at: number, step: Step, value: JavaMap | JavaList): boolean {
    switch (step.kind) {
      case "names":
        if (!(value instanceof JavaMap)) return false;
        return !isDefinite(step, at === walk.steps.length - 1) || step.names.every((name) => value.has(name));
      case "indexes":
      case "slice":
        return value instanceof JavaList;
      case "filter":
        return this.#passes(step, value);
      default:
        return step.kind === "all";
    }
  }

  #passes({ test }: Extract<Step, { kind: "filter" }>, item: unknown): boolean {
    this.#budget.spend(1);
    try {
      return passes(test, { find: (path, strict) => this.value(path, item, strict), budget: this.#budget });
    } catch (error) {
      if (error instanceof PathFault) return false;
      throw error;
    }
  }
}

/** Whether all steps before lead to one place: only then it is a fault that there is nothing. */
const isSure = (steps: readonly Step[], upTo = steps.length): boolean =>
  steps.slice(0, upTo).every((step, at) => isDefinite(step, at === steps.length - 1));

function missing({ steps }: Walk, at: number, what: string): void {
  if (isSure(steps, at)) throw new NothingFound(`${what} expected`);
}

function childrenOf(value: unknown): unknown[] {
  if (value instanceof JavaList) return value.items;
  return value instanceof JavaMap ? value.entries().map(([, item]) => item) : [];
}

/** The items that a step names; what is counted from the end comes from there, also amid a slice: `[-1:2]` goes around. */
function placesOf(step: Extract<Step, { kind: "indexes" | "slice" }>, { items }: JavaList): unknown[] {
  const places = step.kind === "indexes" ? step.indexes : between(step, items.length);
  return places.flatMap((place) => {
    const at = place < 0 ? items.length + place : place;
    return at >= 0 && at < items.length ? [items[at]] : [];
  });
}

/** Only a slice with one end counts that one from the end of the list. */
function between({ from, to }: Extract<Step, { kind: "slice" }>, length: number): number[] {
  const counted = (place: number) => (place < 0 ? length + place : place);
  const first = Math.max(-length, to === undefined ? Math.max(0, counted(from!)) : (from ?? 0));
  const end = Math.min(length, to === undefined ? length : from === undefined ? counted(to) : to);
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
}

/** A function at the end of what is searched for everywhere is one of all that is found: `$..a.sum()`. */
function inverted(steps: readonly Step[]): readonly Step[] {
  const at = steps.findIndex(({ kind }) => kind === "function");
  const step = steps[at];
  if (steps[0]?.kind !== "scan" || step?.kind !== "function" || steps.at(-1)?.kind !== "function")
    return steps;
  if (at === 1) throw new FunctionFault("nothing is searched for");
  return [{ ...step, parameters: [{ path: { fromRoot: true, steps: steps.slice(0, at) } }] }];
}
