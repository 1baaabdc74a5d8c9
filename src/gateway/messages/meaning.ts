import type { CheckName } from "../checks/finding.ts";

/** How sure the cause of a message is: recorded from AWS, documented, told by people, or not confirmed. */
export type Evidence = "recorded" | "documented" | "reported" | "unverified";

/** A message of API Gateway's: what it means and what mends it. Texts may hold `$1`: what stood in the message there. */
export interface Meaning {
  /** A short name that never changes: `lambda-permission`. */
  readonly id: string;
  readonly message: RegExp;
  readonly cause: string;
  readonly remedy: string;
  /**
   * Commands that mend it: of this tool, `{at}` being its place (`--api petstore --resource /pets --method GET`), of the
   * AWS CLI where it is not ours to change. In angle brackets stands what only its reader knows.
   */
  readonly commands: readonly string[];
  /** The check of the method that finds the cause, where one does. */
  readonly check?: CheckName;
  /** Where several lines match, whether another one says more: it is then left out. */
  readonly general?: true;
  readonly evidence: Evidence;
}

/** A message that was understood. */
export interface Understood {
  readonly meaning: Meaning;
  /** The line it stands in. */
  readonly line: string;
  readonly cause: string;
  readonly remedy: string;
  readonly commands: readonly string[];
}

/** What a line means, by the first row that it fits; undefined where none does: nothing is guessed. */
export function understand(line: string, table: readonly Meaning[], at: string): Understood | undefined {
  for (const meaning of table) {
    const match = meaning.message.exec(line);
    if (!match) continue;
    const fill = (text: string) =>
      text.replaceAll(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? "").replaceAll("{at}", at);
    return {
      meaning,
      line,
      cause: fill(meaning.cause),
      remedy: fill(meaning.remedy),
      commands: meaning.commands.map(fill),
    };
  }
  return undefined;
}
