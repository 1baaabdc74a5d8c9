import type { TextOutput, World } from "../ports.ts";
import { isPlain } from "./plain-terminal.ts";

/** How something may be drawn: with lines, with what a typewriter has, or not at all. */
export type Drawing = "lines" | "ascii" | "plain";

/** In a pipe, and where somebody listens, nothing is drawn; where letters are of few kinds, neither are lines. */
export function drawingFor(
  { isTTY }: TextOutput,
  world: Pick<World, "env" | "platform">,
  accessible = false,
): Drawing {
  if (!isTTY || accessible || isPlain(world)) return "plain";
  return speaksUnicode(world) ? "lines" : "ascii";
}

/** The locale says what letters there are; one that says nothing has, but on Windows' old console, all of them. */
function speaksUnicode({ env, platform }: Pick<World, "env" | "platform">): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  if (locale) return /utf-?8/i.test(locale);
  return platform !== "win32" || env.WT_SESSION !== undefined || env.TERM_PROGRAM === "vscode";
}
