import { closest, distance } from "fastest-levenshtein";

/** The candidate a text was probably meant to be, or undefined where none is near. Case does not count. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || text === "") return undefined;
  const lower = text.toLowerCase();
  const best = closest(
    lower,
    candidates.map((one) => one.toLowerCase()),
  );
  const found = candidates.find((one) => one.toLowerCase() === best);
  const length = Math.max(lower.length, best.length);
  const edits = distance(lower, best);
  // Of two words that have no letter in common neither is the other misspelt.
  const near = edits < length && edits <= Math.max(1, Math.floor(length / 3));
  if (near) return found;
  // Letters in another order count as two edits, but it is one slip: GTE is meant to be GET.
  const letters = (word: string) => [...word.toLowerCase()].sort().join("");
  const swapped = candidates.find((one) => letters(one) === letters(lower));
  if (swapped !== undefined) return swapped;
  return lower.length >= 3 ? candidates.find((one) => one.toLowerCase().startsWith(lower)) : undefined;
}

/** `did you mean "petstore"?`, or undefined where nothing is near. */
export function didYouMean(text: string, candidates: readonly string[]): string | undefined {
  const found = nearest(text, candidates);
  return found === undefined ? undefined : `did you mean ${found}?`;
}
