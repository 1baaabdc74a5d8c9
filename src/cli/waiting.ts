import type { Session } from "./command.ts";

/** What a run is waiting for, said to whoever sits there: one line, drawn over on a terminal. */
export interface Waiting {
  /** A call's answer that does not come; undefined: it came. */
  silent(text: string | undefined): void;
  /** What is being read; it is said once it takes longer than a second. Undefined: it is done. */
  reading(text: string | undefined): void;
}

const PATIENCE_MS = 1_000;

/** Says on the terminal what is waited for, or where there is none, once and in a line of its own. */
export function waiting({ world, given, warn, say }: Session): Waiting {
  if (given.quiet) return { silent() {}, reading() {} };
  let progress: Promise<{ say(text: string): void; stop(): void }> | undefined;
  let silence: string | undefined;
  let reading: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let late = false;
  const told = new Set<"silence" | "reading">();
  const show = () => {
    const text = silence ?? (late ? reading : undefined);
    if (world.stderr.isTTY) {
      if (text === undefined && !progress) return;
      progress ??= import("../terminal/progress.ts").then(({ spinner }) => spinner(world, true));
      void progress.then((one) => {
        const now = silence ?? (late ? reading : undefined);
        if (now === undefined) one.stop();
        else one.say(now);
      });
      return;
    }
    if (silence !== undefined && !told.has("silence")) {
      told.add("silence");
      warn(`${silence}…`);
    } else if (silence === undefined && text !== undefined && !told.has("reading")) {
      told.add("reading");
      say(`${text}…`);
    }
  };
  return {
    silent(text) {
      silence = text;
      show();
    },
    reading(text) {
      reading = text;
      if (text === undefined) {
        clearTimeout(timer);
        timer = undefined;
        late = false;
      } else
        timer ??= setTimeout(() => {
          late = true;
          show();
        }, PATIENCE_MS);
      show();
    },
  };
}
