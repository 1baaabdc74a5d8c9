/** The order of everything that is written: the same on every machine. */
export const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export const sortedObject = (entries) => Object.fromEntries([...entries].sort(([a], [b]) => byName(a, b)));
