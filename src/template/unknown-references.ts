import { util } from "./encodings.ts";
import { readTemplate } from "./language/read.ts";

/** What a template finds without having set it; two are Velocity's own, and by $null templates mean what nothing sets. */
const ROOTS: ReadonlySet<string> = new Set([
  "input",
  "util",
  "context",
  "stageVariables",
  "foreach",
  "velocityCount",
  "null",
]);
const INPUT: ReadonlySet<string> = new Set(["body", "json", "path", "params"]);
const UTIL: ReadonlySet<string> = new Set(Object.keys(util.functions));
// Of WebSocket APIs and of AppSync, whose templates are written alike.
const ELSEWHERE =
  /^(?:connectionId|connectedAt|eventType|messageDirection|messageId|routeKey|requestTimeMs|arguments|args|source|result|prev|stash)$/;

/** References of a template that are always empty: nothing sets them, and no template of API Gateway has them. */
export function unknownReferences(template: string): readonly string[] {
  const { nodes, macros } = readTemplate(template);
  const set = new Set([...macros.values()].flatMap(({ parameters }) => parameters));
  const read: Found[] = [];
  walk([nodes, [...macros.values()]], set, read);
  return [...new Set(read.flatMap((one) => (isUnknown(one, set) ? [shown(one)] : [])))];
}

interface Found {
  readonly name: string;
  readonly step: string | undefined;
}

/** Everything in a tree that refers, and every name that is given a value. */
function walk(value: unknown, set: Set<string>, read: Found[]): void {
  if (Array.isArray(value)) for (const one of value) walk(one, set, read);
  if (typeof value !== "object" || value === null) return;
  const node = value as Readonly<Record<string, unknown>>;
  if (node.kind === "reference") {
    const [first] = node.steps as readonly { readonly kind: string; readonly name?: string }[];
    read.push({ name: String(node.name), step: first?.name });
  }
  if (node.kind === "foreach" || node.kind === "define") set.add(String(node.name));
  if (node.kind === "set") {
    const target = node.target as { readonly name: string; readonly steps: readonly unknown[] };
    if (target.steps.length === 0) set.add(target.name);
  }
  for (const one of Object.values(node)) walk(one, set, read);
}

function isUnknown({ name, step }: Found, set: ReadonlySet<string>): boolean {
  if (set.has(name)) return false;
  if (!ROOTS.has(name)) return true;
  if (step === undefined) return false;
  if (name === "input") return !INPUT.has(step);
  if (name === "util") return !UTIL.has(step);
  return name === "context" && ELSEWHERE.test(step);
}

const shown = ({ name, step }: Found): string =>
  ROOTS.has(name) && step !== undefined ? `$${name}.${step}` : `$${name}`;
