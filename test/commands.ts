import { declared } from "../src/cli/command.ts";
import { commands as entries } from "../src/commands/index.ts";

/** Every subcommand, with all that is declared of it. */
export const commands = await declared(entries);
