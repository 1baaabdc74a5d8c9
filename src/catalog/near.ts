import { distance } from "fastest-levenshtein";

/**
 * The candidate that a word is a slip of. Stricter than a "did you mean" that only advises: a word that is near is
 * refused, and a service that no list has must still be taken.
 */
export function slipOf(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  // One slip in a short word, two in a long one: `sqss`, `dynamobd`, but not `s3` for `ec2`.
  const allowed = lower.length < 4 ? 0 : lower.length < 7 ? 1 : 2;
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of candidates) {
    const other = one.toLowerCase();
    if (Math.abs(other.length - lower.length) > allowed + 1) continue;
    const changes =
      letters(other) === letters(lower) ? Math.min(1, distance(lower, other)) : distance(lower, other);
    if (changes <= Math.max(allowed, letters(other) === letters(lower) ? 1 : 0) && changes < least) {
      least = changes;
      found = one;
    }
  }
  return found;
}

const letters = (word: string): string => [...word].sort().join("");
