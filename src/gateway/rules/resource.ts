import { badRequest, type Refusal } from "./refusal.ts";

export interface ResourceContext {
  /** The path part of the parent; undefined for the root. */
  readonly parentPart: string | undefined;
  /** The path parts of the other children of the parent. */
  readonly siblings: readonly string[];
  /** The path parts of the resource's own children, for one that is changed. */
  readonly children?: readonly string[];
}

// Documented: letters, digits and _ - . , :
const PLAIN = /^[a-zA-Z0-9._\-,:]+$/;
const VARIABLE = /^\{[a-zA-Z0-9._\-:]+\}$/;
const GREEDY = /^\{[a-zA-Z0-9._\-:]+\+\}$/;

/** Whether a part stands for any segment: `{id}` or `{proxy+}`. */
export const isVariablePart = (part: string): boolean => VARIABLE.test(part) || GREEDY.test(part);
export const isGreedyPart = (part: string): boolean => GREEDY.test(part);

/** Why API Gateway refuses a resource under its parent: its spelling, its siblings, a greedy parent. */
export function* resourceRule(pathPart: string, context: ResourceContext): Iterable<Refusal> {
  if (!PLAIN.test(pathPart) && !isVariablePart(pathPart)) {
    // The beginning is reported; the list of characters after it is unverified.
    yield badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      "pathPart",
    );
  }
  if (context.parentPart !== undefined && isGreedyPart(context.parentPart)) {
    yield badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${context.parentPart}`,
      "parentId",
    );
  }
  if (context.siblings.includes(pathPart)) {
    yield {
      name: "ConflictException",
      status: 409,
      message: `Another resource with the same parent already has this name: ${pathPart}`,
      member: "pathPart",
    };
  }
  const variable = context.siblings.find(isVariablePart);
  if (isVariablePart(pathPart) && variable !== undefined) {
    yield badRequest(
      `A sibling (${variable}) of this resource already has a variable path part -- only one is allowed`,
      "pathPart",
    );
  }
  if (isGreedyPart(pathPart) && (context.children?.length ?? 0) > 0) {
    // Unverified: the wording when a resource with children is made greedy.
    yield badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${pathPart}`,
      "pathPart",
    );
  }
}
