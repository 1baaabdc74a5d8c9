import inquirer from "inquirer";
import { Interrupted } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { PromptChoice, Prompter, World } from "../ports.ts";

/** Asks on standard error with inquirer. */
export function inquirerPrompter(world: World): Prompter {
  const ask = inquirer.createPromptModule({
    input: world.stdin.stream() as NodeJS.ReadStream,
    output: world.stderr.stream() as NodeJS.WriteStream,
  });
  const answer = async <T>(question: object): Promise<T> => {
    try {
      const { value } = (await ask([{ name: "value", ...question }] as never)) as { value: T };
      return value;
    } catch (error) {
      // Ctrl-C, or the terminal went away.
      if (error instanceof Error && (error.name === "ExitPromptError" || error.name === "AbortPromptError"))
        throw new Interrupted();
      throw error;
    }
  };
  return {
    text: ({ message, initial, check }) =>
      answer<string>({
        type: "input",
        message,
        ...(initial === undefined ? {} : { default: initial }),
        validate: (text: string) => check(text) ?? true,
      }),
    confirm: ({ message, initial }) => answer<boolean>({ type: "confirm", message, default: initial }),
    choose: ({ message, choices, initial, check }) => {
      if (!check && choices.length <= 9)
        return answer<string>({
          type: "select",
          message,
          choices: choices.map((one) => shown(one)),
          pageSize: 9,
          ...(initial === undefined ? {} : { default: initial }),
        });
      return answer<string>({
        type: "search",
        message,
        pageSize: 10,
        source: (term: string | undefined) =>
          matching(choices, term, check).map((one) =>
            shown(one, choices.includes(one) ? undefined : one.value),
          ),
        validate: (text: string) =>
          choices.some(({ value }) => value === text) ? true : (check?.(text) ?? true),
      });
    },
  };
}

/** A choice as inquirer wants it: what is typed stands alone, so that a fault in it is said and not completed. */
const shown = ({ value, label, description }: PromptChoice, typed?: string) => {
  if (value === typed) return { value, name: value, description: "as typed" };
  const name = label ?? value;
  return { value, name: plain(description ? `${name}  ${description}` : name), short: plain(name) };
};

/** Choices that hold every typed word; the typed text comes last where it would be taken, or where saying why not helps. */
function matching(
  choices: readonly PromptChoice[],
  term: string | undefined,
  check: ((text: string) => string | undefined) | undefined,
): readonly PromptChoice[] {
  const words = (term ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = choices.filter(({ value, label = "" }) =>
    words.every((word) => `${value} ${label}`.toLowerCase().includes(word)),
  );
  // What is typed in full stands first: "events" must not be completed to "data.iotevents".
  found.sort((a, b) => Number(b.value === term) - Number(a.value === term));
  if (!term || !check || choices.some(({ value }) => value === term)) return found;
  return found.length === 0 || check(term) === undefined ? [...found, { value: term }] : found;
}
