// build: usual 8
import type { Session } from "../cli/command.ts";
import { EXIT } from "../cli/exit.ts";
import { printResult } from "../cli/output.ts";
import { printWhere, type Where } from "../cli/where.ts";
import type { Ids } from "../gateway/call/call.ts";
import type { Key } from "../gateway/document/things.ts";
import { callsOf } from "../gateway/plan/plan.ts";
import type { Became, Change, CommonGiven, Located, Words } from "./change.ts";
import type { Prepared } from "./prepare.ts";
import { callsAsData, printCalls, printPlan, type Showing } from "./report.ts";

/** How a change is shown to people and programs. */
export interface Shown<G, F> {
  readonly said: Said;
  /** Standard output, and standard error. */
  readonly out: Showing;
  readonly err: Showing;
  /** Says the notes, but those that were said before. */
  notes(said?: readonly string[]): Promise<void>;
  /** The plan with all that is sent. */
  plan(): Promise<string>;
  /** What stands before the last question. */
  question(): Promise<string>;
  /** What was done, call by call. */
  done(of: Prepared<G, F>, ids: Ids): Promise<string>;
  report(outcome: Became, of: Prepared<G, F>, text: string, ids?: Ids): Promise<void>;
}

/** Puts a prepared change in words. */
export async function shown<G extends CommonGiven, F extends Located, A>(
  session: Session,
  change: Change<G, F, A>,
  prepared: Prepared<G, F>,
  where: Where,
): Promise<Shown<G, F>> {
  const { given, facts, wish, planned, start, notes } = prepared;
  const { stdout, stderr } = await session.colours();
  const whole = given.verbose === true;
  const out = { paint: stdout, width: session.world.stdout.columns, whole };
  const err = { paint: stderr, width: session.world.stderr.columns, whole };
  const words = change.words(given, facts, wish);
  const said = { words, where, notes };
  const place = printWhere(where);
  const values = async (of: Prepared<G, F>, showing: Showing) => {
    const texts = [await differences(of, showing), words.beside?.(showing) ?? ""];
    return texts.flatMap((text) => (text === "" ? [] : `\n${text}`)).join("");
  };
  return {
    said,
    out,
    err,
    async notes(before = []) {
      for (const note of notes.filter((one) => !before.includes(one)))
        session.warn(`${stderr.caution("Note:")} ${note}`);
      for (const one of await weaker(prepared)) session.warn(stderr.bad(`Weaker: ${one}`));
    },
    plan: async () =>
      `${words.what}, in ${place}:\n${printPlan(callsOf(planned), facts.ids, out)}${await values(prepared, out)}`,
    question: async () =>
      `\n${words.what}, in ${place}:\n${printCalls(planned, start.document, facts.ids, err)}${await values(prepared, err)}\n`,
    done: async (of, ids) => `${printCalls(of.planned, of.start.document, ids, out)}${await values(of, out)}`,
    report: (outcome, of, text, ids = facts.ids) =>
      printResult(session, given, resultOf(said, outcome, ids, callsAsData(callsOf(of.planned), ids)), text),
  };
}

/** The things that a plan changes: what is made has nothing to be compared with. */
const changedBy = <G, F>({ planned, start }: Prepared<G, F>): readonly Key[] =>
  planned.steps.map(({ key }) => key).filter((key) => start.document.get(key) !== undefined);

async function differences<G, F>(of: Prepared<G, F>, showing: Showing): Promise<string> {
  const changed = changedBy(of);
  if (changed.length === 0) return "";
  const { differencesOf, printDifferences } = await import("./differences.ts");
  const list = differencesOf(of.start.document, of.wish.wanted, changed);
  return list.length === 0 ? "" : printDifferences(list, showing);
}

async function weaker<G, F>(of: Prepared<G, F>): Promise<readonly string[]> {
  const changed = changedBy(of);
  if (changed.length === 0) return [];
  const { weakerBy } = await import("./differences.ts");
  return weakerBy(of.start.document, of.wish.wanted, changed);
}

/** What is said of a run whatever becomes of it. */
export interface Said {
  readonly words: Words;
  readonly where: Where;
  readonly notes: readonly string[];
}

/** The result as data. */
export const resultOf = (
  { words, where, notes }: Said,
  outcome: Became,
  ids: Ids,
  calls: readonly object[],
): object => {
  const { before, after } = words.result(ids);
  return { schemaVersion: 1, outcome, where, ...before, calls, notes, ...after };
};

/** The end of a change of which nothing is to be sent; the exit code. */
export async function alreadySo<G extends CommonGiven, F extends Located, A>(
  change: Change<G, F, A>,
  prepared: Prepared<G, F>,
  { report, out, said }: Shown<G, F>,
): Promise<number> {
  const code = change.exitCode?.(prepared.facts);
  change.continues?.settled(code);
  await report("unchanged", prepared, out.paint.good(`Already so: ${said.words.what}. Nothing was sent.`));
  return code ?? EXIT.done;
}
