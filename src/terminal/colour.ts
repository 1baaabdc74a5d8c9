import type { TextOutput, World } from "../ports.ts";

/** How a text is shown to whom a glance must be enough; what it says is the same without. */
export interface Paint {
  good(text: string): string;
  caution(text: string): string;
  bad(text: string): string;
}

/** The colours of the two streams, each judged by itself. */
export interface Colours {
  readonly stdout: Paint;
  readonly stderr: Paint;
}

type Env = World["env"];

const asItIs = (text: string): string => text;
const UNPAINTED: Paint = { good: asItIs, caution: asItIs, bad: asItIs };

/** `plainErrors`: what is said goes into a document, where there are no colours. */
export async function coloursOf({ stdout, stderr, env }: World, plainErrors = false): Promise<Colours> {
  return {
    stdout: await paintFor(stdout, env),
    stderr: plainErrors ? UNPAINTED : await paintFor(stderr, env),
  };
}

/** Chalk is loaded where it is seen: nobody who pipes waits for it. */
async function paintFor(output: TextOutput, env: Env): Promise<Paint> {
  if (!isColoured(output, env)) return UNPAINTED;
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  return {
    good: (text) => chalk.green(text),
    caution: (text) => chalk.yellow(text),
    bad: (text) => chalk.red.bold(text),
  };
}

/** What the person says goes before what the stream is. */
export function isColoured({ isTTY }: TextOutput, { NO_COLOR, FORCE_COLOR, TERM }: Env): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY && TERM !== "dumb";
}
