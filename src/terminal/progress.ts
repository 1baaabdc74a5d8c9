import type { World } from "../ports.ts";
import { isPlain } from "./plain-terminal.ts";

/** Says what is being done: a spinner on a terminal, nothing in a pipe. */
export interface Spinner {
  say(text: string): void;
  /** Takes it off the screen; it may say something again. */
  stop(): void;
}

/** The spinner is loaded when it first has something to say. */
export function spinner(world: World, enabled: boolean): Spinner {
  // Where a terminal does not know its width, ora would clear lines for ever.
  if (!enabled || !world.stderr.isTTY || world.stderr.columns === 0 || isPlain(world))
    return { say() {}, stop() {} };
  let latest: string | undefined;
  let loading = false;
  let live: { text: string; stop(): void } | undefined;
  const start = async () => {
    if (loading) return;
    loading = true;
    const { default: ora } = await import("ora");
    loading = false;
    if (latest === undefined) return;
    // discardStdin would swallow Ctrl-C.
    live = ora({
      stream: world.stderr.stream() as NodeJS.WriteStream,
      text: latest,
      discardStdin: false,
    }).start();
  };
  return {
    say(text) {
      latest = text;
      if (live) live.text = text;
      else void start();
    },
    stop() {
      latest = undefined;
      live?.stop();
      live = undefined;
    },
  };
}
