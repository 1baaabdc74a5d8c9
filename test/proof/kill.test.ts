import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGES, standing } from "../cli/changes.ts";
import { type RealRuns, startRealRuns } from "./real-runs.ts";
import { chosen } from "./sample.ts";

// Real processes are killed at random moments, and their runs led back or on: the journal is always readable and right.

const RUNS = 200;
const SLOWEST_MS = 60;

let real: RealRuns;
beforeAll(async () => {
  real = await startRealRuns();
});
afterAll(() => real.stop());

const apigw = (line: string) => real.apigw(line);
const open = () => real.open();

/** What a change leads to, once one was not killed. */
const wantedBy = new Map<string, string>();
const ends: Record<string, number> = {};
afterAll(() => console.log(JSON.stringify(ends)));

const runs = Array.from({ length: RUNS }, (_, i) => i);
test.each(chosen(runs))(
  "run %i",
  async () => {
    const names = Object.keys(CHANGES).filter((name) => !name.startsWith("undo"));
    const name = names[Math.floor(Math.random() * names.length)] ?? "";
    const change = CHANGES[name];
    if (!change) return;
    const empty = await standing(real.place);
    const undo = [...(await real.prepare(change.given))];
    const before = await standing(real.place);
    await real.signalled(change.line, "SIGKILL", Math.random() * SLOWEST_MS);
    const [left] = open();
    const listed = await apigw("apigw history --last 1 --output json");
    expect(listed.exit, listed.stderr).toBe(0);
    const end = (what: string) => {
      ends[what] = (ends[what] ?? 0) + 1;
    };
    // Killed after its end was written and before its journal was put away, it was done.
    const how = JSON.parse(listed.stdout).runs[0]?.how;
    const run = left !== undefined && how !== "done" && how !== "taken back" ? left : undefined;
    if (run === undefined) {
      // It had not begun to write, or it was done.
      const now = await standing(real.place);
      const done = JSON.stringify(now) !== JSON.stringify(before);
      end(done ? "done" : "not begun");
      if (done) wantedBy.set(name, JSON.stringify(now));
      if (done) undo.unshift("apigw undo --yes");
    } else {
      expect(JSON.parse(listed.stdout).runs[0]).toMatchObject({ run, how: "interrupted" });
      const back = Math.random() < 0.5;
      const first = await apigw(`apigw resume ${run}${back ? " --back" : ""}`);
      if (back) {
        if (first.exit === 3) {
          const forced = await apigw(`apigw resume ${run} --back --force`);
          expect(forced.exit, forced.stderr).toBe(0);
          end("led back, with --force");
        } else {
          expect(first.exit, first.stderr).toBe(0);
          end("led back");
        }
        expect(await standing(real.place)).toEqual(before);
      } else {
        expect(first.exit, first.stderr).toBe(0);
        end("led on");
        const wanted = wantedBy.get(name);
        if (wanted !== undefined) expect(JSON.stringify(await standing(real.place))).toBe(wanted);
        undo.unshift("apigw undo --yes --force");
      }
    }
    expect(open().filter((one) => one !== left || run !== undefined)).toEqual([]);
    for (const line of undo) {
      const { exit, stderr } = await apigw(line);
      expect([0, 3, 5], stderr).toContain(exit);
    }
    if (JSON.stringify(await standing(real.place)) !== JSON.stringify(empty)) {
      // An undo leaves what it may not have made; here nobody else makes anything.
      const { exit, stderr } = await apigw("apigw undo --yes --force");
      expect([0, 5], stderr).toContain(exit);
    }
    expect(await standing(real.place)).toEqual(empty);
  },
  60_000,
);
