import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGES, standing } from "../cli/changes.ts";
import { type RealRuns, startRealRuns } from "./real-runs.ts";
import { chosen } from "./sample.ts";

// Real processes get one of the signals that ask them to stop, at random moments: each ends as before or as wanted, says
// which, and leaves no journal open.

const RUNS = 150;
const SLOWEST_MS = 60;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let real: RealRuns;
beforeAll(async () => {
  real = await startRealRuns();
});
afterAll(async () => {
  await real.stop();
  console.log(JSON.stringify(ends));
});

const ends: Record<string, number> = {};
const runs = Array.from({ length: RUNS }, (_, i) => i);
// A sample is a few.
test.each(chosen(runs).slice(0, process.env.APIGW_SAMPLE ? 20 : undefined))(
  "run %i",
  async () => {
    const names = Object.keys(CHANGES).filter((name) => !name.startsWith("undo"));
    const change = CHANGES[names[Math.floor(Math.random() * names.length)] ?? ""];
    if (!change) return;
    const signal = SIGNALS[Math.floor(Math.random() * SIGNALS.length)] ?? "SIGINT";
    const empty = await standing(real.place);
    const back = await real.prepare(change.given);
    const before = await standing(real.place);
    const { left, said } = await real.signalled(change.line, signal, Math.random() * SLOWEST_MS);
    // One that comes when all is written ends the process as it ends any: what was done is done.
    const listed = await real.apigw("apigw history --last 1 --output json");
    const isDone = left === 0 || (left === signal && JSON.parse(listed.stdout).runs[0]?.how === "done");
    const end = `${signal}: ${isDone ? "done" : "taken back"}`;
    ends[end] = (ends[end] ?? 0) + 1;
    expect(isDone || left === 130, `${left} ${said}`).toBe(true);
    expect(real.open(), said).toEqual([]);
    if (!isDone) expect(await standing(real.place), said).toEqual(before);
    else expect((await real.apigw("apigw undo --yes")).exit).toBe(0);
    for (const line of back) expect((await real.apigw(line)).exit).toBe(0);
    expect(await standing(real.place)).toEqual(empty);
  },
  60_000,
);
