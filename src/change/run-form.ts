import type { Account } from "../account/account.ts";
import { commandLine } from "../cli/again.ts";
import type { Session } from "../cli/command.ts";
import type { Connected } from "../cli/connect.ts";
import { Declined, EXIT, UsageError } from "../cli/exit.ts";
import { Form } from "../cli/form/form.ts";
import type { Asking, Findings } from "../cli/form/guide.ts";
import { askSummary, type Ending } from "../cli/form/summary.ts";
import { printWhere } from "../cli/where.ts";
import { AwsFailure } from "../gateway/call/failure.ts";
import { explanationOf } from "../gateway/messages/refusal-meanings.ts";
import type { Prompter } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { printProblem } from "../settings/problem.ts";
import { entriesOf, missing } from "../settings/read.ts";
import { hasFlag, type Key, type SomeTable } from "../settings/setting.ts";
import { resolve } from "../wanted/resolve.ts";
import type { Became, Change, CommonGiven, Located } from "./change.ts";
import { keptReads } from "./kept-reads.ts";
import { fillRecipe, type Prepared, prepare } from "./prepare.ts";
import { type FormEnd, showAndSend } from "./run-change.ts";

interface Begun<G> {
  readonly given: G;
  readonly region: string;
  readonly prompter: Prompter;
  /** The run's name, and when it began to read. */
  readonly run: string;
  readonly began: number;
}

/**
 * A change by questions: they are asked as one form, tried out as they are answered, and shown with the plan. What is
 * wrong or refused in the end comes back to the form, with all that was answered.
 */
export async function runForm<G extends CommonGiven, F extends Located, A>(
  session: Session,
  connected: Connected,
  { given, region, prompter, run, began }: Begun<G>,
  change: Change<G, F, A>,
): Promise<number> {
  const { world, command } = session;
  let kept = keptReads(connected);
  const ready = async (known: Known, account: Account, asks?: Prompter) => {
    const recipe = await fillRecipe(known as G, region, account);
    const around = { world, account, region, prompter: asks, ahead: undefined, run };
    return prepare(change, recipe.known as G, recipe, around);
  };
  const tryOut = once(async (known) => {
    if (missing(command.settings, resolve(known).given).length > 0) return NOTHING;
    try {
      const { notes } = await ready(known, kept);
      return { problems: [], notes };
    } catch (error) {
      if (error instanceof UsageError) return { problems: error.problems, notes: [] };
      // What may not be read is told at the end, where it can still be changed.
      if (isRefusal(error)) return NOTHING;
      throw error;
    }
  });
  const asking: Asking = {
    table: command.settings,
    prompter,
    get reading() {
      return kept.reading;
    },
    note: session.warn,
    editText: world.editText,
    tryOut: tryOut.ask,
  };
  const { stderr } = await session.colours();
  const where = printWhere(await connected.where());
  session.say(
    `apigw ${command.name}, in ${/SANDBOX/.test(where) ? stderr.good(where) : stderr.caution(where)}`,
  );
  const guide = await change.guide?.(
    account(() => kept),
    region,
  );
  const form = new Form(asking, given, guide);
  session.takesUp(() => (form.hasAnswers ? commandLine(session, form.given) : undefined));
  await form.fill();
  let at: string | undefined;
  for (;;) {
    let prepared: Prepared<G, F>;
    try {
      prepared = await ready(form.given, kept, prompter);
    } catch (error) {
      const problems = error instanceof UsageError ? error.problems : undefined;
      if (!problems && !isRefusal(error)) throw error;
      for (const one of problems ?? []) session.warn(printProblem(one, command.settings, stderr.bad));
      if (!problems)
        session.warn((await import("../cli/failure-text.ts")).explain(error, session, stderr).text);
      form.hold(problems ?? []);
      const decision = await askSummary(form, asking, {
        message: "What to change?",
        go: problems ? undefined : "Try again",
        unplanned: true,
        at: problems?.find(({ setting }) => setting !== undefined)?.setting,
      });
      if (decision === "cancel") throw new Declined();
      kept = keptReads(connected);
      tryOut.forget();
      continue;
    }
    const end: FormEnd = {
      given: form.given,
      said: form.said,
      async decide(words, becomes, careful) {
        const ending: Ending = { message: words.question, go: GO[becomes] ?? "Go on", careful, at };
        at = undefined;
        return askSummary(form, asking, ending);
      },
      refused(failures) {
        const failure = failures[0]?.failure;
        at = failure && (fieldNamed(failure, command.settings) ?? fieldOf(failure, form.all));
        // What stands in the account is other than what was read of it.
        kept = keptReads(connected);
        tryOut.forget();
      },
    };
    const code = await showAndSend(session, connected, change, {
      prepared,
      prompter,
      form: end,
      asked: true,
      run,
      began,
      again: () => ready(form.given, connected.afresh(), prompter),
    });
    if (code !== undefined) {
      if (code === EXIT.done) session.takesUp(() => undefined);
      return code;
    }
    await form.goOn();
  }
}

/** Whether AWS said no to one call: what else was answered still stands. */
const isRefusal = (error: unknown): error is AwsFailure =>
  error instanceof AwsFailure && error.kind !== "network" && error.kind !== "credentials";

const NOTHING: Findings = { problems: [], notes: [] };

const GO: Partial<Record<Became, string>> = {
  created: "Create",
  updated: "Save the changes",
  replaced: "Replace",
  deleted: "Delete",
  deployed: "Deploy",
};

/** An account whose readings may be begun anew. */
const account = (now: () => Pick<Connected, "aws" | "reading">) => ({
  get aws() {
    return now().aws;
  },
  get reading() {
    return now().reading;
  },
});

/** The last question that was put, with its answer: the same is not worked out twice. */
function once(ask: (known: Known) => Promise<Findings>) {
  let last: { readonly key: string; readonly answer: Promise<Findings> } | undefined;
  return {
    ask(known: Known): Promise<Findings> {
      const key = JSON.stringify(known);
      if (last?.key !== key) last = { key, answer: ask(known) };
      return last.answer;
    },
    forget() {
      last = undefined;
    },
  };
}

/** The field whose flag is said to mend what AWS refused. */
function fieldNamed(failure: AwsFailure, table: SomeTable): Key | undefined {
  const [, flag] = /--([a-z-]+)/.exec(explanationOf(failure)?.remedy ?? "") ?? [];
  return entriesOf(table).find(([, setting]) => hasFlag(setting, flag))?.[0];
}

/** The field that mends it, as far as the call tells. */
function fieldOf(failure: AwsFailure, known: Known): Key | undefined {
  const operation = failure.operation.split(":")[1] ?? "";
  const called: readonly Key[] = ["function", "endpoint", "vpcLink", "service", "recipe"];
  switch (operation) {
    case "CreateResource":
      return "resource";
    case "PutMethod":
      return failure.kind === "exists" ? "method" : "authorization";
    case "PutIntegration":
    case "UpdateIntegration":
    case "AddPermission":
      return called.find((key) => known[key] !== undefined) ?? "integration";
    case "PutMethodResponse":
    case "PutIntegrationResponse":
      return "response";
    case "CreateRole":
    case "PutRolePolicy":
      return known.roleName === undefined ? "createRole" : "roleName";
    case "CreateRequestValidator":
      return "requestValidator";
    default:
      return undefined;
  }
}
