import type { Call } from "../../gateway/call.ts";
import type { MethodDocument } from "../../gateway/document.ts";
import type { Problem } from "../../settings/problem.ts";
import type { Place } from "./locate.ts";

export function planRefusals(
  _calls: readonly Call[],
  _around: { place: Place; wanted: MethodDocument; models: readonly string[] | undefined },
): readonly Problem[] {
  return [];
}
