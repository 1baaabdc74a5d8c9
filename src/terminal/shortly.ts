import { plain } from "../gateway/messages/plain.ts";

/** How long a value may be before it is cut. */
const LONGEST = 160;

/** A value in one line, cut in its middle: addresses differ at their ends. */
export function shortly(value: unknown): string {
  const text = plain(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing"));
  if (text.length <= LONGEST) return text;
  const half = LONGEST / 2;
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
