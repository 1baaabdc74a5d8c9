import { ENTRY_NAMES, type Entries, type ListKey } from "../settings/entry-names.ts";
import type { Known } from "../settings/known.ts";
import { type Problem, problem } from "../settings/problem.ts";

/** An entry that another one of its list takes the place of: which of the two is meant nobody knows. */
export function* checkTwice(known: Known): Iterable<Problem> {
  for (const key of Object.keys(ENTRY_NAMES) as ListKey[]) {
    const name = ENTRY_NAMES[key] as (entry: Entries[ListKey]) => string;
    const names = ((known[key] ?? []) as readonly Entries[ListKey][]).map(name);
    const twice = new Set(names.filter((one, at) => names.indexOf(one) !== at));
    for (const one of twice) yield problem(key, `"${one}" is given twice`, "give it once");
  }
}
