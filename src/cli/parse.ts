// build: usual 4
import { Command as Commander, CommanderError } from "commander";
import { entriesOf, type Raw } from "../settings/read.ts";
import { flagOf } from "../settings/setting.ts";
import type { Command } from "./command.ts";

/** What a command line asks for. */
export interface Parsed {
  readonly command: Command;
  readonly raw: Raw;
  /** Words that no flag took: unknown flags and their values. */
  readonly rest: readonly string[];
  readonly help: boolean;
}

/** Splits the words behind a command's name into its settings' texts; reads nothing into them. */
export function parseWords(command: Command, words: readonly string[]): Parsed | { readonly fault: string } {
  const program = new Commander(command.name)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .option("-h, --help", "");
  // Only what is typed: to declare a hundred options takes longer than all that is done with them.
  const argv = words.map((word) => byItsName(command, word));
  const typed = new Set(argv.map((word) => word.split("=", 1)[0]));
  const collect = (text: string, before: string[] | undefined) => [...(before ?? []), text];
  for (const [key, setting] of entriesOf(command.settings)) {
    if (!typed.has(flagOf(setting)) && !typed.has(`--no-${setting.flag}`)) continue;
    if (setting.value.placeholder === undefined) {
      program.option(flagOf(setting), "");
      if (setting.negatable) program.option(`--no-${setting.flag}`, "");
    } else {
      program.option(`${flagOf(setting)} <${key}>`, "", collect as never);
    }
  }
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return { fault: error.message.replace(/^error: /, "") };
    throw error;
  }
  const options = program.opts<Record<string, string[] | boolean | undefined>>();
  const raw: Record<string, string[] | boolean | undefined> = {};
  for (const [key, setting] of entriesOf(command.settings)) raw[key] = options[camel(setting.flag)];
  return { command, raw, rest: program.args, help: options.help === true };
}

/** A flag that is an older word for another is that one. */
function byItsName(command: Command, word: string): string {
  const [, name, rest = ""] = /^--([a-z0-9-]+)(=.*)?$/s.exec(word) ?? [];
  const setting = entriesOf(command.settings).find(
    ([, { also = [] }]) => name !== undefined && also.includes(name),
  );
  return setting === undefined ? word : `${flagOf(setting[1])}${rest}`;
}

const camel = (flag: string): string =>
  flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
