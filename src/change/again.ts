import type { Session } from "../cli/command.ts";
import { flagsFor, quote } from "../settings/command-line.ts";
import type { CommonGiven } from "./change.ts";

/** The command line that does the same without asking. */
export function commandLine(session: Session, given: CommonGiven): string {
  const { yes, input, ...rest } = given;
  return ["apigw", session.command.name, ...flagsFor(session.command.settings, rest).map(quote)].join(" ");
}
