import type { Account } from "../account/account.ts";
import { seenPlainly } from "../gateway/messages/plain.ts";
import type { Known } from "../settings/known.ts";
import { problem } from "../settings/problem.ts";
import { isRequired, type SomeTable } from "../settings/setting.ts";
import type { Paint } from "../terminal/colour.ts";
import { commandLine } from "./again.ts";
import type { Session } from "./command.ts";
import { type Connected, connect } from "./connect.ts";
import { EXIT, UsageError } from "./exit.ts";
import type { Asking } from "./form/guide.ts";
import { readGiven } from "./given.ts";
import { printResult, queryFault } from "./output.ts";

/** A command that only looks: all that is its own. */
export interface Look<G extends Known, R extends object> {
  /** Asks for what is open beside the place. */
  ask?(asking: Asking, given: G, account: Account): Promise<G>;
  /** A result like the one to come, to hold --query against before a backend is called. */
  readonly likely?: R;
  read(given: G, connected: Connected): Promise<R>;
  /** The result as data, where not all of it is shown. */
  shown?(result: R, given: G): object;
  /** The result for people. */
  view(result: R, given: G, paint: Paint): string;
  /** The result as it is printed whole, where an output has a form of its own; else it goes by --output and --query. */
  print?(result: R, given: G): string | undefined;
  /** What is said beside the result, and the exit code. */
  end(result: R, given: G, paint: Paint): number;
}

/** The spine of looking: ask, read, show. */
export async function runLook<T extends SomeTable, G extends Known, R extends object>(
  session: Session<T>,
  look: Look<G, R>,
): Promise<number> {
  const { given: first, region, open, prompter } = await readGiven(session);
  const connected = await connect(session as unknown as Session, region);
  try {
    const asking = prompter && {
      table: session.command.settings,
      prompter,
      reading: connected.reading,
      note: session.warn,
    };
    let given = first as unknown as G;
    if (open && asking) {
      const [{ Form }, { methodGuide }] = await Promise.all([
        import("./form/form.ts"),
        import("./method-guide.ts"),
      ]);
      const { method } = session.command.settings;
      const wantsMethod = method !== undefined && isRequired(method, given);
      const form = new Form(asking, given, {
        ...methodGuide(connected, region, wantsMethod ? "method" : "resource"),
        only: ["Resource", "Method details"],
      });
      session.takesUp(() =>
        form.hasAnswers ? commandLine(session as unknown as Session, form.given) : undefined,
      );
      await form.fill();
      given = form.given as G;
    }
    if (asking && look.ask) given = await look.ask(asking, given, connected);
    const code = await showLook(session as unknown as Session, connected, given, look);
    // It was answered, whatever the answer is.
    session.takesUp(() => undefined);
    return code;
  } finally {
    connected.destroy();
  }
}

/** Reads and shows what a look is for, once nothing is to be asked any more. */
export async function showLook<G extends Known, R extends object>(
  session: Session,
  connected: Connected,
  given: G,
  look: Look<G, R>,
): Promise<number> {
  if (given.query !== undefined && look.likely !== undefined) {
    const fault = await queryFault(given.query, look.likely);
    if (fault !== undefined)
      throw new UsageError([problem("query", `does not fit the result: ${fault}`, "see jmespath.org")]);
  }
  const result = await look.read(given, connected).finally(() => connected.says(undefined));
  const { stdout, stderr } = await session.colours();
  const whole = look.print?.(result, given);
  // A list of nothing is no line.
  if (whole !== undefined) {
    if (whole !== "") session.print(seenPlainly(whole));
  } else {
    const shown = look.shown?.(result, given) ?? result;
    if (!(await printed(session, given, shown, look.view(result, given, stdout)))) return EXIT.notWritten;
  }
  return look.end(result, given, stderr);
}

/** Whether the result could be printed; where a query fails on it after all, all of it is said, for nothing was lost. */
async function printed(session: Session, given: Known, result: object, text: string): Promise<boolean> {
  const fault = given.query === undefined ? undefined : await queryFault(given.query, result);
  if (fault === undefined) {
    await printResult(session, given, result, text);
    return true;
  }
  session.warn(text);
  const message = `--query does not fit the result, which stands above: ${fault}.`;
  session.warn(message);
  session.failed({ code: "not-written", message, steps: [] });
  return false;
}
