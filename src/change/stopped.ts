import type { Session } from "../cli/command.ts";
import { EXIT } from "../cli/exit.ts";
import { exitCodeOf, explainFailure } from "../cli/failure-text.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { Paint } from "../terminal/colour.ts";
import type { Outcome } from "./execute.ts";

/** What could not be taken back: what it is, and the command that finishes it. */
export interface Remains {
  readonly what: string;
  readonly command?: string;
}

/** Why a run stopped part-way. */
export function sayWhy(session: Session, { failures }: Outcome, paint: Paint): void {
  if (failures.length === 0) session.warn("Interrupted.");
  for (const { failure } of failures) session.warn(explainFailure(failure, session, paint));
}

/** How a run that stopped part-way has left things; the exit code says it too. */
export function sayHowLeft(
  session: Session,
  { done, failures }: Outcome,
  remains: readonly Remains[],
  { bad }: Paint,
): number {
  if (remains.length > 0) {
    session.warn(`${bad("Some of it could not be taken back.")} What remains, and how to finish:`);
    for (const { what, command } of remains)
      session.warn(`  ${plain(what)}${command === undefined ? "" : `\n    ${command}`}`);
    return EXIT.remains;
  }
  session.warn(
    done.length > 0
      ? "All that had been done was taken back: nothing is left changed."
      : "Nothing was changed.",
  );
  const [failed] = failures;
  return failed ? exitCodeOf(failed.failure) : EXIT.interrupted;
}
