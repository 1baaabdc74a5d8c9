import { madeRole, planRole } from "../../account/plan-role.ts";
import { grantFor } from "../../catalog/grant.ts";
import { type Service, serviceOf } from "../../catalog/service.ts";
import { execute, type Outcome, takenEffect } from "../../change/execute.ts";
import { interruptible } from "../../change/interruptible.ts";
import { printCalls, printPlan } from "../../change/report.ts";
import { type Remains, sayHowLeft, sayWhy } from "../../change/stopped.ts";
import { askSettings } from "../../cli/ask.ts";
import type { Session } from "../../cli/command.ts";
import { type Connected, connect } from "../../cli/connect.ts";
import { EXIT, orUsageError } from "../../cli/exit.ts";
import { settle } from "../../cli/given.ts";
import { printResult } from "../../cli/output.ts";
import { awsCliWords } from "../../gateway/call/aws-cli.ts";
import type { Call, Ids } from "../../gateway/call/call.ts";
import { Interrupted } from "../../gateway/call/failure.ts";
import { partitionOf } from "../../gateway/names/partition.ts";
import { roleArn, withdrawRole } from "../../gateway/policy/execution-role.ts";
import type { Aws } from "../../ports.ts";
import { quote } from "../../settings/command-line.ts";
import type { Known } from "../../settings/known.ts";
import { spinner } from "../../terminal/progress.ts";
import { wantedRole } from "../../wanted/role.ts";
import { cooked } from "../../wanted/with-recipe.ts";
import { catalogued } from "../../wanted/with-service-defaults.ts";

const NO_IDS: Ids = { resources: new Map(), requestValidators: new Map() };

/** `apigw create-role`: ask, look, plan, show, send, report. */
export async function run(session: Session): Promise<number> {
  const { known: given, region, open, prompter } = await settle(session);
  const connected = await connect(session, region);
  try {
    const asking = { table: session.command.settings, reading: connected.reading, note: session.warn };
    const known = open && prompter ? await askSettings({ ...asking, prompter }, given) : given;
    const planned = await prepare(connected, known, region);
    const { stderr } = await session.colours();
    for (const note of planned.notes) session.warn(`${stderr.caution("Note:")} ${note}`);
    if (open && prompter && planned.calls.length > 0 && !known.dryRun) {
      session.warn(`\nRole ${planned.arn}:\n${printCalls(planned.calls, stderr)}\n`);
      if (!known.yes && !(await prompter.confirm({ message: "Create role?", initial: true })))
        throw new Interrupted();
    }
    return await carryOut(session, connected.aws, known, planned);
  } finally {
    connected.destroy();
  }
}

interface Planned {
  readonly arn: string;
  readonly calls: readonly Call[];
  readonly notes: readonly string[];
}

/** What leads to the role: its grant told from the recipe, or from service and action, or as it was given. */
async function prepare({ aws, reading }: Connected, known: Known, region: string): Promise<Planned> {
  const name = known.roleName ?? "";
  const at = known.serviceRegion ?? region;
  const place = { region: at, partition: partitionOf(at) ?? "aws", account: await reading.accountId() };
  const recipe = cooked(known, place);
  const listed = catalogued({ ...recipe.known, integration: "aws", actionType: undefined });
  // Where the service is called does not matter to its permission.
  orUsageError([...recipe.problems, ...listed.problems.filter(({ flag }) => flag !== "--subdomain")]);
  const service: Service | undefined = listed.service ?? serviceOf(recipe.known.service ?? "");
  const told = service && listed.action ? grantFor({ service, action: listed.action }, {}, place) : undefined;
  const { role, notes, problems } = wantedRole(name, known, told, recipe.allows);
  orUsageError(problems);
  if (!role) return { arn: "", calls: [], notes };
  const arn = roleArn(role, place);
  const planned = await planRole(aws, role, arn, "--name");
  orUsageError(planned.problems);
  return { arn, calls: planned.calls, notes: [...notes, ...planned.notes] };
}

async function carryOut(session: Session, aws: Aws, known: Known, planned: Planned): Promise<number> {
  const { arn, calls, notes } = planned;
  const { stdout, stderr } = await session.colours();
  const name = known.roleName ?? "";
  const report = (outcome: string, text: string) =>
    printResult(
      session,
      known,
      {
        schemaVersion: 1,
        outcome,
        role: { name, arn },
        calls: calls.map(({ operation, at, because, input }) => ({ operation, at, because, input })),
        notes,
      },
      text,
    );
  if (calls.length === 0) {
    await report("unchanged", stdout.good(`Already so: role ${arn}. Nothing was sent.`));
    return EXIT.done;
  }
  if (known.dryRun) {
    await report("planned", printPlan(calls, NO_IDS, stdout));
    session.say("Dry run: nothing was changed.");
    return EXIT.done;
  }
  const stop = interruptible(session);
  const progress = spinner(session.world, !known.quiet && !known.verbose && !known.debug);
  try {
    const outcome = await execute(calls, aws, NO_IDS, {
      starting: (call, index, of) =>
        progress.say(`${index + 1}/${of} ${call.operation.split(":")[1]} ${call.at}`),
      stopped: stop.requested,
      ours: async (call) => (call.operation === "iam:CreateRole" ? madeRole(aws, call) : undefined),
    });
    progress.stop();
    if (outcome.done.length === calls.length) {
      const created = calls.some(({ operation }) => operation === "iam:CreateRole");
      await report(
        created ? "created" : "updated",
        `${stdout.good(`${created ? "Created" : "Updated"} role ${arn}:`)}\n${printCalls(calls, stdout)}`,
      );
      session.say("\nIAM may take some seconds until API Gateway can assume it.");
      return EXIT.done;
    }
    sayWhy(session, outcome, stderr);
    return sayHowLeft(session, outcome, await takeBack(aws, outcome), stderr);
  } finally {
    progress.stop();
    stop.release();
  }
}

async function takeBack(aws: Aws, outcome: Outcome): Promise<readonly Remains[]> {
  const remains: Remains[] = [];
  for (const call of withdrawRole(takenEffect(outcome))) {
    const { failures } = await execute([call], aws, NO_IDS);
    if (failures.some(({ failure }) => failure.kind !== "missing"))
      remains.push({ what: call.at, command: awsCliWords(call, NO_IDS).map(quote).join(" ") });
  }
  return remains;
}
