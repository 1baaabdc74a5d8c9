import type { PromptChoice } from "../../ports.ts";

/** Everything of a choice that typed words are looked for in. */
const textOf = ({ value, label = "", description = "", also = [] }: PromptChoice): string =>
  [value, label, description, ...also].join(" ").toLowerCase();

/** How well a choice fits what is typed: in full, by its beginning, or by its words anywhere. */
function rank({ value, label, also = [] }: PromptChoice, typed: string): number {
  const names = [value, ...(label === undefined ? [] : [label]), ...also].map((one) => one.toLowerCase());
  if (names.includes(typed)) return 0;
  return names.some((one) => one.startsWith(typed)) ? 1 : 2;
}

/** The choices that have every typed word somewhere, those that fit best first. */
export function matching(choices: readonly PromptChoice[], typed: string): readonly PromptChoice[] {
  const lower = typed.trim().toLowerCase();
  if (lower === "") return choices;
  const words = lower.split(/\s+/);
  return choices
    .filter((one) => words.every((word) => textOf(one).includes(word)))
    .map((one) => ({ one, rank: rank(one, lower) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

/** The choice that a text names, whichever way it is written. */
export const named = (choices: readonly PromptChoice[], typed: string): PromptChoice | undefined =>
  choices.find(({ value }) => value === typed) ??
  choices.find((one) => rank(one, typed.trim().toLowerCase()) === 0);

export const labelOf = ({ value, label }: PromptChoice): string => label ?? value;
