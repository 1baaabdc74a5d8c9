import type { Call } from "../call/call.ts";
import { parentOf, segmentsOf, withAncestors } from "../names/path.ts";

/** The calls that make the missing parts of a path, outermost first; none where it exists. */
export function planResources(
  restApiId: string,
  path: string,
  existing: ReadonlySet<string>,
): readonly Call[] {
  return withAncestors(path)
    .filter((one) => !existing.has(one))
    .map(
      (one): Call => ({
        operation: "apigateway:CreateResource",
        input: {
          restApiId,
          parentId: { idOfResource: parentOf(one) },
          pathPart: segmentsOf(one).at(-1) ?? "",
        },
        at: one,
        because: "the API does not have this resource",
      }),
    );
}
