import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Call } from "../../gateway/call/call.ts";
import { type Document, isOf, type Key } from "../../gateway/document/things.ts";
import type { Sent } from "../../gateway/plan/sent.ts";
import { distrustedState, endedRuns, openRuns } from "../../machine/state-folder.ts";
import { distrustFile } from "../../machine/trust.ts";
import type { World } from "../../ports.ts";
import { type Begun, type By, type Ended, JOURNAL_FORM, type Line, read } from "./lines.ts";

/** What became of one call of a run. */
export interface Happened {
  readonly key: Key;
  readonly call: Call;
  readonly toward: "wanted" | "before";
  /** `cut off`: it was sent, and the process did not live to hear the answer. */
  readonly outcome: "not sent" | "done" | "refused" | "lost" | "cut off";
  /** Of a refused one. */
  readonly message?: string;
}

/** A run as its journal tells it. */
export interface Run {
  readonly name: string;
  readonly file: string;
  readonly begun: Begun;
  readonly before: Document;
  readonly wanted: Document;
  readonly calls: readonly Happened[];
  /** The calls that had an effect, or may have had one, in their order. */
  readonly sent: readonly Sent[];
  /** What was there already, and what the run made. */
  readonly ids: ReadonlyMap<Key, string>;
  /** The last process that worked on it. */
  readonly by: By;
  /** How it ended; absent where it never did. */
  readonly ended?: Ended;
}

/** A journal that cannot be understood, and why. */
export interface Unreadable {
  readonly name: string;
  readonly file: string;
  readonly why: string;
}

export const isRun = (one: Run | Unreadable): one is Run => "begun" in one;

const NAME = /^(\d{8}-\d{9}-[a-z0-9]{4})\.jsonl$/;

type Machine = Pick<World, "env" | "home" | "process">;

/** The runs of a folder, the oldest first; one that others may have put there stands for none. */
function runsIn(world: Machine, folder: string): readonly (Run | Unreadable)[] {
  const why = distrustedState(world, folder);
  if (why !== undefined) return [{ name: "", file: folder, why }];
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => readRun(join(folder, name), name.replace(/\.jsonl$/, ""), world));
}

/** The runs that never ended, or of which something remains. */
export const unfinishedRuns = (world: Machine): readonly (Run | Unreadable)[] =>
  runsIn(world, openRuns(world));

/** All runs, the oldest first. */
export const allRuns = (world: Machine): readonly (Run | Unreadable)[] =>
  [...runsIn(world, endedRuns(world)), ...runsIn(world, openRuns(world))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );

/** A run by its name, or by the end of it where that is enough. */
export function findRun<R extends Run | Unreadable>(all: readonly R[], name: string): R | undefined {
  const exact = all.find((one) => one.name === name);
  if (exact) return exact;
  const ending = all.filter((one) => one.name.endsWith(name));
  return ending.length === 1 ? ending[0] : undefined;
}

/** The runs that others took back; an undo that was itself undone does not count. */
export function undoneOf(runs: readonly Run[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { name, begun, ended } of [...runs].reverse())
    if (begun.undoes !== undefined && ended?.how === "done" && !undone.has(name)) undone.add(begun.undoes);
  return undone;
}

/**
 * Validators that runs here made again under new ids: by the key that a run had for one, or by the id that it had, what
 * its id is by now.
 */
export function renewedIds(runs: readonly Run[]): (key: Key, id: string | undefined) => string | undefined {
  const renewed = new Map<Key, string>();
  for (const { sent, ids } of runs)
    for (const { key, call, certain } of sent) {
      const id = ids.get(key);
      if (certain && id !== undefined && call.operation === "apigateway:CreateRequestValidator")
        renewed.set(key, id);
    }
  return (key, id) => {
    let now = renewed.get(key) ?? id;
    const api = key.split(" ")[1] ?? "";
    for (const seen = new Set<string>(); now !== undefined && !seen.has(now); ) {
      seen.add(now);
      now = renewed.get(`validator ${api} ${now}`) ?? now;
    }
    return now;
  };
}

/** Whether a process is at work on it: one of this machine tells; one of another only by its age. */
export function isUnderWay({ by, ended }: Run, world: World, touched: number): boolean {
  if (ended !== undefined) return false;
  const old = world.clock.now() - touched > ABANDONED_AFTER_MS;
  if (old) return false;
  return by.host !== hostname() || world.process.isAlive(by.pid);
}

/** No run goes so long without writing a line; its process's number went to another. */
const ABANDONED_AFTER_MS = 15 * 60_000;

/** When a run's file was last written, milliseconds since 1970. */
export function lastTouched({ file }: Run): number {
  try {
    return lstatSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

export function readRun(file: string, name: string, world: Pick<World, "process">): Run | Unreadable {
  const unreadable = (why: string): Unreadable => ({ name, file, why });
  let lines: Line[];
  try {
    const why = distrustFile(file, world.process.user);
    if (why !== undefined) return unreadable(why);
    lines = linesOf(readFileSync(file, "utf8"));
  } catch (error) {
    return unreadable((error as Error).message);
  }
  const [begun] = lines;
  if (begun?.line !== "begun") return unreadable("its first line is missing");
  if (typeof begun.journal !== "number" || begun.journal > JOURNAL_FORM)
    return unreadable(`a later apigw (${String(begun.program)}) wrote it`);
  try {
    return fold(name, file, begun, lines);
  } catch (error) {
    return unreadable((error as Error).message);
  }
}

/** A line that a killed process did not finish is none. */
function linesOf(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}

function fold(name: string, file: string, begun: Begun, lines: readonly Line[]): Run {
  const calls: { -readonly [K in keyof Happened]: Happened[K] }[] = [];
  /** The order in which they were sent, each time anew. */
  const sent: { call: number; effect: "none" | "made" | "maybe" }[] = [];
  const ids = new Map(begun.ids);
  let by = begun.by;
  let ended: Ended | undefined;
  const settle = (call: number, effect: "none" | "made" | "maybe") => {
    const last = sent.findLast((one) => one.call === call);
    if (last) last.effect = effect;
  };
  const learn = (call: number, id: string | undefined) => {
    const key = calls[call]?.key;
    if (
      key !== undefined &&
      id !== undefined &&
      (isOf("resource", key) || isOf("validator", key) || isOf("deployment", key))
    )
      ids.set(key, id);
  };
  for (const line of lines) {
    const one = "call" in line ? calls[line.call] : undefined;
    switch (line.line) {
      case "planned":
        by = line.by;
        ended = undefined;
        calls.push(
          ...line.calls.map(({ key, call }) => ({
            key,
            call,
            toward: line.toward,
            outcome: "not sent" as const,
          })),
        );
        break;
      case "send":
        sent.push({ call: line.call, effect: "maybe" });
        if (one) one.outcome = "cut off";
        break;
      case "done":
        settle(line.call, "made");
        learn(line.call, line.id);
        if (one) one.outcome = "done";
        break;
      case "refused":
        settle(line.call, "none");
        if (one) {
          one.outcome = "refused";
          one.message = `${line.code}: ${line.message}`;
        }
        break;
      case "lost":
        settle(line.call, line.happened === null ? "maybe" : line.happened ? "made" : "none");
        learn(line.call, line.id);
        if (one) one.outcome = line.happened === true ? "done" : "lost";
        break;
      case "ended":
        ended = line;
        break;
    }
  }
  return {
    name,
    file,
    begun,
    before: read(begun.before),
    wanted: read(begun.wanted),
    calls,
    sent: sent.flatMap(({ call, effect }) => {
      const one = calls[call];
      return one === undefined || effect === "none"
        ? []
        : [{ key: one.key, call: one.call, certain: effect === "made" }];
    }),
    ids,
    by,
    ...(ended === undefined ? {} : { ended }),
  };
}
