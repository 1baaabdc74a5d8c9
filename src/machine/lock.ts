import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";

/** The process that takes a lock; without it a lock is judged by its age alone. */
export interface ProcessIdentity {
  id: number;
  isAlive(id: number): boolean;
}

export interface Held {
  /** False when somebody took the lock for abandoned; then nothing may be written any more. */
  stillHeld(): boolean;
  release(): void;
}

const EMPTY_ABANDONED_AFTER_MS = 1000;
const BREAKER_ABANDONED_AFTER_MS = 10_000;

/**
 * Takes the lock file, or tells that another process has it.
 * A lock that is older than that is taken for abandoned: its holder is gone, or its id went to another process.
 * A lock whose process was killed is removed; only one process at a time removes, so that none removes a fresh one.
 */
export function tryLock(
  path: string,
  self: ProcessIdentity | undefined,
  abandonedAfterMs: number,
): Held | undefined {
  const token = `${self?.id ?? 0} ${randomUUID()}\n`;
  if (!create(path, token)) {
    breakIfAbandoned(path, self, abandonedAfterMs);
    return undefined;
  }
  return {
    stillHeld: () => contents(path) === token,
    release: () => {
      if (contents(path) === token) rmSync(path, { force: true });
    },
  };
}

function create(path: string, token: string): boolean {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeSync(file, token);
  } finally {
    closeSync(file);
  }
  return true;
}

function breakIfAbandoned(path: string, self: ProcessIdentity | undefined, afterMs: number): void {
  if (!isAbandoned(path, self, afterMs)) return;
  const breaker = `${path}.break`;
  if (olderThan(breaker, BREAKER_ABANDONED_AFTER_MS)) rmSync(breaker, { force: true });
  try {
    writeFileSync(breaker, "", { flag: "wx", mode: 0o600 });
  } catch {
    return;
  }
  try {
    // Looked at again: between the first look and the breaker somebody else may have broken and retaken it.
    if (isAbandoned(path, self, afterMs)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

function isAbandoned(path: string, self: ProcessIdentity | undefined, afterMs: number): boolean {
  const text = contents(path);
  if (text === undefined) return false;
  if (olderThan(path, afterMs)) return true;
  // An empty lock is one whose owner is between creating and writing it, or died there.
  if (text === "") return olderThan(path, EMPTY_ABANDONED_AFTER_MS);
  const owner = Number.parseInt(text, 10);
  return self !== undefined && Number.isInteger(owner) && owner > 0 && !self.isAlive(owner);
}

function contents(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function olderThan(path: string, milliseconds: number): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > milliseconds;
  } catch {
    return false;
  }
}
