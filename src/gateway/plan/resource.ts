import type { Call } from "../call/call.ts";
import { apiOfKey, type Key, pathOfKey, resourceKey } from "../document/things.ts";
import { parentOf, segmentsOf } from "../names/path.ts";

/** The call that makes a resource under its parent. */
export const createResource = (key: Key<"resource">): Call => ({
  operation: "apigateway:CreateResource",
  input: {
    restApiId: apiOfKey(key),
    parentId: { idOf: resourceKey(apiOfKey(key), parentOf(pathOfKey(key))) },
    pathPart: segmentsOf(pathOfKey(key)).at(-1) ?? "",
  },
  at: pathOfKey(key),
  because: "the API does not have this resource",
});

/** The call that takes it away, with all that is below it: the planner sees to it that nothing is. */
export const deleteResource = (key: Key<"resource">): Call => ({
  operation: "apigateway:DeleteResource",
  input: { restApiId: apiOfKey(key), resourceId: { idOf: key } },
  at: pathOfKey(key),
  because: "nothing needs it any more",
});
