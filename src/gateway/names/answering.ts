import { segmentsOf } from "./path.ts";

/** A resource and the verbs that it has methods for. */
interface Resource {
  readonly path: string;
  readonly methods: readonly string[];
}

const rank = (part: string | undefined): number =>
  part === undefined ? 3 : /^\{.*\+\}$/.test(part) ? 2 : /^\{.*\}$/.test(part) ? 1 : 0;

/** Whether a path that was called is one of a resource's: `/pets/7` of `/pets/{petId}`; `{proxy+}` is not its parent. */
export const isPathOf = (resource: string, path: string): boolean =>
  fits(asCalled(path), segmentsOf(resource));

/** The parts of a called path, with their percent-encoding undone. */
const asCalled = (path: string): readonly string[] =>
  segmentsOf(path).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });

function fits(path: readonly string[], resource: readonly string[]): boolean {
  const greedy = rank(resource.at(-1)) === 2 && resource.length > 0;
  if (greedy ? path.length < resource.length : path.length !== resource.length) return false;
  return resource.every((part, i) => rank(part) > 0 || part === path[i]);
}

function byExactness(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = rank(a[i]) - rank(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The resources whose path a called path is, the one that API Gateway takes first: a fixed part goes before a variable, that before a greedy one. */
export function resourcesFor<R extends Resource>(resources: readonly R[], path: string): readonly R[] {
  const called = asCalled(path);
  return resources
    .filter((one) => fits(called, segmentsOf(one.path)))
    .sort((a, b) => byExactness(segmentsOf(a.path), segmentsOf(b.path)));
}

/** The method that answers a verb on a path: of a resource that has the verb, or ANY. */
export function answering<R extends Resource>(
  resources: readonly R[],
  verb: string,
  path: string,
): { readonly resource: R; readonly httpMethod: string } | undefined {
  for (const resource of resourcesFor(resources, path)) {
    const httpMethod = [verb, "ANY"].find((one) => resource.methods.includes(one));
    if (httpMethod !== undefined) return { resource, httpMethod };
  }
  return undefined;
}
