import type { CommandEntry, Session } from "../../cli/command.ts";
import { blocksAsText } from "../../cli/describe/text.ts";
import { topics } from "../../cli/describe/topics.ts";
import { EXIT, orUsageError, UsageError } from "../../cli/exit.ts";
import { commandHelp, programHelp, TOPICS } from "../../cli/help.ts";
import { didYouMean } from "../../settings/did-you-mean.ts";
import { problem } from "../../settings/problem.ts";
import { VERSION } from "../../version.ts";

/** `apigw help`: what is known of a command or a topic. */
export async function explainTopic(session: Session, commands: readonly CommandEntry[]): Promise<number> {
  const [name, extra] = session.operands;
  orUsageError([
    ...session.problems,
    ...(extra === undefined
      ? []
      : [problem(undefined, `"${extra.slice(0, 60)}" is one word too many`, "leave it out")]),
  ]);
  const width = Math.min(session.world.stdout.columns || 100, 100);
  const command = commands.find((one) => one.name === name);
  const topic = TOPICS.find(({ value }) => value === name)?.value;
  if (name === undefined) session.print(programHelp(commands, VERSION));
  else if (command) session.print(commandHelp(await command.declared(), width));
  else if (topic) session.print(blocksAsText(topics[topic], width));
  else {
    const names = [...commands.map((one) => one.name), ...TOPICS.map(({ value }) => value)];
    throw new UsageError(
      [
        problem(
          undefined,
          `"${name.slice(0, 60)}" is not a command and not a topic`,
          didYouMean(name, names) ?? `topics: ${TOPICS.map(({ value }) => value).join(", ")}`,
        ),
      ],
      "unknown-command",
    );
  }
  return EXIT.done;
}
