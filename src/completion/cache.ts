import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../machine/folder.ts";
import { readOwn, type UserId } from "../machine/trust.ts";

/** The lists of an account that TAB offers. */
export const LISTS = [
  "apis",
  "resources",
  "authorizers",
  "models",
  "requestValidators",
  "stages",
  "vpcLinks",
  "functions",
  "aliases",
  "roles",
  "methods",
] as const;
export type List = (typeof LISTS)[number];

/** One list: which, and of what. */
export interface Question {
  readonly list: List;
  readonly args: readonly (string | undefined)[];
}

/** What is kept of an answer: what was read, or that it could not be. */
export interface Kept {
  readonly at: number;
  readonly value?: readonly unknown[];
}

/** Younger than this, an answer is as good as new; up to the second age it is used while a new one is fetched. */
const FRESH_MS = 30_000;
const USABLE_MS = 5 * 60_000;
/** After a failure nothing is asked for so long: a machine that is offline must not start a process at every TAB. */
const PATIENCE_MS = 20_000;

export const isFresh = ({ at, value }: Kept, now: number): boolean =>
  at <= now && now - at < (value ? FRESH_MS : PATIENCE_MS);
export const isUsable = ({ at, value }: Kept, now: number): boolean =>
  value !== undefined && at <= now && now - at < USABLE_MS;

/** A folder of answers, a file each, readable by nobody else. What is broken in it is as if it were not there. */
export class AnswerFolder {
  readonly #folder: string;
  readonly #user: UserId;

  /** Only what `user` wrote there is read. */
  constructor(folder: string, user: UserId) {
    this.#folder = folder;
    this.#user = user;
  }

  read(question: Question): Kept | undefined {
    try {
      const kept = JSON.parse(readOwn(this.#file(question), this.#user) ?? "") as Kept & {
        question?: unknown;
      };
      const whole =
        typeof kept.at === "number" &&
        JSON.stringify(kept.question) === JSON.stringify(asJson(question)) &&
        (kept.value === undefined || Array.isArray(kept.value));
      return whole ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps an answer: whole, or not at all. Where nothing can be written, nothing is kept. */
  write(question: Question, kept: Kept, processId: number): void {
    const file = this.#file(question);
    const temporary = `${file}.${processId}`;
    try {
      makeFolder(dirname(file));
      const opened = openSync(temporary, "wx", 0o600);
      try {
        writeFileSync(opened, JSON.stringify({ ...kept, question: asJson(question) }));
      } finally {
        closeSync(opened);
      }
      renameSync(temporary, file);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  /** Whether this process is to fetch the answer, somebody else does already, or nobody can keep one. */
  claim(question: Question, now: number): "ours" | "asked" | "impossible" {
    const file = `${this.#file(question)}.asked`;
    try {
      if (now - statSync(file).mtimeMs < PATIENCE_MS) return "asked";
      rmSync(file, { force: true });
    } catch {
      // Nobody has asked yet.
    }
    try {
      makeFolder(dirname(file));
      closeSync(openSync(file, "wx", 0o600));
      return "ours";
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "EEXIST" && !isFile(this.#folder)
        ? "asked"
        : "impossible";
    }
  }

  release(question: Question): void {
    rmSync(`${this.#file(question)}.asked`, { force: true });
  }

  #file({ list, args }: Question): string {
    const of = args.length === 0 ? "" : `-${fingerprint(JSON.stringify(args))}`;
    return join(this.#folder, `${list}${of}.json`);
  }
}

/** Whether something else is in the folder's way. */
function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    return true;
  }
}

const asJson = ({ list, args }: Question): unknown => [list, ...args.map((one) => one ?? null)];

/**
 * A short name for a text: 106 bits, not secret, not to be forged against. Node's own hashes take longer to load than
 * all the rest of a TAB.
 */
export function fingerprint(text: string): string {
  return half(text, 1) + half(text, 2);
}

// cyrb53, public domain: https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js
function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, "0");
}
