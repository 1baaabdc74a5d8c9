// build: usual 8
import { commandLine } from "../cli/again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { EXIT, UsageError } from "../cli/exit.ts";
import { printWhere, type Where } from "../cli/where.ts";
import { plain } from "../gateway/messages/plain.ts";
import { callsOf } from "../gateway/plan/plan.ts";
import { problem } from "../settings/problem.ts";
import { spinner } from "../terminal/progress.ts";
import { beginJournal } from "./begin-journal.ts";
import type { Change, CommonGiven, Located } from "./change.ts";
import { execute, type Outcome } from "./execute.ts";
import { interruptible } from "./interruptible.ts";
import type { Journal } from "./journal/write.ts";
import { takeLocks } from "./locks.ts";
import type { Prepared } from "./prepare.ts";
import { awsFlags, backCommand, resumeCommand } from "./recovery.ts";
import { alreadySo, type Shown } from "./shown.ts";
import { heedUnfinished } from "./unfinished.ts";

/** What is known of a run by the time its calls are sent. */
export interface Sending<G, F> {
  /** Its name. */
  readonly run: string;
  readonly where: Where;
  /** When it began to read, milliseconds since 1970. */
  readonly began: number;
  /** Whether somebody answered questions. */
  readonly asked: boolean;
  /** Whether somebody saw the plan, and agreed. */
  readonly confirmed: boolean;
  readonly showing: Shown<G, F>;
  /** All that was given and answered, as flags say it, where a form was filled in. */
  readonly answered?: CommonGiven | undefined;
  /** Told what AWS refused, where nothing is left changed. */
  refused?(failures: Outcome["failures"]): void;
  /** Prepares the same anew, as if nothing had been read. */
  again(): Promise<Prepared<G, F>>;
}

/**
 * Sends a plan as the only run of this machine that changes the same. What somebody else changed since it was read is
 * seen: by another run of this machine, and where a person took the time to look.
 */
export async function sendLocked<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  change: Change<G, F, A>,
  prepared: Prepared<G, F>,
  sending: Sending<G, F>,
): Promise<number> {
  const { world, given } = session;
  const { where, began, confirmed, showing } = sending;
  const keys = prepared.planned.steps.map(({ key }) => key);
  const progress = spinner(world, drawsOn(given));
  const locks = await takeLocks(world, where, keys, () =>
    progress.say("Waiting for another run on this machine"),
  );
  progress.stop();
  if (!locks) {
    throw new UsageError(
      [
        problem(
          undefined,
          "another run on this machine has been changing the same for minutes",
          "try again later",
        ),
      ],
      "run-unfinished",
    );
  }
  let touched = false;
  try {
    await heedUnfinished(session, connected, where, prepared, change.continues?.run.name);
    let fresh = prepared;
    if (confirmed)
      fresh = await (await import("./look-again.ts")).lookAgain(session, connected, prepared, showing.err);
    else if (locks.changedSince(began)) fresh = await sending.again();
    if (fresh.planned.steps.length === 0) return await alreadySo(change, fresh, showing);
    const sent = await send(session, connected, change, fresh, sending);
    touched = sent.touched;
    return sent.exit;
  } finally {
    locks.release(touched);
  }
}

async function send<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  change: Change<G, F, A>,
  prepared: Prepared<G, F>,
  sending: Sending<G, F>,
): Promise<{ readonly exit: number; readonly touched: boolean }> {
  const { run, where, asked, confirmed, showing } = sending;
  const { given, facts, wish, start, planned } = prepared;
  const answered = sending.answered ?? given;
  const { stderr } = await session.colours();
  const calls = callsOf(planned);
  // Before the journal begins: from its first line on no signal ends the process unheard.
  let takeUp: readonly string[] = [];
  const stop = interruptible(session, connected, () => takeUp);
  const journal = beginJournal(session, connected, change, prepared, { run, where, answered });
  if (journal) takeUp = [backCommand(journal.run, where), resumeCommand(journal.run, where)];
  const progress = spinner(session.world, drawsOn(given));
  let ended = false;
  const end: Journal["end"] = (how, remains) => {
    ended = true;
    journal?.end(how, remains);
  };
  try {
    const outcome = await execute(planned, connected.aws, start, {
      starting: (call, index, of) =>
        progress.say(`${index + 1}/${of} ${call.operation.split(":")[1]} ${call.at}`),
      stopped: stop.requested,
      journal,
      toward: change.toward ?? "wanted",
    });
    progress.stop();
    if (outcome.done.length === calls.length) {
      const rest = change.exitCode?.(facts) === EXIT.remains;
      end(rest ? "remains" : change.toward === "before" ? "taken back" : "done");
      // Whoever confirmed the calls has just seen them.
      const did = showing.out.paint.good(
        `${capital(wish.becomes)} ${showing.said.words.what}${confirmed ? "." : `, in ${printWhere(where)}:`}`,
      );
      const text = confirmed ? did : `${did}\n${await showing.done(prepared, outcome.ids)}`;
      try {
        await showing.report(wish.becomes, prepared, text, outcome.ids);
      } catch (error) {
        // A query that fails on the result after all, or an output that is full: what was done stays done, and is said.
        session.warn(text);
        session.warn(`It is done, but the answer could not be written: ${plain((error as Error).message)}.`);
        return { exit: EXIT.notWritten, touched: true };
      }
      if (asked) session.say(`\nThe same by one command:\n  ${commandLine(session, answered)}`);
      for (const line of showing.said.words.after(outcome.ids)) session.say(`\n${line}`);
      const code =
        (await change.afterwards?.(given, facts, calls, outcome.ids)) ??
        change.exitCode?.(facts) ??
        EXIT.done;
      return { exit: code, touched: true };
    }
    // What only a run that stops needs is loaded when one does.
    const [{ takeBack }, { sayHowLeft, sayWhy }] = await Promise.all([
      import("./take-back.ts"),
      import("./say-how-left.ts"),
    ]);
    sayWhy(session, outcome, stderr);
    if (outcome.touched) progress.say("Taking back what was done");
    const flags = awsFlags(where);
    const back = await takeBack(connected.aws, start.document, outcome, { flags, journal });
    progress.stop();
    // A run that was being resumed is where it was: still to be finished.
    const left = back.remains.length > 0 || change.continues !== undefined;
    end(left ? "remains" : "taken back", left ? back.remains.map(({ what }) => what) : undefined);
    if (back.remains.length === 0 && outcome.failures.length > 0) sending.refused?.(outcome.failures);
    const exit = sayHowLeft(session, outcome, back, stderr, journal && back.remains.length > 0 ? takeUp : []);
    return { exit, touched: outcome.touched };
  } finally {
    progress.stop();
    stop.release();
    // What nobody foresaw leaves the run open, to be found by the next.
    if (!ended) journal?.abandon();
  }
}

/** Whether nothing else is said on the way, and nobody listens to the screen. */
const drawsOn = ({ quiet, verbose, debug, accessible }: CommonGiven): boolean =>
  !quiet && !verbose && !debug && !accessible;

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;
