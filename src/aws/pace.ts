import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../machine/folder.ts";
import { type Held, type ProcessIdentity, tryLock } from "../machine/lock.ts";
import type { Clock } from "../ports.ts";

/** Calls a second, and how many at once after a rest. */
export interface Limit {
  readonly rate: number;
  readonly burst: number;
}

/** API Gateway's own limits of the control plane, an account's in a Region (developer guide, limits). Bursts of the single operations are unverified: one second's. */
export const LIMITS: Readonly<Record<string, Limit>> = {
  all: { rate: 10, burst: 40 },
  CreateResource: { rate: 5, burst: 5 },
  GetResources: { rate: 2.5, burst: 5 },
  CreateDeployment: { rate: 0.2, burst: 1 },
};

/** When each bucket is full again, milliseconds since 1970: what a "generic cell rate algorithm" keeps. */
type Buckets = Record<string, number>;

/** A sandbox, or another endpoint that is not AWS, is paced only while it has shown that it throttles. */
const THROTTLED_LATELY_MS = 60_000;
const LOCK_MS = 2_000;

/**
 * Keeps API Gateway's calls below the rate that it takes, together with all processes of this machine: a call waits for
 * its turn instead of being refused. Where the file cannot be kept, calls go as they come.
 */
export class Pace {
  #engagedUntil = 0;
  #looked = false;

  constructor(
    readonly file: string,
    readonly self: ProcessIdentity,
    readonly clock: Clock,
    /** Whether AWS itself answers. */
    readonly always: boolean,
  ) {}

  /** Milliseconds to wait before this call; its turn is taken. */
  async turn(operation: string): Promise<number> {
    if (!this.always && !this.#isEngaged()) return 0;
    const now = this.clock.now();
    const wait = await this.#change((buckets) =>
      Math.max(
        0,
        ...["all", operation].map((name) => {
          const limit = LIMITS[name];
          if (!limit) return 0;
          const each = 1000 / limit.rate;
          const full = Math.max(buckets[name] ?? 0, now) + each;
          buckets[name] = full;
          return full - now - limit.burst * each;
        }),
      ),
    );
    return wait ?? 0;
  }

  /** AWS said that there were too many: nothing is left in the bucket, whoever emptied it. */
  async throttled(operation: string): Promise<void> {
    const now = this.clock.now();
    this.#engagedUntil = now + THROTTLED_LATELY_MS;
    await this.#change((buckets) => {
      buckets.throttled = now;
      for (const name of ["all", operation]) {
        const limit = LIMITS[name];
        if (limit) buckets[name] = Math.max(buckets[name] ?? 0, now + (limit.burst * 1000) / limit.rate);
      }
    });
  }

  #isEngaged(): boolean {
    if (!this.#looked) {
      this.#looked = true;
      this.#engagedUntil = (this.#read().throttled ?? 0) + THROTTLED_LATELY_MS;
    }
    return this.clock.now() < this.#engagedUntil;
  }

  #read(): Buckets {
    try {
      const read = JSON.parse(readFileSync(this.file, "utf8")) as Record<string, unknown>;
      return Object.fromEntries(
        Object.entries(read).filter((one): one is [string, number] => typeof one[1] === "number"),
      );
    } catch {
      return {};
    }
  }

  async #change<T>(change: (buckets: Buckets) => T): Promise<T | undefined> {
    let lock: Held | undefined;
    try {
      makeFolder(dirname(this.file));
      const deadline = Date.now() + LOCK_MS;
      while (!lock) {
        lock = tryLock(`${this.file}.lock`, this.self, LOCK_MS);
        if (lock || Date.now() > deadline) break;
        await new Promise((resume) => setTimeout(resume, 1 + Math.random() * 4));
      }
      const buckets = this.#read();
      const result = change(buckets);
      // Not forced to the disk, and not whole for certain: a broken file is as if it were not there.
      writeFileSync(this.file, JSON.stringify(buckets), { mode: 0o600 });
      return result;
    } catch {
      return undefined;
    } finally {
      lock?.release();
    }
  }
}
