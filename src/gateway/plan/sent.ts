import type { Call } from "../call/call.ts";
import { type Document, isUnread, type Key, type Seen, type Things } from "../document/things.ts";

type Thing = Things[keyof Things];

/** What a thing may be like after a run: more than one where an answer was lost. */
export type Left = ReadonlyMap<Key, readonly (Thing | undefined)[]>;

/** A call that had an effect, or may have had one. */
export interface Sent {
  readonly key: Key;
  readonly call: Call;
  /** Whether it was this call that had it: of what was made by a call whose answer was lost nobody knows. */
  readonly certain: boolean;
}

/** What a thing was like before a run; one that was made although nobody could look was not there: AWS would have refused. */
export function thingBefore(before: Document, key: Key): Thing | undefined {
  const seen: Seen = before.get(key);
  return isUnread(seen) ? undefined : (seen as Thing | undefined);
}
