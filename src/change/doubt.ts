import { type Document, isUnread, type Key } from "../gateway/document/things.ts";
import { type Left, thingBefore } from "../gateway/plan/sent.ts";

/**
 * What stands there and was not there before a run whose call to make it may have had no effect: then somebody else
 * made it. It is nobody's to take away.
 */
export const doubtful = (before: Document, left: Left, now: Document): readonly Key[] =>
  [...left]
    .filter(([key, states]) => {
      const there = now.get(key);
      return (
        thingBefore(before, key) === undefined &&
        states.includes(undefined) &&
        states.some((one) => one !== undefined) &&
        there !== undefined &&
        !isUnread(there)
      );
    })
    .map(([key]) => key);
