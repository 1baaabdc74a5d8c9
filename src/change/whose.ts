import type { Address } from "../gateway/document/method.ts";
import { type Key, methodKey } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { World } from "../ports.ts";
import { allRuns, isRun } from "./journal/read.ts";

/** The last run of this machine that changed a method, for people; undefined where its journals know of none. */
export function whoseMethod(world: World, at: Address): string | undefined {
  const key: Key = methodKey(at);
  const last = allRuns(world)
    .filter(isRun)
    .findLast(({ sent }) => sent.some((one) => one.key === key));
  if (!last) return undefined;
  const { name, begun, ended } = last;
  const how =
    ended === undefined
      ? ", which never came to its end"
      : ended.how === "remains"
        ? ", which left something"
        : "";
  return `run ${name}, ${plain(begun.command)} by this user on ${begun.by.at.slice(0, 16).replace("T", " ")}${how}`;
}
