import { randomUUID } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Held, type ProcessIdentity, tryLock } from "../../machine/lock.ts";
import { Draft } from "./draft.ts";
import { appendChange, isAppended, NotAState, readStateFile, type Seen, writeWhole } from "./state-file.ts";
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

/** The one file: read without a lock, written by one process at a time, each change whole or not at all. */
export class StateStore {
  readonly #file: string;
  readonly #self: ProcessIdentity | undefined;
  #seen: Seen | undefined;
  #fresh: SandboxState | undefined;

  constructor(file: string, self?: ProcessIdentity) {
    this.#file = file;
    this.#self = self;
  }

  /** The state as it is now, shared between readers: not to be changed. */
  read(): SandboxState {
    const seen = this.#load();
    return seen?.state ?? this.#begun();
  }

  /** The state that the first write will make: who looks before sees the same one. */
  #begun(): SandboxState {
    this.#fresh ??= { version: STATE_VERSION, birth: randomUUID(), revision: 0, regions: {} };
    return this.#fresh;
  }

  /** Runs `change` on the newest state and writes what it made of it; where it throws, nothing is written. */
  async update<T>(change: (state: SandboxState) => T): Promise<T> {
    const lock = await this.#lock();
    try {
      const seen = this.#load();
      const state = seen?.state ?? this.#begun();
      const draft = new Draft(state);
      try {
        const result = change(draft.root);
        this.#write(seen, state, draft, lock);
        return result;
      } catch (error) {
        draft.takeBack();
        throw error;
      }
    } finally {
      lock.release();
    }
  }

  async #lock(): Promise<Held> {
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

  #load(): Seen | undefined {
    const stats = statSync(this.#file, { throwIfNoEntry: false });
    const seen = this.#seen;
    if (stats && seen?.inode === stats.ino && seen.modified === stats.mtimeMs && seen.end === stats.size)
      return seen;
    // Reading a pipe would wait for its other end, and a device has no end.
    if (stats && !stats.isFile()) throw new SandboxStateError(this.#file, "is no file");
    try {
      this.#seen = readStateFile(this.#file, seen, checked);
    } catch (error) {
      const reason = error instanceof NotAState ? error.message : `cannot be read (${reasonOf(error)})`;
      this.#seen = undefined;
      throw new SandboxStateError(this.#file, reason, { cause: error });
    }
    return this.#seen;
  }

  #write(seen: Seen | undefined, state: SandboxState, draft: Draft<SandboxState>, lock: Held): void {
    const changes = draft.changes();
    const revision = state.revision + 1;
    try {
      if (seen && isAppended(seen)) {
        if (!lock.stillHeld()) throw new Error("the lock was taken away");
        const added = appendChange(this.#file, seen, revision, changes);
        draft.close(changes);
        state.revision = revision;
        this.#seen = { ...added, state };
        return;
      }
      const before = state.revision;
      state.revision = revision;
      try {
        const written = writeWhole(this.#file, state, () => lock.stillHeld());
        draft.close(changes);
        this.#seen = { ...written, state };
        this.#fresh = undefined;
      } catch (error) {
        state.revision = before;
        throw error;
      }
    } catch (error) {
      throw new SandboxStateError(this.#file, `cannot be written (${reasonOf(error)})`, { cause: error });
    }
  }
}

function checked(value: unknown): SandboxState {
  const state = value as SandboxState | null;
  if (
    state === null ||
    typeof state !== "object" ||
    typeof state.regions !== "object" ||
    state.regions === null
  ) {
    throw new NotAState("is not a state of the sandbox");
  }
  if (state.version !== STATE_VERSION)
    throw new NotAState(`has version ${String(state.version)}, this sandbox reads ${STATE_VERSION}`);
  return state;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
