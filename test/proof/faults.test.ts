import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FAULT_KINDS } from "../../src/sandbox/fault-kinds.ts";
import type { Fault } from "../../src/sandbox/sandbox.ts";
import { CHANGES, type Change, given, ok, standing } from "../cli/changes.ts";
import type { Place, Run } from "../cli/run.ts";
import { words } from "../cli/words.ts";
import { chosen } from "./sample.ts";

// Every command that writes, at each of its calls, with every kind of fault, and then with one more: it ends as it was
// wanted, as it was before, or with 3 and commands that, run as printed, lead there.

/** What comes after the fault. */
const THEN = {
  once: () => [],
  "for ever": () => [],
  "all later calls too": (kind, at) => [{ kind, after: at }],
  "later deletes denied": (_, at) => [{ kind: "denied", operation: "deletes", after: at }],
  "later reads denied": (_, at) => [{ kind: "denied", operation: "reads", after: at }],
  "later writes denied": (_, at) => [{ kind: "denied", operation: "writes", after: at }],
} as const satisfies Readonly<
  Record<string, (kind: Fault["kind"], at: { operation: string; nth: number }) => readonly Fault[]>
>;

const SIGNALS = ["interrupt"] as const;

interface Case {
  readonly name: string;
  readonly change: Change;
  /** Which write it meets, from 1. */
  readonly write: number;
  readonly kind: Fault["kind"] | (typeof SIGNALS)[number];
  readonly then: keyof typeof THEN;
}

/** Of how many writes a change is made, at most: what is beyond them is not there. */
const MOST = 11;

const all: readonly Case[] = Object.entries(CHANGES).flatMap(([name, change]) =>
  Array.from({ length: MOST }, (_, i) => i + 1).flatMap((write) =>
    [...FAULT_KINDS, ...SIGNALS].flatMap((kind) =>
      (Object.keys(THEN) as (keyof typeof THEN)[])
        .filter((then) => kind !== "slow" || then === "once")
        .map((then): Case => ({ name, change, write, kind, then })),
    ),
  ),
);

/** What each change writes where all goes well, and what it leads from and to; found out once. */
const known = new Map<
  string,
  Promise<{ writes: readonly { operation: string; nth: number }[]; before: unknown; wanted: unknown }>
>();
async function learn(change: Change) {
  const place = await given(change);
  const before = await standing(place);
  const run = ok(await place.run(change.line));
  const wanted = await standing(place);
  const counts = new Map<string, number>();
  const writes = run.writes.map(({ operation }) => {
    const nth = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, nth);
    return { operation, nth };
  });
  return { writes, before, wanted };
}

const openRuns = (place: Place): string[] => {
  try {
    return readdirSync(join(place.folder, ".local/state/apigw/runs/open"));
  } catch {
    return [];
  }
};

const ends = new Map<string, number>();
let count = 0;
afterAll(() => console.log(`${count} runs: ${[...ends].map(([end, n]) => `${n} ${end}`).join(", ")}`));

/** The runs that are judged; those that a place does not have so many writes for are passed over. */
async function judge({ name, change, write, kind, then }: Case): Promise<void> {
  const learned = known.get(name) ?? learn(change);
  known.set(name, learned);
  const { writes, before, wanted } = await learned;
  const at = writes[write - 1];
  if (!at) return;
  const faults: Fault[] = [];
  const place = await given(change, { faults });
  if (kind !== "interrupt") {
    const first: Fault = {
      kind,
      operation: at.operation,
      ...(kind === "slow" ? { milliseconds: 1500 } : {}),
    };
    faults.push(then === "for ever" ? first : { ...first, nth: at.nth });
  }
  faults.push(...THEN[then](kind === "interrupt" ? "error" : kind, at));
  const line = kind === "slow" ? `${change.line} --cli-read-timeout 1` : change.line;
  let seen = 0;
  const run = await place.run(line, {
    hurried: true,
    onCall(call, interrupt) {
      if (kind === "interrupt" && call.operation === at.operation && ++seen === at.nth) interrupt();
    },
  });
  faults.length = 0;
  const end = await endOf(place, run, before, wanted);
  ends.set(end, (ends.get(end) ?? 0) + 1);
  count += 1;
}

/** How it ended; throws where it ended otherwise than it may. */
async function endOf(place: Place, run: Run, before: unknown, wanted: unknown): Promise<string> {
  const now = await standing(place);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (run.exit === 0) {
    expect(now, `${run.stderr}\nit left with 0`).toEqual(wanted);
    expect(openRuns(place)).toEqual([]);
    return "as wanted";
  }
  if (run.exit !== 3) {
    expect(now, `${run.stderr}\nit left with ${run.exit}, and is not as before`).toEqual(before);
    expect(openRuns(place), run.stderr).toEqual([]);
    return "as before";
  }
  expect(run.stderr).toContain("What remains, and how to finish");
  const [, command = ""] = /^ {2}(apigw resume \S+ --back.*)$/m.exec(run.stderr) ?? [];
  expect(command, run.stderr).not.toBe("");
  const back = await place.run(words(command).slice(0));
  if (back.exit === 3) {
    expect(back.stderr).toContain("--force");
    const forced = await place.run([...words(command), "--force"]);
    expect(forced.exit, forced.stderr).toBe(0);
  } else expect(back.exit, `${run.stderr}\n---\n${back.stderr}`).toBe(0);
  expect(same(await standing(place), before), `${run.stderr}\n---\n${back.stdout}${back.stderr}`).toBe(true);
  expect(openRuns(place)).toEqual([]);
  return "finished by the command it printed";
}

describe("a fault at every call of every change", () => {
  test.each(chosen(all))("$name, write $write: $kind, $then", (one) => judge(one), 60_000);
});
