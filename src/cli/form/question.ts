import { AwsFailure } from "../../gateway/call/failure.ts";
import type { AnswerCheck, AnswerFault, PromptChoice } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Problem } from "../../settings/problem.ts";
import type { Key, Setting } from "../../settings/setting.ts";
import type { Choice } from "../../settings/value.ts";
import { type Answer, asFault, readsStdin } from "./answer.ts";
import type { Asking, Put } from "./guide.ts";
import { askList } from "./list-question.ts";

/** A question about one setting, in the light of all that is known. */
export interface Question {
  readonly asking: Asking;
  readonly key: Key;
  readonly setting: Setting;
  /** All that holds; the setting's own value is the standing answer. */
  readonly known: Known;
  readonly put: Put;
  readonly required: boolean;
  /** Whether what is there can be taken away again. */
  readonly canClear: boolean;
  readonly back: boolean;
  /** Keeps what was answered so far, where somebody goes back from a list. */
  keep(answer: Answer): void;
  /** What is wrong with an answer, beyond its form. */
  check(answer: Answer): Promise<readonly Problem[]>;
}

/** Asks one question; rejects with WentBack. */
export async function askSetting(question: Question): Promise<Answer> {
  const { asking, key, setting, known, put, back } = question;
  const { prompter } = asking;
  const label = setting.labelFor?.(known) ?? setting.label;
  const { value } = setting;
  const standing = known[key] ?? setting.fallback?.(known);
  if (value.placeholder === undefined) {
    const yes = await prompter.confirm({
      message: put.message ?? `${label}?`,
      initial: put.initial === undefined ? standing === true : put.initial === "yes",
      back,
      check: async (yes) => first(await question.check({ [key]: yes })),
    });
    return { [key]: yes };
  }
  if (setting.many) return { [key]: await askList(question, label) };
  if (value.choices) {
    const initial = put.initial ?? (standing === undefined ? undefined : value.print(standing as never));
    const text = await prompter.choose({
      message: put.message ?? `${label}:`,
      choices: marked(put.choices ?? value.choices, known[key] === undefined ? undefined : initial),
      ...(initial === undefined ? {} : { initial }),
      back,
      check: checkOf(question, standing),
    });
    return { [key]: parsed(setting, text) };
  }
  return { [key]: await askText(question, label) };
}

/** The choices, of which the one that holds by now says so. */
const marked = (choices: readonly PromptChoice[], now: string | undefined): readonly PromptChoice[] =>
  choices.map((one) =>
    one.value === now
      ? { ...one, description: [one.description, "as it is"].filter(Boolean).join(", ") }
      : one,
  );

async function askText(question: Question, label: string): Promise<unknown> {
  const { asking, key, setting, known, put, required, canClear, back } = question;
  const suggestions = put.choices ?? (await suggested(asking, setting, known));
  const now = known[key] === undefined ? undefined : setting.value.print(known[key] as never);
  const open =
    suggestions.length === 0 || setting.open ? (text: string) => setting.open?.(text) !== false : undefined;
  const initial = now ?? put.initial;
  const hint = [
    ...(setting.hint ? [setting.hint(known)] : []),
    ...(required || initial !== undefined
      ? []
      : [`Enter ${setting.emptyMeans === undefined ? "to leave it out" : `for ${setting.emptyMeans}`}`]),
  ].join("; ");
  const message = put.message ?? `${label}${hint === "" ? "" : ` (${hint})`}:`;
  const check = checkOf(question, known[key]);
  const leave: PromptChoice = { value: "", label: `(${setting.emptyMeans ?? "none"})` };
  const text =
    suggestions.length > 0
      ? await asking.prompter.choose({
          message,
          choices: offered(suggestions, now, required || !canClear ? [] : [leave]),
          ...(now === undefined ? {} : { initial: now }),
          open,
          check,
          back,
        })
      : // A standing answer that may be left out again is a list of the two.
        now !== undefined && !required && canClear
        ? await asking.prompter.choose({
            message,
            choices: [{ value: now, description: "as it is" }, leave],
            initial: now,
            open: () => "first",
            check,
            back,
          })
        : await asking.prompter.text({
            message,
            check,
            back,
            ...(initial === undefined ? {} : { initial }),
          });
  return text === "" ? undefined : parsed(setting, text);
}

/** The list, with what holds by now first; what may be left out can be. */
function offered(
  suggestions: readonly PromptChoice[],
  now: string | undefined,
  leave: readonly PromptChoice[],
): readonly PromptChoice[] {
  if (now === undefined) return [...leave, ...suggestions];
  // What is there goes by its id, and is shown by its name.
  const there = suggestions.find(({ value, also = [] }) => value === now || also.includes(now));
  const others = suggestions.filter((one) => one !== there);
  const label = there?.label ?? there?.value ?? now;
  return [{ ...there, value: now, label, description: "as it is" }, ...leave, ...others];
}

/** What is wrong with a text: its form first, then all the rest. */
export function checkOf(question: Question, standing?: unknown): AnswerCheck {
  const { setting, key, required } = question;
  const now = standing === undefined ? undefined : setting.value.print(standing as never);
  return async (text) => {
    if (text === now) return undefined;
    if (text === "")
      return required
        ? `${setting.label} is needed. ${setting.summary}`
        : first(await question.check({ [key]: undefined }));
    const result = setting.value.parse(text);
    if ("fault" in result)
      return asFault({
        fault: result.fault,
        remedy: setting.hint && result.remedy ? `give ${setting.hint(question.known)}` : result.remedy,
      });
    if (readsStdin(result.value)) return "Standard input is this terminal. Give a file, with @ in front.";
    return first(await question.check({ [key]: result.value }));
  };
}

export const first = ([one]: readonly Problem[]): AnswerFault | undefined => one && asFault(one);

export const parsed = (setting: Setting, text: string): unknown => {
  const result = setting.value.parse(text);
  return "value" in result ? result.value : undefined;
};

/** Live choices; where they may not be listed, a note says so and free text is asked for. */
export async function suggested(asking: Asking, setting: Setting, known: Known): Promise<readonly Choice[]> {
  if (!setting.suggest) return [];
  try {
    return await setting.suggest(asking.reading, known);
  } catch (error) {
    // An endpoint that is not there, or credentials that are not: no question after this one could be answered.
    if (!(error instanceof AwsFailure) || error.kind === "credentials" || error.kind === "network")
      throw error;
    asking.note(`${setting.label} could not be listed (${error.code}); type it.`);
    return [];
  }
}
