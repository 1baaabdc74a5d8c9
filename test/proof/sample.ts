/**
 * What of a proof is run: all of it, or with APIGW_SAMPLE=SEED:COUNT as many as may be, chosen by the seed. The proofs
 * run whole by `npm run proof -- NAME`, and a sample of each, seeded by the commit, wherever all checks run.
 */
export function chosen<T>(all: readonly T[]): readonly T[] {
  const [seed, count] = (process.env.APIGW_SAMPLE ?? "").split(":");
  if (!seed) return all;
  let state = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
  const random = () => {
    // mulberry32, public domain.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, Number(count ?? 20))
    .map(({ one }) => one);
}
