import type { CommandEntry, Declaration } from "../cli/command.ts";
import { SUBJECTS } from "../cli/help.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { output, query, quiet, errorFormat } = commonSettings;

/** The list names every command, this one among them. */
export const schema = (list: readonly CommandEntry[]): Declaration => ({
  description:
    "Prints as JSON what help, completions, docs and man pages are made of too: without a name, all there is; of a command, its flags with type, choices, default and when they apply, whether it writes, and the members of its result.",
  usage: "[COMMAND | errors | plan | method | rules]",
  operands: (before) =>
    before.length > 0
      ? []
      : [...SUBJECTS, ...list.map(({ name, summary }) => ({ value: name, description: summary }))],
  effect: "none",
  settings: { output: { ...output, otherwise: "json" as const }, query, quiet, errorFormat },
  examples: [
    { says: "All commands", line: "apigw schema" },
    { says: "The flags of one", line: "apigw schema create-method" },
    { says: "Every failure with its exit code", line: "apigw schema errors --query failures" },
  ],
  load: async () => {
    const { describe } = await import("./schema/run.ts");
    return { run: (session) => describe(session, list) };
  },
});
