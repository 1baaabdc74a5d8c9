import { isIP } from "node:net";

/** A number as conditions compare it: without blanks, and in no other base. */
export const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** An address, or a network with its bits. */
export function networkOf(text: string): { address: string; bits: number; family: 4 | 6 } | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const bits = Number(length ?? longest);
  return family === 0 || bits > longest ? undefined : { address, bits, family: family as 4 | 6 };
}
