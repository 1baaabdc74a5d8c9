import type { Operation } from "./schema.ts";

export interface Route<Entry> {
  readonly entry: Entry;
  readonly labels: Readonly<Record<string, string>>;
}

interface Template<Entry> {
  readonly verb: string;
  readonly segments: readonly string[];
  readonly query: readonly [string, string][];
  readonly entry: Entry;
}

const isLabel = (segment: string) => segment.startsWith("{");
const isGreedy = (segment: string) => segment.endsWith("+}");
const labelName = (segment: string) => segment.slice(1, isGreedy(segment) ? -2 : -1);

/** Finds the operation for a verb and a raw path among the templates that the SDK's schemas name. */
export class Router<Entry> {
  readonly #templates: Template<Entry>[] = [];

  add(operation: Operation, entry: Entry): void {
    if (operation.http) this.addPath(operation.http[0], operation.http[1], entry);
  }

  addPath(verb: string, uri: string, entry: Entry): void {
    const [path = "", query = ""] = uri.split("?");
    this.#templates.push({
      verb,
      segments: path.split("/").slice(1),
      query: [...new URLSearchParams(query)],
      entry,
    });
  }

  /** The operation, with its labels still percent-encoded; a literal segment wins over a label. */
  match(verb: string, path: string, query: (name: string) => string | undefined): Route<Entry> | undefined {
    const segments = trimmed(path).split("/").slice(1);
    let best: { score: number; route: Route<Entry> } | undefined;
    for (const template of this.#templates) {
      if (template.verb !== verb || !template.query.every(([key, value]) => query(key) === value)) continue;
      const labels = bind(template.segments, segments);
      if (!labels) continue;
      const literals = template.segments.filter((segment) => !isLabel(segment)).length;
      const score = literals * 10 + template.query.length;
      if (!best || score > best.score) best = { score, route: { entry: template.entry, labels } };
    }
    return best?.route;
  }
}

/** A trailing slash is part of some of Lambda's templates and of none of the callers' habits. */
const trimmed = (path: string) => (path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path);

function bind(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const wanted = template.at(-1) === "" ? template.slice(0, -1) : template;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (isLabel(part) && isGreedy(part)) {
      labels[labelName(part)] = segments.slice(index).join("/");
      return labels;
    }
    if (isLabel(part)) {
      if (segment === "") return undefined;
      labels[labelName(part)] = segment;
    } else if (part !== segment) return undefined;
  }
  return segments.length === wanted.length ? labels : undefined;
}
