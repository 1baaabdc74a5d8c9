// build: usual 8
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { Declined, EXIT, UsageError } from "../cli/exit.ts";
import type { SoFar } from "../cli/given.ts";
import { queryFault } from "../cli/output.ts";
import type { Key } from "../gateway/document/things.ts";
import { callsOf } from "../gateway/plan/plan.ts";
import { problem } from "../settings/problem.ts";
import type { Change, CommonGiven, Located } from "./change.ts";
import { newRunName } from "./journal/write.ts";
import { fillRecipe, type Prepared, prepare } from "./prepare.ts";
import { callsAsData } from "./report.ts";
import { resultOf, type Said, shown } from "./shown.ts";

/**
 * The spine of every change: ask, find the place, plan, check, show, confirm, lock, send, and report or take back. What
 * is a command's own stands in its Change.
 */
export async function runChange<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  soFar: SoFar<G>,
  change: Change<G, F, A>,
  ahead: A | undefined,
): Promise<number> {
  const { region, prompter } = soFar;
  const began = session.world.clock.now();
  const run = newRunName(session.world);
  // Beside the first reads: whose account it is. What is wrong is said where it is needed.
  connected.where().catch(() => {});
  const recipe = await fillRecipe(soFar.given, region, connected);
  let answered = recipe.known as G;
  if (soFar.open && prompter) {
    const table = session.command.settings;
    const asking = { table, prompter, reading: connected.reading, note: session.warn };
    answered = await change.ask(asking, answered, connected);
  }
  const { world } = session;
  const prepared = await prepare(change, answered, recipe, {
    world,
    account: connected,
    region,
    prompter,
    ahead,
    run,
  });
  const where = await connected.where();
  const showing = await shown(session, change, prepared, where);
  await checkQuery(prepared, showing.said);
  const { given, planned, wish } = prepared;
  await showing.notes();
  if (wish.becomes === "skipped") {
    await showing.report(
      "skipped",
      prepared,
      `Skipped: ${showing.said.words.what} exists and stays as it is.`,
    );
    return EXIT.done;
  }
  if (planned.steps.length === 0) {
    change.continues?.settled(change.exitCode?.(prepared.facts));
    await showing.report(
      "unchanged",
      prepared,
      showing.out.paint.good(`Already so: ${showing.said.words.what}. Nothing was sent.`),
    );
    return change.exitCode?.(prepared.facts) ?? EXIT.done;
  }
  if (given.dryRun) {
    await showing.report("planned", prepared, await showing.plan());
    session.say("Dry run: nothing was changed.");
    return EXIT.done;
  }
  const asked = soFar.asked || soFar.open;
  const confirms = (asked || change.deletes === true) && prompter !== undefined;
  if (change.deletes && !prompter && !given.yes)
    throw new UsageError(
      [problem("yes", "is missing: this deletes, and nobody can be asked", "add --yes")],
      "confirmation-needed",
    );
  if (confirms) {
    session.warn(await showing.question());
    const { question } = showing.said.words;
    if (!given.yes && !(await prompter.confirm({ message: question, initial: !change.deletes })))
      throw new Declined();
  }
  const { sendLocked } = await import("./send.ts");
  return sendLocked(session, connected, change, prepared, {
    run,
    where,
    began,
    asked,
    confirmed: confirms,
    showing,
    again: () =>
      prepare(change, answered, recipe, {
        world,
        account: connected.afresh(),
        region,
        prompter,
        ahead: undefined,
        run,
      }),
  });
}

/** A query that does not fit the result must be known before there is one. */
async function checkQuery<G extends CommonGiven, F extends Located>(
  { given: { query }, planned, facts, wish }: Prepared<G, F>,
  said: Said,
): Promise<void> {
  if (query === undefined) return;
  const made = planned.steps.map(({ key }): [Key, string] => [key, "id"]);
  const ids = new Map([...made, ...facts.ids]);
  const likely = resultOf(said, wish.becomes, ids, callsAsData(callsOf(planned), ids));
  const fault = await queryFault(query, likely);
  if (fault !== undefined)
    throw new UsageError([problem("query", `does not fit the result: ${fault}`, "see jmespath.org")]);
}
