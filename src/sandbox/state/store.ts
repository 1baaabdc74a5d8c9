import { randomUUID } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { type ProcessIdentity, tryLock } from "../../machine/lock.ts";
import { type SandboxState, STATE_VERSION } from "./types.ts";

/** The state file cannot be used; the message names the file and the way out. */
export class SandboxStateError extends Error {
  override readonly name = "SandboxStateError";
  readonly file: string;
  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      `The sandbox's state file ${file} ${reason}. Move it away or delete it to start afresh, or name another file.`,
      options,
    );
    this.file = file;
  }
}

const LOCK_PATIENCE_MS = 30_000;
/** A holder works for some milliseconds. */
const ABANDONED_AFTER_MS = 10_000;

/** The one file: read without a lock, written by one process at a time, whole or not at all. */
export class StateStore {
  readonly #file: string;
  readonly #self: ProcessIdentity | undefined;
  #seen: { stamp: string; text: string; state: SandboxState } | undefined;

  constructor(file: string, self?: ProcessIdentity) {
    this.#file = file;
    this.#self = self;
  }

  /** The state as it is now, shared between readers: not to be changed. */
  read(): SandboxState {
    return this.#load().state;
  }

  /** Runs `change` on the newest state and writes what it made of it; where it throws, nothing is written. */
  async update<T>(change: (state: SandboxState) => T): Promise<T> {
    const lock = await this.#lock();
    try {
      const { text } = this.#load();
      const state = parse(this.#file, text);
      const result = change(state);
      state.revision += 1;
      this.#write(state, lock);
      return result;
    } finally {
      lock.release();
    }
  }

  async #lock() {
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      const deadline = Date.now() + LOCK_PATIENCE_MS;
      for (let wait = 1; ; wait = Math.min(wait * 2, 25)) {
        const lock = tryLock(`${this.#file}.lock`, this.#self, ABANDONED_AFTER_MS);
        if (lock) return lock;
        if (Date.now() > deadline) break;
        await new Promise((resolve) => setTimeout(resolve, wait + Math.random() * wait));
      }
    } catch (error) {
      throw new SandboxStateError(this.#file, `cannot be written (${reasonOf(error)})`, { cause: error });
    }
    throw new SandboxStateError(
      this.#file,
      `is locked: another process has held ${this.#file}.lock for too long`,
    );
  }

  #load(): { text: string; state: SandboxState } {
    const stamp = stampOf(this.#file);
    if (this.#seen?.stamp === stamp) return this.#seen;
    let text: string;
    if (stamp === PIPE) throw new SandboxStateError(this.#file, "is no file");
    try {
      text = readFileSync(this.#file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        throw new SandboxStateError(this.#file, `cannot be read (${reasonOf(error)})`, { cause: error });
      }
      text = JSON.stringify({ version: STATE_VERSION, birth: randomUUID(), revision: 0, regions: {} });
    }
    const state = parse(this.#file, text);
    // The stamp was taken before the text: a write in between only makes the next reader read again.
    this.#seen = { stamp, text, state };
    return this.#seen;
  }

  #write(state: SandboxState, lock: { stillHeld(): boolean }): void {
    const text = JSON.stringify(state);
    // One name for all: only the lock's holder comes here, and what a killed one left is replaced.
    const temporary = `${this.#file}.tmp`;
    try {
      rmSync(temporary, { force: true });
      const file = openSync(temporary, "wx", 0o600);
      try {
        // Not forced to the disk, which takes longer than all else: a sandbox may be lost with the machine's power.
        writeFileSync(file, text);
      } finally {
        closeSync(file);
      }
      if (!lock.stillHeld()) throw new Error("the lock was taken away");
      renameSync(temporary, this.#file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new SandboxStateError(this.#file, `cannot be written (${reasonOf(error)})`, { cause: error });
    }
    this.#seen = { stamp: stampOf(this.#file), text, state };
  }
}

const PIPE = "no file";

/** Every write is a new file, so that inode, time and size tell one from the other. */
function stampOf(file: string): string {
  try {
    const stats = statSync(file);
    // To read a pipe or a terminal would wait for ever.
    if (!stats.isFile()) return PIPE;
    const { ino, mtimeMs, size } = stats;
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return "none";
  }
}

function parse(file: string, text: string): SandboxState {
  let state: SandboxState;
  try {
    state = JSON.parse(text) as SandboxState;
  } catch (error) {
    throw new SandboxStateError(file, "is not valid JSON", { cause: error });
  }
  if (
    state === null ||
    typeof state !== "object" ||
    typeof state.regions !== "object" ||
    state.regions === null
  ) {
    throw new SandboxStateError(file, "is not a state of the sandbox");
  }
  if (state.version !== STATE_VERSION) {
    throw new SandboxStateError(
      file,
      `has version ${String(state.version)}, this sandbox reads ${STATE_VERSION}`,
    );
  }
  return state;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
