import { closeSync, fdatasyncSync, fstatSync, openSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import type { Call } from "../../gateway/call/call.ts";
import type { Key } from "../../gateway/document/things.ts";
import type { Plan } from "../../gateway/plan/plan.ts";
import { isOff } from "../../machine/env-switch.ts";
import { openRuns } from "../../machine/state-folder.ts";
import type { World } from "../../ports.ts";
import { fileAway, ownFolder } from "./folder.ts";
import type { Begun, By, Ended, Line } from "./lines.ts";

/** Keeps what a run does, before it does it: whoever finds the file knows what may have happened. */
export interface Journal {
  readonly run: string;
  planned(plan: Plan, toward: "wanted" | "before"): void;
  /** Is on the disk when this returns. */
  sending(call: Call, input: object): void;
  done(call: Call, id: string | undefined, request: string | undefined): void;
  refused(call: Call, code: string, message: string, request: string | undefined): void;
  lost(call: Call, happened: boolean | undefined, id: string | undefined): void;
  /** The run is at an end; where something remains it stays among the open ones. */
  end(how: Ended["how"], remains?: readonly string[]): void;
  /** Leaves it open, for the next run to find. */
  abandon(): void;
}

export const byThisProcess = (world: World): By => ({
  pid: world.process.id,
  host: hostname(),
  at: new Date(world.clock.now()).toISOString(),
});

/** A name that sorts by time: `20261126-144501123-7kq2`. */
export function newRunName(world: World): string {
  const at = new Date(world.clock.now()).toISOString();
  const time = at.replaceAll(/[-:.Z]/g, "").replace("T", "-");
  return `${time}-${Math.random().toString(36).slice(2, 6).padEnd(4, "0")}`;
}

/**
 * Opens the journal of a run. Where it cannot be kept, the run goes on without: whoever it belongs to is told.
 */
export function beginRun(
  world: World,
  begun: Omit<Begun, "line" | "journal" | "by">,
  form: number,
  warn: (text: string) => void,
): Journal | undefined {
  if (isOff(world.env.APIGW_JOURNAL)) return undefined;
  try {
    const folder = openRuns(world);
    ownFolder(world, folder);
    const file = join(folder, `${begun.run}.jsonl`);
    const journal = new RunFile(world, file, openSync(file, "ax", 0o600), warn);
    journal.write({ line: "begun", journal: form, by: byThisProcess(world), ...begun });
    return journal;
  } catch (error) {
    warn(unkept(error));
    return undefined;
  }
}

/** Goes on with the journal of a run that did not end. */
export function continueRun(
  world: World,
  file: string,
  calls: number,
  warn: (text: string) => void,
): Journal | undefined {
  try {
    return new RunFile(world, file, openSync(file, "a", 0o600), warn, calls);
  } catch (error) {
    warn(unkept(error));
    return undefined;
  }
}

const unkept = (error: unknown): string =>
  `This run is not journalled (${(error as Error).message}): it cannot be undone later, nor resumed if it is cut off. APIGW_JOURNAL=0 says that this is meant.`;

class RunFile implements Journal {
  readonly run: string;
  readonly #numbers = new Map<Call, number>();
  #next: number;
  #broken = false;

  constructor(
    readonly world: World,
    readonly path: string,
    readonly file: number,
    readonly warn: (text: string) => void,
    calls = 0,
  ) {
    this.run = basename(path, ".jsonl");
    this.#next = calls;
    // A process that was killed in the middle of a line left one that is none.
    if (calls > 0 && fstatSync(file).size > 0) writeSync(file, "\n");
  }

  write(line: Line, force = false): void {
    if (this.#broken) return;
    try {
      writeSync(this.file, `${JSON.stringify(line)}\n`);
      if (force) fdatasyncSync(this.file);
    } catch (error) {
      this.#broken = true;
      this.warn(unkept(error));
    }
  }

  planned(plan: Plan, toward: "wanted" | "before"): void {
    const calls = plan.steps.flatMap(({ key, calls }) =>
      calls.map((call): { key: Key; call: Call } => ({ key, call })),
    );
    for (const { call } of calls) this.#numbers.set(call, this.#next++);
    this.write({ line: "planned", by: byThisProcess(this.world), toward, calls });
  }

  sending(call: Call, input: object): void {
    this.write({ line: "send", call: this.#number(call), input }, true);
  }

  done(call: Call, id: string | undefined, request: string | undefined): void {
    this.write({ line: "done", call: this.#number(call), id, request });
  }

  refused(call: Call, code: string, message: string, request: string | undefined): void {
    this.write({ line: "refused", call: this.#number(call), code, message, request });
  }

  lost(call: Call, happened: boolean | undefined, id: string | undefined): void {
    this.write({ line: "lost", call: this.#number(call), happened: happened ?? null, id });
  }

  end(how: Ended["how"], remains?: readonly string[]): void {
    const at = new Date(this.world.clock.now()).toISOString();
    this.write({ line: "ended", at, how, ...(remains === undefined ? {} : { remains }) });
    try {
      closeSync(this.file);
      if (how === "remains") return;
      fileAway(this.world, this.path);
    } catch (error) {
      this.warn(unkept(error));
    }
  }

  abandon(): void {
    try {
      closeSync(this.file);
    } catch {
      // It was closed already.
    }
  }

  #number(call: Call): number {
    return this.#numbers.get(call) ?? -1;
  }
}
