import { badRequest } from "../wire/service-error.ts";

export interface Page<T> {
  items: T[];
  position?: string;
}

/** One page of a list: `limit` entries (25 unless told, 500 at most) from `position` on. */
export function page<T>(all: readonly T[], input: { position?: string; limit?: number }): Page<T> {
  const start = input.position === undefined ? 0 : startOf(input.position);
  const size = Math.min(input.limit === undefined || input.limit <= 0 ? 25 : input.limit, 500);
  const items = all.slice(start, start + size);
  const next = start + size;
  return next < all.length ? { items, position: encode(next) } : { items };
}

const encode = (index: number) => Buffer.from(`at ${index}`).toString("base64");

function startOf(position: string): number {
  const index = /^at (\d+)$/.exec(Buffer.from(position, "base64").toString("utf8"))?.[1];
  // Unverified wording; AWS refuses a position that it did not hand out.
  if (index === undefined) throw badRequest("Invalid position parameter specified");
  return Number(index);
}
