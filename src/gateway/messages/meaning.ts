import type { CheckName } from "../checks/finding.ts";
import { quote } from "./shell-words.ts";

/** How sure the cause of a message is: recorded from AWS, documented, told by people, or not confirmed. */
export type Evidence = "recorded" | "documented" | "reported" | "unverified";

/** A message of API Gateway's: what it means and what mends it. Texts may hold `$1`: what stood in the message there, and `$+`: the first part that did. */
export interface Meaning {
  /** A short name that never changes: `lambda-permission`. */
  readonly id: string;
  readonly message: RegExp;
  readonly cause: string;
  readonly remedy: string;
  /**
   * Commands that mend it, each by itself; steps that need each other are one line with `&&`. Of this tool, `{at}` being
   * the method (`--api petstore --resource /pets --method GET`), `{resource}` its resource and `{api}` the API; of the AWS CLI where it is not ours
   * to change, `{aws}` being what leads it to the same account. In angle brackets stands what its reader knows; what is
   * known of the place (`<id>`, `<stage>`, `<authorizer>`, `<function>`, `<plan>`, `<origin>`, `<type>`) is put in.
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
  /** As the meaning has them, with what stood in the message. */
  readonly commands: readonly string[];
}

/** What a line means, by the first row that it fits; undefined where none does: nothing is guessed. */
export function understand(line: string, table: readonly Meaning[]): Understood | undefined {
  for (const meaning of table) {
    const match = meaning.message.exec(line);
    if (!match) continue;
    const fill = (text: string, as = (said: string) => said) =>
      text.replaceAll(/\$(\d|\+)/g, (_, n: string) =>
        as((n === "+" ? match.slice(1).find((part) => part !== undefined) : match[Number(n)]) ?? ""),
      );
    return {
      meaning,
      line,
      cause: fill(meaning.cause),
      remedy: fill(meaning.remedy),
      // What stands in a text is somebody else's: in a command it is one word, whatever it is.
      commands: meaning.commands.map((one) => fill(one, quote)),
    };
  }
  return undefined;
}

/** How the commands reach the place: the flags of the method, of its resource and its API, and of the AWS CLI. */
export interface Ways {
  readonly at: string;
  readonly resource: string;
  readonly api: string;
  readonly aws: string;
}

/** A command with its place, and what is known of the rest. */
export const placed = (command: string, ways: Ways, blanks: Readonly<Record<string, string>> = {}): string =>
  command
    .replaceAll("{at}", ways.at)
    .replaceAll("{resource}", ways.resource)
    .replaceAll("{api}", ways.api)
    .replaceAll(/ ?\{aws\}/g, ways.aws === "" ? "" : ` ${ways.aws}`)
    .replaceAll(/<([\w-]+)>/g, (blank, name: string) => {
      const known = blanks[name];
      return known === undefined ? blank : quote(known);
    });
