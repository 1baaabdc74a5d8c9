import { Budget } from "../gateway/pattern/budget.ts";
import { compareNumbers } from "./values/arithmetic.ts";
import { JavaList, JavaMap } from "./values/containers.ts";
import { readJson } from "./values/json.ts";
import { JavaNumber } from "./values/number.ts";
import { looksEqual } from "./values/same.ts";

/** JSONPath as `$input.path` and `$input.json` take it: names, indexes, slices, wildcards, descent, simple filters. */

type Selector =
  | { kind: "name"; name: string }
  | { kind: "index"; index: number }
  | { kind: "slice"; from: number | undefined; to: number | undefined }
  | { kind: "all" }
  | { kind: "names"; names: string[] }
  | { kind: "filter"; path: Step[]; operator: string; value: unknown };

interface Step {
  readonly deep: boolean;
  readonly selector: Selector;
}

const TOKEN =
  /^(\.\.|\.)?(?:(\*)|([^.[\]()'"*]+)|\[\s*(?:(\*)|(-?\d+)|(-?\d*)\s*:\s*(-?\d*)|\?\(\s*@((?:\.[\w$-]+|\['[^']*'\])*)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?))?\s*\)|((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*))\s*\])/;

/** The steps of a path, or nothing where it is none. */
function parsePath(path: string): Step[] | undefined {
  let rest = path.startsWith("$") || path.startsWith("@") ? path.slice(1) : `.${path}`;
  const steps: Step[] = [];
  while (rest !== "") {
    const found = TOKEN.exec(rest);
    if (!found || found[0] === "" || (!found[1] && !rest.startsWith("["))) return undefined;
    const selector = selectorOf(found);
    if (!selector) return undefined;
    steps.push({ deep: found[1] === "..", selector });
    rest = rest.slice(found[0].length);
  }
  return steps;
}

function selectorOf(found: RegExpExecArray): Selector | undefined {
  const [, , star, name, bracketStar, index, from, to, filterPath, operator, operand, quoted] = found;
  if (star || bracketStar) return { kind: "all" };
  if (name !== undefined) return { kind: "name", name };
  if (index !== undefined) return { kind: "index", index: Number(index) };
  if (from !== undefined || to !== undefined) return { kind: "slice", from: bound(from), to: bound(to) };
  if (filterPath !== undefined) {
    const path = parsePath(`@${filterPath}`);
    return path && { kind: "filter", path, operator: operator ?? "", value: literal(operand) };
  }
  const names = [...(quoted ?? "").matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(
    ([, single, double]) => (single ?? double ?? "").replace(/\\(.)/g, "$1"),
  );
  return names.length === 1 ? { kind: "name", name: names[0]! } : { kind: "names", names };
}

const bound = (text: string | undefined) => (text ? Number(text) : undefined);

function literal(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (/^'.*'$/s.test(text)) return text.slice(1, -1);
  try {
    return readJson(text);
  } catch {
    return text;
  }
}

/** More than this no path finds: each `..` finds what the one before it found once more. */
const MOST_FOUND = 200_000;

/** What a path finds in a value: one value for a definite path, a list for one that can find several. */
export function jsonPath(root: unknown, path: string, budget = new Budget(MOST_FOUND)): unknown {
  const steps = parsePath(path.trim());
  if (!steps) return undefined;
  let values: unknown[] = [root];
  for (const step of steps) {
    const from = step.deep ? values.flatMap((value) => descendants(value, budget)) : values;
    budget.spend(from.length);
    values = from.flatMap((value) => select(value, step.selector));
  }
  const definite = steps.every(
    ({ deep, selector }) => !deep && (selector.kind === "name" || selector.kind === "index"),
  );
  return definite ? values[0] : new JavaList(values, "json");
}

function descendants(value: unknown, budget: Budget): unknown[] {
  budget.spend(1);
  return [value, ...children(value).flatMap((child) => descendants(child, budget))];
}

function children(value: unknown): unknown[] {
  if (value instanceof JavaList) return value.items;
  return value instanceof JavaMap ? value.entries().map(([, item]) => item) : [];
}

function select(value: unknown, selector: Selector): unknown[] {
  switch (selector.kind) {
    case "name":
      return value instanceof JavaMap && value.has(selector.name) ? [value.get(selector.name)] : [];
    case "names":
      return selector.names.flatMap((name) => select(value, { kind: "name", name }));
    case "index": {
      if (!(value instanceof JavaList)) return [];
      const found = value.items.at(selector.index);
      return found === undefined ? [] : [found];
    }
    case "slice":
      return value instanceof JavaList ? value.items.slice(selector.from, selector.to) : [];
    case "all":
      return children(value);
    case "filter":
      return children(value).filter((item) => passes(item, selector));
  }
}

function passes(item: unknown, filter: Extract<Selector, { kind: "filter" }>): boolean {
  let values: unknown[] = [item];
  for (const step of filter.path) values = values.flatMap((value) => select(value, step.selector));
  if (filter.operator === "") return values.length > 0;
  const [left, right] = [values[0] ?? null, filter.value];
  if (filter.operator === "==") return looksEqual(left, right) && (left === null) === (right === null);
  if (filter.operator === "!=") return !looksEqual(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (filter.operator === "<") return order < 0;
  if (filter.operator === ">") return order > 0;
  return filter.operator === "<=" ? order <= 0 : order >= 0;
}

/** Which is the larger of two numbers or two texts. */
function orderOf(left: unknown, right: unknown): number | undefined {
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compareNumbers(left, right);
  if (typeof left !== "string" || typeof right !== "string") return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}
