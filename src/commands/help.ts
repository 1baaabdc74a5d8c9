import type { CommandEntry, Declaration } from "../cli/command.ts";
import { TOPICS } from "../cli/help.ts";
import { commonSettings } from "../settings/shared-flags.ts";

const { errorFormat } = commonSettings;

export const help = (list: readonly CommandEntry[]): Declaration => ({
  description: "Of a command it says what --help says; the topics are about what all commands share.",
  usage: "[COMMAND | TOPIC]",
  operands: (before) =>
    before.length > 0
      ? []
      : [...list.map(({ name, summary }) => ({ value: name, description: summary })), ...TOPICS],
  effect: "none",
  settings: { errorFormat },
  examples: [
    { says: "The flags of a command", line: "apigw help create-method" },
    { says: "What the exit codes say", line: "apigw help exit-codes" },
  ],
  load: async () => {
    const { explainTopic } = await import("./help/run.ts");
    return { run: (session) => explainTopic(session, list) };
  },
});
