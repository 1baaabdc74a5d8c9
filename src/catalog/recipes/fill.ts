import { suffixOf } from "../../gateway/names/partition.ts";
import type { Recipe, Slot } from "./recipe.ts";

/** The place that is called. */
export interface RecipePlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What is wrong with the values that were given for a recipe. */
export type SlotFault =
  | { readonly missing: string; readonly slot: Slot }
  | { readonly unknown: string }
  | { readonly wrong: string; readonly value: string; readonly slot: Slot };

/** Every fault in the values for a recipe: what is missing, what it has no use for, what does not fit. */
export function slotFaults(
  { slots }: Recipe,
  values: Readonly<Record<string, string>>,
): readonly SlotFault[] {
  return [
    ...Object.keys(values)
      .filter((name) => !Object.hasOwn(slots, name))
      .map((unknown) => ({ unknown })),
    ...Object.entries(slots).flatMap(([name, slot]): SlotFault[] => {
      const value = values[name];
      if (value === undefined) return slot.usually === undefined ? [{ missing: name, slot }] : [];
      return slot.like.test(value) ? [] : [{ wrong: name, value, slot }];
    }),
  ];
}

/** Writes the values into a recipe's texts; all of them must fit (see slotFaults). */
export function fill(recipe: Recipe, values: Readonly<Record<string, string>>, place: RecipePlace): Recipe {
  const known: Record<string, string> = {
    ...place,
    suffix: suffixOf(place.partition),
  };
  const write = (text: string): string =>
    text.replaceAll(/\{\{([\w.]+)\}\}/g, (whole, name: string) => known[name] ?? whole);
  for (const [name, slot] of Object.entries(recipe.slots)) {
    const value = values[name] ?? write(slot.usually ?? "");
    known[name] = value;
    known[`${name}.bare`] = value.replace(/^\/+/, "");
    if (slot.arn !== undefined) known[`${name}.arn`] = value.startsWith("arn:") ? value : write(slot.arn);
  }
  const { slots, ...texts } = recipe;
  return { ...(deep(texts, write) as Omit<Recipe, "slots">), slots };
}

function deep(value: unknown, write: (text: string) => string): unknown {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) return value.map((one) => deep(one, write));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, write)]));
}

/** Whether the account must be known to write a recipe down. */
export const needsAccount = (recipe: Recipe): boolean =>
  JSON.stringify([recipe, Object.values(recipe.slots).map(({ arn }) => arn)]).includes("{{account}}");
