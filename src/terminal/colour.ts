import { Chalk, type ChalkInstance } from "chalk";

/** Colours for one stream: judged by itself, NO_COLOR and FORCE_COLOR first. */
export function colourFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): ChalkInstance {
  if (env.NO_COLOR) return new Chalk({ level: 0 });
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false")
    return new Chalk({ level: 1 });
  return new Chalk({ level: stream.isTTY && env.TERM !== "dumb" ? 1 : 0 });
}
