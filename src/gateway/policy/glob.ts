/**
 * IAM's patterns: `*` any characters, `?` one. Two of them are compared as sets of texts, because what is asked of a
 * policy is itself a pattern: "this method on any stage".
 */

/** Whether every text of `inner` is one of `outer`. */
export function covers(outer: string, inner: string): boolean {
  return walk(outer, inner, (a, b) => a === b || (a === "?" && b !== "*"), true);
}

/** Whether some text is one of both, each star any characters. */
export function meet(a: string, b: string): boolean {
  const width = b.length + 1;
  let row = new Uint8Array(width);
  row[0] = 1;
  // A star of b may stand for nothing.
  for (let j = 1; j < width && b[j - 1] === "*"; j++) row[j] = 1;
  for (const x of a) {
    const next = new Uint8Array(width);
    next[0] = x === "*" ? (row[0] as number) : 0;
    for (let j = 1; j < width; j++) {
      const y = b[j - 1];
      const both = x === "*" || y === "*" ? (row[j] as number) | (next[j - 1] as number) : 0;
      const same = x === y || x === "?" || y === "?" || x === "*" || y === "*" ? (row[j - 1] as number) : 0;
      next[j] = both | same;
    }
    row = next;
  }
  return row[width - 1] === 1;
}

/**
 * Whether some text is one of both. A `*` of `asked` stands for one segment of a path (a stage, a path parameter),
 * so it takes no slash; one of the policy's pattern does.
 */
export function overlaps(pattern: string, asked: string): boolean {
  return walk(pattern, asked, (x, y) => x === y || x === "?" || y === "?", false);
}

/**
 * Walks two patterns side by side. In `a` a `*` takes any number of symbols of `b`; in `b` it does so only where an
 * overlap is asked for (for covering, a `*` of the inner pattern must lie within one of the outer).
 */
function walk(a: string, b: string, same: (x: string, y: string) => boolean, covering: boolean): boolean {
  const seen = new Map<number, boolean>();
  const at = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, false);
    const result = step(i, j);
    seen.set(key, result);
    return result;
  };
  const step = (i: number, j: number): boolean => {
    if (i === a.length && j === b.length) return true;
    const [x, y] = [a[i], b[j]];
    if (x === "*") return at(i + 1, j) || (j < b.length && at(i, j + 1));
    if (y === "*" && !covering) return at(i, j + 1) || (x !== undefined && x !== "/" && at(i + 1, j));
    return x !== undefined && y !== undefined && same(x, y) && at(i + 1, j + 1);
  };
  return at(0, 0);
}

/**
 * The same for ARNs: each of the six parts is compared by itself, as ArnLike and ArnEquals do
 * (IAM user guide, "ARN condition operators"). A text of fewer parts is no ARN and matches none.
 */
export function arnParts(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Whether a relation of patterns holds for each part of two ARNs. */
export function arnHolds(relation: (a: string, b: string) => boolean, a: string, b: string): boolean {
  const [left, right] = [arnParts(a), arnParts(b)];
  return left !== undefined && right !== undefined && left.every((part, i) => relation(part, right[i] ?? ""));
}
