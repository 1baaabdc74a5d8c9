import type { RecipePlace } from "../catalog/recipes/fill.ts";
import type { Known } from "../settings/known.ts";
import type { Problem } from "../settings/problem.ts";
import { withPreflight } from "./cors.ts";
import { type WithRecipe, withRecipe } from "./with-recipe.ts";
import { type WithServiceDefaults, withServiceDefaults } from "./with-service-defaults.ts";

/** The settings with all in them that follows from those that were given. */
export interface Resolved<G extends Known = Known> extends Omit<WithServiceDefaults, "known"> {
  readonly given: G;
  /** What a recipe says the role must allow. */
  readonly allows?: WithRecipe["allows"];
}

/** Puts in what a recipe stands for, and then what follows from service and action. `place` matters to a recipe alone. */
export function resolve<G extends Known>(given: G, place?: RecipePlace): Resolved<G> {
  const recipe = withRecipe(given, place);
  const { known, problems, notes, ...listed } = withServiceDefaults(withPreflight(recipe.known));
  return {
    ...listed,
    given: known as G,
    problems: [...recipe.problems, ...problems] as readonly Problem[],
    notes: [...recipe.notes, ...notes],
    ...(recipe.allows === undefined ? {} : { allows: recipe.allows }),
  };
}
