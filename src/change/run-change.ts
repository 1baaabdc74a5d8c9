// build: usual 8
import { commandLine } from "../cli/again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { ChangedMeanwhile, Declined, EXIT, UsageError } from "../cli/exit.ts";
import type { Decision } from "../cli/form/summary.ts";
import type { SoFar } from "../cli/given.ts";
import { queryFault } from "../cli/output.ts";
import type { Key } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { callsOf } from "../gateway/plan/plan.ts";
import type { Prompter } from "../ports.ts";
import { problem } from "../settings/problem.ts";
import type { Became, Change, CommonGiven, Located, Words } from "./change.ts";
import type { Outcome } from "./execute.ts";
import { newRunName } from "./journal/write.ts";
import { fillRecipe, type Prepared, prepare } from "./prepare.ts";
import { callsAsData } from "./report.ts";
import type { Sending } from "./send.ts";
import { alreadySo, resultOf, type Said, shown } from "./shown.ts";

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
  const { world } = session;
  if (soFar.open && prompter) {
    const { runForm } = await import("./run-form.ts");
    return runForm(session, connected, { given: soFar.given, region, prompter, run, began }, change);
  }
  const recipe = await fillRecipe(soFar.given, region, connected);
  const around = { world, account: connected, region, prompter, ahead, run };
  const answered = recipe.known as G;
  const ran = await showAndSend(session, connected, change, {
    prepared: await prepare(change, answered, recipe, around),
    again: () =>
      prepare(change, answered, recipe, { ...around, account: connected.afresh(), ahead: undefined }),
    run,
    began,
    asked: soFar.asked,
    prompter,
  });
  return ran ?? EXIT.refused;
}

/** What a form says and decides once all its questions are answered. */
export interface FormEnd {
  /** Everything that was answered, as flags say it. */
  readonly given: CommonGiven;
  /** Notes that were said where their question stood. */
  readonly said: readonly string[];
  decide(words: Words, becomes: Became, careful: boolean): Promise<Decision>;
  /** AWS refused, and nothing is left changed: the form comes up again. */
  refused(failures: Outcome["failures"]): void;
}

interface Ready<G, F> extends Pick<Sending<G, F>, "run" | "began" | "asked" | "again"> {
  readonly prepared: Prepared<G, F>;
  readonly prompter: Prompter | undefined;
  readonly form?: FormEnd;
}

/** Shows what was prepared, has it confirmed, and sends it. Undefined where the form is to come up again. */
export async function showAndSend<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  change: Change<G, F, A>,
  { prepared, prompter, form, asked, ...sending }: Ready<G, F>,
): Promise<number | undefined> {
  const where = await connected.where();
  const showing = await shown(session, change, prepared, where);
  await checkQuery(prepared, showing.said);
  const { given, planned, wish } = prepared;
  await showing.notes(form?.said);
  if (wish.becomes === "skipped") {
    await showing.report(
      "skipped",
      prepared,
      `Skipped: ${showing.said.words.what} exists and stays as it is.`,
    );
    return EXIT.done;
  }
  if (planned.steps.length === 0) return alreadySo(change, prepared, showing);
  const dryRun = async () => {
    if (given.planFormat !== undefined) {
      const { dryRunAs } = await import("./dry-run-format.ts");
      const { text, notes } = await dryRunAs(given.planFormat, prepared, connected, where);
      session.print(text.replace(/\n$/, ""));
      for (const note of notes) session.warn(`Note: ${note}`);
      session.say("Dry run: nothing was changed.");
      return given.detailedExitcode ? EXIT.differs : EXIT.done;
    }
    await showing.report("planned", prepared, await showing.plan());
    session.say("Dry run: nothing was changed.");
    if (form) session.say(`\nThe same by one command:\n  ${commandLine(session, form.given)}`);
    return given.detailedExitcode ? EXIT.differs : EXIT.done;
  };
  if (given.dryRun) return dryRun();
  const confirms = (asked || change.deletes === true) && prompter !== undefined;
  if (change.deletes && !prompter && !given.yes)
    throw new UsageError(
      [problem("yes", "is missing: this deletes, and nobody can be asked", "add --yes")],
      "confirmation-needed",
    );
  if (confirms) session.warn(await showing.question());
  if (confirms && !given.yes) {
    const { words } = showing.said;
    const confirm = async () =>
      words.typed !== undefined ||
      (await prompter.confirm({ message: words.question, initial: !change.deletes }))
        ? "go"
        : "cancel";
    const decision = await (form?.decide(words, wish.becomes, change.deletes === true) ?? confirm());
    if (decision === "cancel") throw new Declined();
    if (decision === "changed") return undefined;
    if (decision === "dry-run") return dryRun();
    if (words.typed !== undefined && !(await typesName(prompter, words.typed))) throw new Declined();
  }
  const { sendLocked } = await import("./send.ts");
  let comesBack = false;
  const code = await sendLocked(session, connected, change, prepared, {
    ...sending,
    where,
    asked,
    confirmed: confirms,
    showing,
    answered: form?.given,
    refused(failures) {
      comesBack = form !== undefined;
      form?.refused(failures);
    },
  }).catch((error) => {
    // What was to be made is there by now: the form asks what to do with it.
    if (!form || wish.becomes !== "created" || !(error instanceof ChangedMeanwhile)) throw error;
    comesBack = true;
    form.refused([]);
    return EXIT.conflict;
  });
  return comesBack ? undefined : code;
}

/** What takes much with it is named by whoever means it; anything else is a no. */
const typesName = async (prompter: Prompter, name: string): Promise<boolean> =>
  (await prompter.text({
    message: `Type ${plain(name)} to go on, anything else to stop:`,
    check: () => undefined,
  })) === name;

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
