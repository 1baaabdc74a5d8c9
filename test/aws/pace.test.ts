import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, Pace } from "../../src/aws/pace.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-pace-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const self = { id: process.pid, isAlive: () => true };

/** A bucket as AWS keeps it: refuses what comes too soon. */
class Gate {
  #full: number;
  #at = 0;
  constructor(
    readonly rate: number,
    readonly burst: number,
  ) {
    this.#full = burst;
  }
  takes(now: number): boolean {
    this.#full = Math.min(this.burst, this.#full + ((now - this.#at) / 1000) * this.rate);
    this.#at = now;
    // What rounding takes away is no refusal.
    if (this.#full < 1 - 1e-6) return false;
    this.#full -= 1;
    return true;
  }
}

let files = 0;

describe("the pace of API Gateway's calls", () => {
  test("by any number of processes, at any moments: none is refused, and none waits for more than its turn", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ process: fc.integer({ min: 0, max: 2 }), rest: fc.integer({ min: 0, max: 900 }) }),
          {
            minLength: 50,
            maxLength: 150,
          },
        ),
        async (calls) => {
          let now = 1_000_000;
          const clock = { now: () => now, sleep: async () => {} };
          const file = join(folder, String(files++));
          const processes = [0, 1, 2].map(() => new Pace(file, self, clock, true));
          const sent: number[] = [];
          for (const { process, rest } of calls) {
            now += rest;
            sent.push(now + ((await processes[process]?.turn("PutMethod")) ?? 0));
          }
          const { rate, burst } = LIMITS.all ?? { rate: 0, burst: 0 };
          const gate = new Gate(rate, burst);
          for (const at of [...sent].sort((a, b) => a - b)) expect(gate.takes(at)).toBe(true);
          // As fast as the limit allows: the last is sent no later than the bucket runs dry.
          const dry = (calls.length - burst) * (1000 / rate);
          expect(Math.max(...sent)).toBeLessThanOrEqual(Math.max(now, 1_000_000 + dry + now - 1_000_000) + 1);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("an endpoint that is not AWS is not paced until it throttles, and then for all processes", async () => {
    let now = 1_000_000;
    const clock = { now: () => now, sleep: async () => {} };
    const file = join(folder, "elsewhere");
    const one = new Pace(file, self, clock, false);
    for (let i = 0; i < 100; i++) expect(await one.turn("PutMethod")).toBe(0);
    await one.throttled("PutMethod");
    expect(await one.turn("PutMethod")).toBeGreaterThan(0);
    const other = new Pace(file, self, clock, false);
    expect(await other.turn("GetMethod")).toBeGreaterThan(0);
    now += 10 * 60_000;
    expect(await other.turn("GetMethod")).toBe(0);
  });

  test("a single operation has its own limit", async () => {
    const clock = { now: () => 1_000_000, sleep: async () => {} };
    const pace = new Pace(join(folder, "single"), self, clock, true);
    for (let i = 0; i < 5; i++) expect(await pace.turn("CreateResource")).toBe(0);
    expect(await pace.turn("CreateResource")).toBe(200);
    expect(await pace.turn("PutMethod")).toBe(0);
  });

  test("where no file can be kept, calls go as they come", async () => {
    const clock = { now: () => 1_000_000, sleep: async () => {} };
    const pace = new Pace("/proc/nowhere/pace", self, clock, true);
    for (let i = 0; i < 100; i++) expect(await pace.turn("PutMethod")).toBe(0);
  });
});
