import { flagsFor, quote } from "../settings/command-line.ts";
import type { Known } from "../settings/known.ts";
import type { Session } from "./command.ts";

/** The command line that does the same without asking. */
export function commandLine({ command }: Pick<Session, "command">, given: Known): string {
  const { yes, input, accessible, ...rest } = given;
  return ["apigw", command.name, ...flagsFor(command.settings, rest).map(quote)].join(" ");
}
