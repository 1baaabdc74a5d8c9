import type { Known } from "../settings/known.ts";
import { methodSettings } from "../settings/method.ts";
import type { Problem } from "../settings/problem.ts";
import { doNotApply, missing, missingProblem } from "../settings/read.ts";
import { checkResolved } from "./conflicts.ts";
import { withToday } from "./today.ts";

export { todayOf } from "./today.ts";

/** What is wrong with settings in the light of the method that they are to change. What was so before is not at fault. */
export function checkAgainstToday(given: Known, today: Known): readonly Problem[] {
  const { ifExists: _, ...rest } = given;
  const said: Known = rest;
  const all = withToday(said, today);
  const of = new Set(Object.keys(said).filter((key) => said[key as keyof Known] !== undefined));
  return [
    ...missing(methodSettings, all).map(missingProblem),
    ...doNotApply(methodSettings, said, all),
    ...checkResolved(all).filter(({ setting }) => setting === undefined || of.has(setting)),
  ];
}

/** What a method that is to be made still needs, though an update would not have. */
export function checkNew(given: Known): readonly Problem[] {
  const { ifExists: _, ...rest } = given;
  const said: Known = rest;
  return [
    ...missing(methodSettings, said).map(missingProblem),
    ...doNotApply(methodSettings, said, said),
    ...checkResolved(said),
  ];
}
