/**
 * The text of a state file: its first line is a whole state, each following one a change of it. It grows by its changes
 * until these are as long as the state itself; then all of it is written anew.
 */
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { applyChange, type Change } from "./draft.ts";
import type { SandboxState } from "./types.ts";

/** A state as far as it was read. */
export interface Seen {
  readonly inode: number;
  readonly modified: number;
  /** How far the file is whole lines, in bytes; what follows is the rest of a write that was cut off. */
  readonly end: number;
  /** How much of that is the whole state in front. */
  readonly head: number;
  /** Whether a change may follow: a file that somebody wrote over several lines is written anew. */
  readonly inLines: boolean;
  readonly state: SandboxState;
}

/** A line of a change: the state's revision after it, and what changed. */
interface Line {
  readonly revision: number;
  readonly changes: readonly Change[];
}

export class NotAState extends Error {
  override readonly name = "NotAState";
}

const NEWLINE = 0x0a;

/** Reads a file, or of one that was read before what was added since. Nothing where there is none. */
export function readStateFile(
  file: string,
  known: Seen | undefined,
  check: (value: unknown) => SandboxState,
): Seen | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { ino: inode, mtimeMs: modified, size } = fstatSync(descriptor);
    if (known?.inode === inode && known.inLines && size > known.end) {
      const added = readFrom(descriptor, known.end, size);
      const end = follow(known.state, added);
      if (end !== undefined) return { ...known, modified, end: known.end + end };
    }
    return { inode, modified, ...whole(readFrom(descriptor, 0, size), check) };
  } finally {
    closeSync(descriptor);
  }
}

function readFrom(descriptor: number, start: number, end: number): Buffer {
  const buffer = Buffer.alloc(end - start);
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(descriptor, buffer, filled, buffer.length - filled, start + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}

function whole(bytes: Buffer, check: (value: unknown) => SandboxState): Omit<Seen, "inode" | "modified"> {
  const cut = bytes.indexOf(NEWLINE);
  const head = cut < 0 ? bytes.length : cut + 1;
  const first = parsed(bytes.subarray(0, head));
  if (first === undefined || cut < 0 || head === bytes.length) {
    const value = first ?? parsed(bytes);
    if (value === undefined) throw new NotAState("is not valid JSON");
    const { length } = bytes;
    return { end: length, head: length, inLines: first !== undefined && cut >= 0, state: check(value) };
  }
  const state = check(first);
  const end = follow(state, bytes.subarray(head));
  if (end === undefined) throw new NotAState("is not valid JSON behind its first line");
  return { end: head + end, head, inLines: true, state };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Makes the changes that stand in whole lines, each of which must follow the one before it; tells how many bytes they
 * are. Nothing where the lines are no such changes: then nothing was changed.
 */
function follow(state: SandboxState, bytes: Buffer): number | undefined {
  const lines: Line[] = [];
  let end = 0;
  for (let cut = bytes.indexOf(NEWLINE); cut >= 0; cut = bytes.indexOf(NEWLINE, end)) {
    const line = parsed(bytes.subarray(end, cut)) as Line | undefined;
    if (line?.revision !== state.revision + lines.length + 1 || !Array.isArray(line.changes))
      return undefined;
    lines.push(line);
    end = cut + 1;
  }
  for (const { changes, revision } of lines) {
    for (const change of changes) applyChange(state, change);
    state.revision = revision;
  }
  return end;
}

/** Reading so much takes no time to speak of. */
const LEAST_CHANGES = 64 * 1024;

/** Whether a change is to be added to a file, or all of it written anew. */
export const isAppended = ({ head, end, inLines }: Seen): boolean =>
  inLines && end - head < Math.max(LEAST_CHANGES, head);

/** Adds a change; where that fails the file is what it was. */
export function appendChange(
  file: string,
  seen: Seen,
  revision: number,
  changes: readonly Change[],
): Omit<Seen, "state"> {
  const line = Buffer.from(`${JSON.stringify({ revision, changes } satisfies Line)}\n`);
  const descriptor = openSync(file, "r+");
  try {
    // What a killed process left half written is nobody's.
    if (fstatSync(descriptor).size > seen.end) ftruncateSync(descriptor, seen.end);
    try {
      let written = 0;
      while (written < line.length)
        written += writeSync(descriptor, line, written, line.length - written, seen.end + written);
    } catch (error) {
      ftruncateSync(descriptor, seen.end);
      throw error;
    }
    const { mtimeMs: modified } = fstatSync(descriptor);
    return { ...seen, modified, end: seen.end + line.length };
  } finally {
    closeSync(descriptor);
  }
}

/** A new file, in place of what a killed process left under the name; what lies there is never written through. */
function openNew(file: string): number {
  try {
    return openSync(file, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    rmSync(file, { force: true });
    return openSync(file, "wx", 0o600);
  }
}

/** Writes a whole state in place of the file, which is the old or the new one at any moment. */
export function writeWhole(file: string, state: SandboxState, stillHeld: () => boolean): Omit<Seen, "state"> {
  // One name for all: only the lock's holder comes here, and what a killed one left is replaced.
  const temporary = `${file}.tmp`;
  const text = Buffer.from(`${JSON.stringify(state)}\n`);
  try {
    const descriptor = openNew(temporary);
    try {
      // Not forced to the disk, which takes longer than all else: a sandbox may be lost with the machine's power.
      writeFileSync(descriptor, text);
      const { ino: inode, mtimeMs: modified } = fstatSync(descriptor);
      if (!stillHeld()) throw new Error("the lock was taken away");
      renameSync(temporary, file);
      return { inode, modified, end: text.length, head: text.length, inLines: true };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
