import { data } from "./data.ts";
import { messages } from "./messages.ts";
import type { Recipe, Recipes } from "./recipe.ts";
import { work } from "./work.ts";

/** Every recipe by name: `sqs:SendMessage`, a variant behind a slash. */
export const RECIPES: Recipes = { ...messages, ...data, ...work };

/** The recipe of a name. */
export const recipeOf = (name: string): Recipe | undefined =>
  Object.hasOwn(RECIPES, name) ? RECIPES[name] : undefined;

/** `queue, [key]`: what a recipe leaves open, in brackets what has a usual value. */
export const slotNames = ({ slots }: Recipe): string =>
  Object.entries(slots)
    .map(([name, { usually }]) => (usually === undefined ? name : `[${name}]`))
    .join(", ");

/** Where the evidence for a recipe comes from. */
export const GRADES: Readonly<Record<Recipe["grade"], string>> = {
  A: "seen to work on AWS",
  B: "from AWS's documentation and samples",
  C: "as public repositories use it",
  D: "untested: derived from the service's model, never seen in use",
};
