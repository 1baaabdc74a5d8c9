import type { World } from "../ports.ts";

/** Says what is being done: a spinner on a terminal, nothing in a pipe. */
export interface Spinner {
  say(text: string): void;
  stop(): void;
}

/** The spinner is loaded when it first has something to say. */
export function spinner(world: World, enabled: boolean): Spinner {
  // Where a terminal does not know its width, ora would clear lines for ever.
  if (!enabled || !world.stderr.isTTY || world.stderr.columns === 0) return { say() {}, stop() {} };
  let latest = "";
  let stopped = false;
  let live: { text: string; stop(): void } | undefined;
  const start = async () => {
    const { default: ora } = await import("ora");
    // discardStdin would swallow Ctrl-C.
    if (!stopped)
      live = ora({
        stream: world.stderr.stream() as NodeJS.WriteStream,
        text: latest,
        discardStdin: false,
      }).start();
  };
  let started = false;
  return {
    say(text) {
      latest = text;
      if (live) live.text = text;
      if (!started) void start();
      started = true;
    },
    stop() {
      stopped = true;
      live?.stop();
    },
  };
}
