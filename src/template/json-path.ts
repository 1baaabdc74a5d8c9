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
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What a path finds in a value: one value for a definite path, a list for one that can find several. */
export function jsonPath(root: unknown, path: string): unknown {
  const steps = parsePath(path.trim());
  if (!steps) return undefined;
  let values: unknown[] = [root];
  for (const step of steps) {
    const from = step.deep ? values.flatMap(descendants) : values;
    values = from.flatMap((value) => select(value, step.selector));
  }
  const definite = steps.every(
    ({ deep, selector }) => !deep && (selector.kind === "name" || selector.kind === "index"),
  );
  return definite ? values[0] : values;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function descendants(value: unknown): unknown[] {
  const children = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return [value, ...children.flatMap(descendants)];
}

function select(value: unknown, selector: Selector): unknown[] {
  switch (selector.kind) {
    case "name":
      return isObject(value) && Object.hasOwn(value, selector.name) ? [value[selector.name]] : [];
    case "names":
      return selector.names.flatMap((name) => select(value, { kind: "name", name }));
    case "index": {
      if (!Array.isArray(value)) return [];
      const found = value.at(selector.index);
      return found === undefined ? [] : [found];
    }
    case "slice":
      return Array.isArray(value) ? value.slice(selector.from, selector.to) : [];
    case "all":
      return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
    case "filter": {
      const items = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
      return items.filter((item) => passes(item, selector));
    }
  }
}

function passes(item: unknown, filter: Extract<Selector, { kind: "filter" }>): boolean {
  let values: unknown[] = [item];
  for (const step of filter.path) values = values.flatMap((value) => select(value, step.selector));
  if (filter.operator === "") return values.length > 0;
  const left = values[0] as never;
  const right = filter.value as never;
  switch (filter.operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    default:
      return left >= right;
  }
}
