import { isVerb } from "../../gateway/names/verb.ts";
import { isGreedyPart, isVariablePart } from "../../gateway/rules/resource.ts";
import { own } from "../state/lookup.ts";
import type { MethodState, ResourceState } from "../state/types.ts";

export interface Routed {
  readonly resource: ResourceState;
  readonly method: MethodState;
  readonly path: Record<string, string>;
  /** The same as they were sent, percent-encoded: what a Lambda proxy is told. */
  readonly encodedPath: Record<string, string>;
}

type Resources = Readonly<Record<string, ResourceState>>;

const decode = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const segmentsOf = (path: string) => path.split("/").filter((segment) => segment !== "");

/**
 * The method that answers a path and a verb. A literal part goes before a variable, that before a greedy one;
 * where the better resource has no such method, the next one is tried.
 */
export function route(resources: Resources, verb: string, path: string): Routed | undefined {
  const root = Object.values(resources).find((resource) => resource.parentId === undefined);
  return root && descend(resources, root, segmentsOf(path), verb, {});
}

function descend(
  resources: Resources,
  at: ResourceState,
  segments: readonly string[],
  verb: string,
  encodedPath: Record<string, string>,
): Routed | undefined {
  const [head, ...rest] = segments;
  if (head === undefined) {
    // Documented: ANY stands for the verbs that methods may have, and for no others.
    const method = own(at.methods, verb) ?? (isVerb(verb) ? at.methods.ANY : undefined);
    return method && { resource: at, method, path: decodedPath(encodedPath), encodedPath };
  }
  const children = Object.values(resources).filter((resource) => resource.parentId === at.id);
  for (const child of inOrder(children, decode(head))) {
    const part = child.pathPart ?? "";
    const greedy = isGreedyPart(part);
    const name = part.slice(1, greedy ? -2 : -1);
    const bound = isVariablePart(part)
      ? { ...encodedPath, [name]: greedy ? segments.join("/") : head }
      : encodedPath;
    const found = descend(resources, child, greedy ? [] : rest, verb, bound);
    if (found) return found;
  }
  return undefined;
}

/** The children that a segment fits, the most exact first. */
function inOrder(children: readonly ResourceState[], segment: string): ResourceState[] {
  const rank = (part: string) =>
    part === segment ? 0 : isGreedyPart(part) ? 2 : isVariablePart(part) ? 1 : 3;
  return children
    .map((child) => ({ child, rank: rank(child.pathPart ?? "") }))
    .filter((entry) => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.child);
}

/** The path parameters of one resource in a path, as they were sent; none where the path does not fit it. */
export function pathParameters(resourcePath: string, path: string): Record<string, string> {
  const parts = segmentsOf(resourcePath);
  const segments = segmentsOf(path);
  const found: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined) return {};
    if (isGreedyPart(part)) {
      found[part.slice(1, -2)] = segments.slice(index).join("/");
      return found;
    }
    if (isVariablePart(part)) found[part.slice(1, -1)] = segment;
    else if (part !== decode(segment)) return {};
  }
  return parts.length === segments.length ? found : {};
}

/** The values of path parameters with their percent-encoding undone. */
export const decodedPath = (encoded: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(encoded).map(([name, value]) => [name, value.split("/").map(decode).join("/")]),
  );
