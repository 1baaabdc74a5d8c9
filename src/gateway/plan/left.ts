import type { Document, Key, Things } from "../document/things.ts";
import { applied } from "./applied.ts";
import { type Left, type Sent, thingBefore } from "./sent.ts";

type Thing = Things[keyof Things];

/** How the things may be by now of which these calls were sent, in this order. */
export function leftAfter(before: Document, sent: readonly Sent[]): Left {
  const left = new Map<Key, readonly (Thing | undefined)[]>();
  for (const { key, call, certain } of sent) {
    const states = left.get(key) ?? [thingBefore(before, key)];
    const after = states.flatMap((one) => [...applied(key, one, call)]);
    left.set(key, certain ? after : [...states, ...after]);
  }
  return left;
}
