import type { Session } from "../cli/command.ts";
import { EXIT, exitCodeOf } from "../cli/exit.ts";
import { explainFailure, reportOf } from "../cli/failure-text.ts";
import type { Report } from "../cli/report.ts";
import { plain } from "../gateway/messages/plain.ts";
import { words } from "../gateway/messages/shell-words.ts";
import type { Paint } from "../terminal/colour.ts";
import type { Outcome } from "./execute.ts";
import type { TakenBack } from "./take-back.ts";

/** Why a run stopped part-way. */
export function sayWhy(session: Session, { failures }: Outcome, paint: Paint): void {
  if (failures.length === 0) session.warn("Interrupted.");
  for (const { failure } of failures) session.warn(explainFailure(failure, session, paint));
}

/** How a run that stopped part-way has left things, for programs. */
function howLeft(
  session: Session,
  [failed]: Outcome["failures"],
  remains: TakenBack["remains"],
  touched: boolean,
): Report {
  const why = failed && reportOf(failed.failure, session);
  const state = remains.length > 0 ? "remains" : touched ? "rolled-back" : "unchanged";
  return {
    ...(why ?? { code: "interrupted", message: "Interrupted.", steps: [] }),
    ...(remains.length > 0 ? { code: "remains" } : {}),
    state,
    remains: remains.map(({ what, commands }) => ({ what, undo: commands.map(words) })),
  };
}

/** How a run that stopped part-way has left things; the exit code says it too. */
export function sayHowLeft(
  session: Session,
  { touched, failures }: Outcome,
  { remains, others }: TakenBack,
  { bad, caution }: Paint,
  takeUp: readonly string[],
): number {
  session.failed(howLeft(session, failures, remains, touched));
  for (const other of others) session.warn(`${caution("Note:")} ${plain(other)}`);
  if (remains.length > 0) {
    session.warn(`${bad("Some of it could not be taken back.")} What remains, and how to finish:`);
    for (const { what, commands } of remains)
      session.warn([`  ${plain(what)}`, ...commands.map((one) => `    ${one}`)].join("\n"));
    const [back, on] = takeUp;
    if (back !== undefined) session.warn(`All of it at once, when what stood in the way is gone:\n  ${back}`);
    if (on !== undefined) session.warn(`Or on to what was wanted:\n  ${on}`);
    return EXIT.remains;
  }
  session.warn(
    touched ? "All that had been done was taken back: nothing is left changed." : "Nothing was changed.",
  );
  const [failed] = failures;
  return failed ? exitCodeOf(failed.failure) : EXIT.interrupted;
}
