import { observeMethod, validatorsOf } from "../../aws/observe.ts";
import { execute } from "../../execute/execute.ts";
import type { Ids } from "../../gateway/call.ts";
import { Interrupted } from "../../gateway/failure.ts";
import { plan } from "../../gateway/plan.ts";
import { flagsFor, quote } from "../../settings/command-line.ts";
import { spinner } from "../../terminal/progress.ts";
import type { Session } from "../command.ts";
import { connect, inSandbox } from "../connect.ts";
import { EXIT } from "../exit.ts";
import { exitCodeOf, explainFailure } from "../explain.ts";
import { printResult } from "../output.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { type Became, deployCommand, printCalls, printPlan, resultOf } from "./report.ts";
import { rollBack } from "./rollback.ts";
import { settle } from "./settle.ts";

/** `apigw create-method`: ask, check, plan, show, send, report. */
export async function run(session: Session): Promise<number> {
  const settled = await settle(session);
  const connected = await connect(session, settled.region);
  try {
    const prepared = await prepare(session, connected, settled);
    return await carryOut(session, connected, prepared);
  } finally {
    connected.destroy();
  }
}

type Connected = Awaited<ReturnType<typeof connect>>;

async function carryOut(session: Session, connected: Connected, prepared: Prepared): Promise<number> {
  const { known, place, calls, notes, asked, prompter } = prepared;
  const { world } = session;
  const { aws } = connected;
  const where = `${known.method} ${place.path} of ${place.api.name}`;
  const deploy = inSandbox(known, world.env) ? null : deployCommand(place.api, aws.region, connected.flags);
  const report = (outcome: Became, done: typeof calls, ids: Ids, text: string) =>
    printResult(session, known, resultOf(outcome, place, known, aws.region, done, ids, notes, deploy), text);

  for (const note of notes) session.warn(`Note: ${note}`);
  if (prepared.skipped) {
    await report("skipped", [], prepared.ids, `Skipped: ${where} exists and stays as it is.`);
    return EXIT.done;
  }
  if (calls.length === 0) {
    await report("unchanged", [], prepared.ids, `Already so: ${where}. Nothing was sent.`);
    return EXIT.done;
  }
  if (known.dryRun) {
    await report("planned", calls, prepared.ids, printPlan(calls, prepared.ids));
    session.say("Dry run: nothing was changed.");
    return EXIT.done;
  }
  if (asked && prompter) {
    session.warn(`\n${where}, in ${aws.region}:\n${printCalls(calls)}\n`);
    if (
      !known.yes &&
      !(await prompter.confirm({
        message: prepared.before ? "Change the method?" : "Create method?",
        initial: true,
      }))
    )
      throw new Interrupted();
  }

  const stop = interruptible(session);
  const progress = spinner(world, !known.quiet && !known.verbose && !known.debug);
  try {
    const outcome = await execute(calls, aws, prepared.ids, {
      starting: (call, index, of) =>
        progress.say(`${index + 1}/${of} ${call.operation.split(":")[1]} ${call.at}`),
      stopped: stop.requested,
      // An earlier try may have come through: if planning again no longer asks for this call, it did.
      wasOurs: async (call, ids) => {
        const resourceId = ids.resources.get(place.path);
        if (resourceId === undefined || !prepared.wanted) return false;
        const now = await observeMethod(
          aws,
          { ...prepared.context.at, resourceId },
          validatorsOf(connected.reading, place.api.id),
        );
        return (
          now !== undefined &&
          !plan(now, prepared.wanted, prepared.context).some(
            (one) => one.at === call.at && sameThing(one.operation, call.operation),
          )
        );
      },
    });
    progress.stop();
    if (outcome.done.length === calls.length) {
      // Whoever confirmed the calls has just seen them.
      const did = `${past(prepared.becomes)} ${where}`;
      await report(prepared.becomes, calls, outcome.ids, asked ? `${did}.` : `${did}:\n${printCalls(calls)}`);
      if (asked) session.say(`\nThe same by one command:\n  ${commandLine(session, prepared)}`);
      session.say(`\nNot live until it is deployed${deploy === null ? "." : `: ${deploy}`}`);
      return EXIT.done;
    }
    const why = outcome.failed ? explainFailure(outcome.failed.failure, session) : "Interrupted.";
    session.warn(why);
    if (outcome.done.length > 0 || outcome.failed) progress.say("Taking back what was done");
    const remains = await rollBack(aws, outcome, prepared.before, prepared.context);
    progress.stop();
    if (remains.length > 0) {
      session.warn("Some of it could not be taken back. What remains, and how to finish:");
      for (const { what, command } of remains)
        session.warn(`  ${what}${command === undefined ? "" : `\n    ${command}`}`);
      return EXIT.remains;
    }
    session.warn(
      outcome.done.length > 0
        ? "All that had been done was taken back: nothing is left changed."
        : "Nothing was changed.",
    );
    return outcome.failed ? exitCodeOf(outcome.failed.failure) : EXIT.interrupted;
  } finally {
    progress.stop();
    stop.release();
  }
}

/** PutMethodResponse and UpdateMethodResponse act on the same thing; so do the rest by their noun. */
const sameThing = (a: string, b: string): boolean => noun(a) === noun(b);
const noun = (operation: string): string => operation.replace(/^.*:(Put|Update|Create|Delete)/, "");

const past = (became: Became): string => `${became[0]?.toUpperCase()}${became.slice(1)}`;

/** Ctrl-C while calls are under way: the call is finished, then all is taken back. A second one is left to the system. */
function interruptible(session: Session): { requested(): boolean; release(): void } {
  let requested = false;
  const release = session.world.onInterrupt(() => {
    requested = true;
    session.warn("\nStopping after this call, then taking back what was done (Ctrl-C again stops at once).");
    release();
  });
  return { requested: () => requested, release };
}

/** The command line that does the same without asking. */
function commandLine(session: Session, { known }: Prepared): string {
  const { yes, input, ...rest } = known;
  return ["apigw", session.command.name, ...flagsFor(session.command.settings, rest).map(quote)].join(" ");
}
