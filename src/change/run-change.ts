// build: usual 8
import { observeMethod, validatorsOf } from "../account/observe.ts";
import { madeRole } from "../account/plan-role.ts";
import { readingOf } from "../account/reading.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { EXIT, UsageError } from "../cli/exit.ts";
import { printResult, queryFault } from "../cli/output.ts";
import { inSandbox } from "../cli/sandbox-location.ts";
import type { Prepared } from "../commands/create-method/prepare.ts";
import type { Call, Ids } from "../gateway/call/call.ts";
import { Interrupted } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import { pathParameters } from "../gateway/names/path.ts";
import { plan } from "../gateway/plan/plan.ts";
import { flagsFor, quote } from "../settings/command-line.ts";
import { problem } from "../settings/problem.ts";
import { spinner } from "../terminal/progress.ts";
import { execute } from "./execute.ts";
import { interruptible } from "./interruptible.ts";
import { type Became, deployCommand, printCalls, printPlan, resultOf } from "./report.ts";
import { rollBack } from "./rollback.ts";
import { sayHowLeft, sayWhy } from "./stopped.ts";

/** Shows, sends and reports what was prepared; takes it back where that fails. */
export async function carryOut(session: Session, connected: Connected, prepared: Prepared): Promise<number> {
  const { known, place, calls, notes, asked, prompter } = prepared;
  const { world } = session;
  const { aws } = connected;
  const { stdout, stderr } = await session.colours();
  const where = `${known.method} ${place.path} of ${plain(place.api.name)}`;
  const deploy = inSandbox(known, world.env) ? null : deployCommand(place.api, aws.region, connected.flags);
  const report = (outcome: Became, done: typeof calls, ids: Ids, text: string) =>
    printResult(session, known, resultOf(outcome, place, known, aws.region, done, ids, notes, deploy), text);

  if (known.query !== undefined) {
    // A query that does not fit the result must be known before there is one.
    const ids = { ...prepared.ids, resources: new Map([[place.path, "id"], ...prepared.ids.resources]) };
    const likely = resultOf(prepared.becomes, place, known, aws.region, calls, ids, notes, deploy);
    const fault = await queryFault(known.query, likely);
    if (fault !== undefined)
      throw new UsageError([problem("--query", `does not fit the result: ${fault}`, "see jmespath.org")]);
  }
  for (const note of notes) session.warn(`${stderr.caution("Note:")} ${note}`);
  if (prepared.skipped) {
    await report("skipped", [], prepared.ids, `Skipped: ${where} exists and stays as it is.`);
    return EXIT.done;
  }
  if (calls.length === 0) {
    await report("unchanged", [], prepared.ids, stdout.good(`Already so: ${where}. Nothing was sent.`));
    return EXIT.done;
  }
  if (known.dryRun) {
    await report("planned", calls, prepared.ids, printPlan(calls, prepared.ids, stdout));
    session.say("Dry run: nothing was changed.");
    return EXIT.done;
  }
  if (asked && prompter) {
    session.warn(`\n${where}, in ${aws.region}:\n${printCalls(calls, stderr)}\n`);
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
      ours: (call, ids) => madeByUs(call, ids, connected, prepared),
    });
    progress.stop();
    if (outcome.done.length === calls.length) {
      // Whoever confirmed the calls has just seen them.
      const did = stdout.good(`${past(prepared.becomes)} ${where}${asked ? "." : ":"}`);
      await report(
        prepared.becomes,
        calls,
        outcome.ids,
        asked ? did : `${did}\n${printCalls(calls, stdout)}`,
      );
      if (asked) session.say(`\nThe same by one command:\n  ${commandLine(session, prepared)}`);
      session.say(`\nNot live until it is deployed${deploy === null ? "." : `: ${deploy}`}`);
      if (!known.test) return EXIT.done;
      return await tryOut(session, connected, prepared, outcome.ids);
    }
    sayWhy(session, outcome, stderr);
    if (outcome.done.length > 0 || outcome.failures.length > 0) progress.say("Taking back what was done");
    const remains = await rollBack(aws, outcome, prepared.before, prepared.context);
    progress.stop();
    return sayHowLeft(session, outcome, remains, stderr);
  } finally {
    progress.stop();
    stop.release();
  }
}

/**
 * Looks whether an earlier try of a call came through though its answer was lost: a resource that is there now, a
 * statement of our own name, something to be deleted that is gone, a part of the method that planning again no longer
 * asks for.
 */
async function madeByUs(
  call: Call,
  ids: Ids,
  { aws }: Connected,
  { context, wanted }: Prepared,
): Promise<object | undefined> {
  const reading = readingOf(aws);
  if (call.operation === "lambda:AddPermission" || call.operation.startsWith("apigateway:Delete")) return {};
  if (call.operation === "iam:CreateRole") return madeRole(aws, call);
  if (call.operation === "apigateway:CreateResource")
    return (await reading.resources(context.at.restApiId)).find(
      ({ path, methods }) => path === call.at && methods.length === 0,
    );
  if (call.operation === "apigateway:CreateRequestValidator")
    return (await reading.requestValidators(context.at.restApiId)).find(
      ({ id, name }) => name === call.input.name && !context.requestValidators.some((one) => one.id === id),
    );
  const resourceId = ids.resources.get(context.at.path);
  if (resourceId === undefined) return undefined;
  const now = await observeMethod(
    aws,
    { ...context.at, resourceId },
    validatorsOf(reading, context.at.restApiId),
  );
  const open =
    now &&
    plan(now, wanted, context).some((one) => one.at === call.at && sameThing(one.operation, call.operation));
  return open === false ? {} : undefined;
}

/** `--test`: calls what was just made; path parameters stand in the call by their names. */
async function tryOut(
  session: Session,
  connected: Connected,
  { place, known, calls }: Prepared,
  ids: Ids,
): Promise<number> {
  const { testMethod } = await import("../commands/test-method/run.ts");
  const resource = {
    id: ids.resources.get(place.path) ?? "",
    path: place.path,
    methods: [known.method ?? ""],
  };
  const testPath = pathParameters(place.path).map((name) => `${name}=${name}`);
  // Standard output holds one document: beside data the test's answer is for people.
  const data = (known.output ?? "table") !== "table" || known.query !== undefined;
  const { stderr } = await session.colours();
  const colours = async () => ({ stdout: stderr, stderr });
  const beside = data ? { ...session, print: session.say, colours } : session;
  return testMethod(
    beside,
    connected,
    { ...place, resource },
    { testPath, method: known.method, log: known.verbose },
    calls.some(({ operation }) => operation === "iam:CreateRole"),
  );
}

/** PutMethodResponse and UpdateMethodResponse act on the same thing; so do the rest by their noun. */
const sameThing = (a: string, b: string): boolean => noun(a) === noun(b);
const noun = (operation: string): string => operation.replace(/^.*:(Put|Update|Create|Delete)/, "");

const past = (became: Became): string => `${became[0]?.toUpperCase()}${became.slice(1)}`;

/** The command line that does the same without asking. */
function commandLine(session: Session, { known }: Prepared): string {
  const { yes, input, ...rest } = known;
  return ["apigw", session.command.name, ...flagsFor(session.command.settings, rest).map(quote)].join(" ");
}
