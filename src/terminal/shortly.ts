import { plain } from "../gateway/messages/plain.ts";
import { cutInMiddle } from "../gateway/messages/width.ts";

/** How long a value may be before it is cut. */
const LONGEST = 160;

/** A value in one line, cut in its middle. */
export const shortly = (value: unknown): string =>
  cutInMiddle(plain(typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing")), LONGEST);
