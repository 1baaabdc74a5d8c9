// build: usual 8
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { ChangedMeanwhile, Declined, EXIT, orUsageError, UsageError } from "../cli/exit.ts";
import type { SoFar } from "../cli/given.ts";
import { printResult, queryFault } from "../cli/output.ts";
import { printWhere, type Where } from "../cli/where.ts";
import type { Ids } from "../gateway/call/call.ts";
import { type Key, printKey, thing } from "../gateway/document/things.ts";
import { plain } from "../gateway/messages/plain.ts";
import { partitionOf } from "../gateway/names/partition.ts";
import { callsOf, type Plan, plan } from "../gateway/plan/plan.ts";
import type { Prompter } from "../ports.ts";
import { flagsFor, quote } from "../settings/command-line.ts";
import { problem } from "../settings/problem.ts";
import { spinner } from "../terminal/progress.ts";
import { checkResolved } from "../wanted/conflicts.ts";
import { recipeNeedsAccount, withRecipe } from "../wanted/with-recipe.ts";
import { withServiceDefaults } from "../wanted/with-service-defaults.ts";
import type { Became, Change, CommonGiven, Located, Wish, Words } from "./change.ts";
import { execute, type Start } from "./execute.ts";
import { interruptible } from "./interruptible.ts";
import { callsAsData, printCalls, printPlan, type Showing, sayHowLeft, sayWhy } from "./report.ts";
import type { Conflict } from "./toward.ts";

/**
 * The spine of every change: ask, find the place, plan, check, show, confirm, send, and report or take back. What is a
 * command's own stands in its Change.
 */
export async function runChange<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  soFar: SoFar<G>,
  change: Change<G, F, A>,
  ahead: A | undefined,
): Promise<number> {
  const { region, prompter } = soFar;
  // Beside the first reads: whose account it is. What is wrong is said where it is needed.
  connected.where().catch(() => {});
  const recipe = withRecipe(soFar.given, await placeOf(soFar.given, region, connected));
  let answered = recipe.known as G;
  if (soFar.open && prompter) {
    const table = session.command.settings;
    const asking = { table, prompter, reading: connected.reading, note: session.warn };
    answered = await change.ask(asking, answered, connected);
  }
  const defaults = change.defaults?.(answered) ?? withServiceDefaults(answered);
  orUsageError([...defaults.problems, ...checkResolved({ ...defaults.known, region })]);
  const { allows } = recipe;
  const around = {
    world: session.world,
    account: connected,
    region,
    prompter,
    ahead,
    allows,
    called: defaults,
  };
  const { given, facts, notes: found } = await change.locate(defaults.known as G, around);
  const wish = change.want(given, facts);
  if ("problems" in wish) throw new UsageError(wish.problems);
  const start = await lookedAt(wish, facts.ids, connected);
  const planned = plan(start.document, wish.wanted);
  orUsageError(planned.unread.map(unreadProblem));
  const checked = await change.check?.(given, facts, wish, connected);
  orUsageError(checked?.problems ?? []);
  const notes = [
    ...recipe.notes,
    ...defaults.notes,
    ...found,
    ...wish.notes,
    ...(checked?.notes ?? []),
    ...planned.kept.map(keptNote),
  ];
  const asked = soFar.asked || soFar.open;
  return carryOut(session, connected, change, {
    given,
    facts,
    wish,
    start,
    planned,
    notes,
    asked,
    prompter,
  });
}

/** What is there, of all that is wanted: what the command did not look at yet is looked at by itself. */
async function lookedAt({ now, wanted }: Wish, ids: Ids, { aws }: Connected): Promise<Start> {
  const open = [...wanted.keys()].filter((key) => !now.has(key));
  if (open.length === 0) return { document: now, ids };
  const { observe } = await import("../account/read-again.ts");
  const seen = await observe(aws, open, ids);
  return { document: new Map([...seen.document, ...now]), ids: new Map([...seen.ids, ...ids]) };
}

/** Where a recipe's queues and tables are; an account is asked for where one needs it. */
async function placeOf(given: CommonGiven, region: string, { reading }: Connected) {
  const at = given.serviceRegion ?? region;
  const account = recipeNeedsAccount(given) ? await reading.accountId() : "";
  return { region: at, partition: partitionOf(at) ?? "aws", account };
}

const unreadProblem = ({ key, why }: Plan["unread"][number]) =>
  problem(
    undefined,
    `whether there is already a ${printKey(key)} cannot be told (${plain(why)}), so it would be overwritten unseen`,
    "ask for the permission to read it, or name another",
  );

const keptNote = ({ key, neededBy }: Plan["kept"][number]): string =>
  `${printKey(key)} stays: ${neededBy.map((one) => printKey(one)).join(", ")} needs it.`;

interface Prepared<G, F> {
  readonly given: G;
  readonly facts: F;
  readonly wish: Wish;
  readonly start: Start;
  readonly planned: Plan;
  readonly notes: readonly string[];
  /** Whether somebody answered questions, and is to confirm. */
  readonly asked: boolean;
  readonly prompter: Prompter | undefined;
}

/** Shows, confirms, sends and reports what was prepared; takes it back where that fails. */
async function carryOut<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  change: Change<G, F, A>,
  prepared: Prepared<G, F>,
): Promise<number> {
  const { given, facts, wish, start, planned, notes, asked, prompter } = prepared;
  const calls = callsOf(planned);
  const words = change.words(given, facts, wish);
  const { stdout, stderr } = await session.colours();
  const whole = given.verbose === true;
  const out = { paint: stdout, width: session.world.stdout.columns, whole };
  const err = { paint: stderr, width: session.world.stderr.columns, whole };
  const where = await connected.where();
  const whereBriefly = printWhere(where);
  const said = { words, where, notes };
  const report = (outcome: Became, text: string, ids: Ids = facts.ids, sent = calls) =>
    printResult(session, given, resultOf(said, outcome, ids, callsAsData(sent, ids)), text);

  await checkQuery(given.query, said, wish.becomes, planned, facts.ids);
  // What is made has nothing to be compared with.
  const changed = planned.steps.map(({ key }) => key).filter((key) => start.document.get(key) !== undefined);
  const compare = changed.length === 0 ? undefined : await import("./differences.ts");
  const differences = compare?.differencesOf(start.document, wish.wanted, changed) ?? [];
  const values = (showing: Showing) =>
    compare === undefined || differences.length === 0
      ? ""
      : `\n${compare.printDifferences(differences, showing)}`;
  for (const note of notes) session.warn(`${stderr.caution("Note:")} ${note}`);
  for (const one of compare?.weakerBy(start.document, wish.wanted, changed) ?? [])
    session.warn(stderr.bad(`Weaker: ${one}`));
  if (wish.becomes === "skipped") {
    await report("skipped", `Skipped: ${words.what} exists and stays as it is.`);
    return EXIT.done;
  }
  if (calls.length === 0) {
    await report("unchanged", stdout.good(`Already so: ${words.what}. Nothing was sent.`));
    return EXIT.done;
  }
  if (given.dryRun) {
    const plan = `${printPlan(calls, facts.ids, out)}${values(out)}`;
    await report("planned", `${words.what}, in ${whereBriefly}:\n${plan}`);
    session.say("Dry run: nothing was changed.");
    return EXIT.done;
  }
  if (change.deletes && !prompter && !given.yes)
    throw new UsageError([problem("yes", "is missing: this deletes, and nobody can be asked", "add --yes")]);
  if ((asked || change.deletes) && prompter) {
    session.warn(
      `\n${words.what}, in ${whereBriefly}:\n${printCalls(planned, start.document, facts.ids, err)}${values(err)}\n`,
    );
    if (!given.yes && !(await prompter.confirm({ message: words.question, initial: !change.deletes })))
      throw new Declined();
  }

  const shown = asked || (change.deletes && prompter);
  // Whoever answers takes time, in which somebody else may have changed what was shown.
  const fresh = shown ? await readAgain(session, connected, prepared, err) : prepared;
  const stop = interruptible(session);
  const progress = spinner(session.world, !given.quiet && !given.verbose && !given.debug);
  try {
    const { planned, start } = fresh;
    const calls = callsOf(planned);
    const outcome = await execute(planned, connected.aws, start, {
      starting: (call, index, of) =>
        progress.say(`${index + 1}/${of} ${call.operation.split(":")[1]} ${call.at}`),
      stopped: stop.requested,
    });
    progress.stop();
    if (outcome.done.length === calls.length) {
      // Whoever confirmed the calls has just seen them.
      const did = stdout.good(
        `${capital(wish.becomes)} ${words.what}${shown ? "." : `, in ${whereBriefly}:`}`,
      );
      await report(
        wish.becomes,
        shown ? did : `${did}\n${printCalls(planned, start.document, outcome.ids, out)}${values(out)}`,
        outcome.ids,
      );
      if (asked) session.say(`\nThe same by one command:\n  ${commandLine(session, given)}`);
      for (const line of words.after(outcome.ids)) session.say(`\n${line}`);
      return (await change.afterwards?.(given, facts, calls, outcome.ids)) ?? EXIT.done;
    }
    sayWhy(session, outcome, stderr);
    if (outcome.touched) progress.say("Taking back what was done");
    const { takeBack } = await import("./take-back.ts");
    const back = await takeBack(connected.aws, start.document, outcome, connected.flags);
    progress.stop();
    return sayHowLeft(session, outcome, back, stderr);
  } finally {
    progress.stop();
    stop.release();
  }
}

/** What is there by now: merged where somebody else changed another member, else exit 6 with the difference. */
async function readAgain<G, F>(
  session: Session,
  { aws }: Connected,
  prepared: Prepared<G, F>,
  showing: Showing,
): Promise<Pick<Prepared<G, F>, "planned" | "start">> {
  const { planned, start, wish } = prepared;
  const { caution, bad } = showing.paint;
  const keys = planned.steps.map(({ key }) => key);
  const [{ observe }, { toward }, { differencesOf, printDifferences }] = await Promise.all([
    import("../account/read-again.ts"),
    import("./toward.ts"),
    import("./differences.ts"),
  ]);
  const seen = await observe(aws, keys, start.ids);
  const left = new Map(keys.map((key) => [key, [thing(start.document, key)]] as const));
  const goal = new Map(keys.map((key) => [key, wish.wanted.get(key)] as const));
  const { wanted, conflicts } = toward(goal, left, seen.document);
  if (conflicts.length === 0) return prepared;
  const ours = conflicts.filter((one) => one.ours);
  const what = (one: Conflict) => `${printKey(one.key)}${one.member === undefined ? "" : `, ${one.member}`}`;
  if (ours.length > 0) {
    session.warn(`${bad("Somebody else changed it meanwhile:")} ${ours.map(what).join("; ")}.`);
    const differences = differencesOf(start.document, seen.document, keys);
    if (differences.length > 0) session.warn(printDifferences(differences, { ...showing, whole: true }));
    throw new ChangedMeanwhile();
  }
  session.warn(
    `${caution("Note:")} Somebody else changed ${conflicts.map(what).join("; ")} meanwhile; that stays, and the rest is done.`,
  );
  const document = new Map([...start.document, ...seen.document]);
  return {
    start: { document, ids: new Map([...start.ids, ...seen.ids]) },
    planned: plan(document, new Map([...wish.wanted, ...wanted])),
  };
}

/** What is said of a run whatever becomes of it. */
interface Said {
  readonly words: Words;
  readonly where: Where;
  readonly notes: readonly string[];
}

const resultOf = (
  { words, where, notes }: Said,
  outcome: Became,
  ids: Ids,
  calls: readonly object[],
): object => {
  const { before, after } = words.result(ids);
  return { schemaVersion: 1, outcome, where, ...before, calls, notes, ...after };
};

/** A query that does not fit the result must be known before there is one. */
async function checkQuery(
  query: string | undefined,
  said: Said,
  outcome: Became,
  planned: Plan,
  known: Ids,
): Promise<void> {
  if (query === undefined) return;
  const made = planned.steps.map(({ key }): [Key, string] => [key, "id"]);
  const ids = new Map([...made, ...known]);
  const likely = resultOf(said, outcome, ids, callsAsData(callsOf(planned), ids));
  const fault = await queryFault(query, likely);
  if (fault !== undefined)
    throw new UsageError([problem("query", `does not fit the result: ${fault}`, "see jmespath.org")]);
}

const capital = (word: string): string => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/** The command line that does the same without asking. */
function commandLine(session: Session, given: CommonGiven): string {
  const { yes, input, ...rest } = given;
  return ["apigw", session.command.name, ...flagsFor(session.command.settings, rest).map(quote)].join(" ");
}
