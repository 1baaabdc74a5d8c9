import { AwsFailure } from "../gateway/call/failure.ts";
import { plain } from "../gateway/messages/plain.ts";
import type { Prompter, Reading } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import { asSentence, type Problem } from "../settings/problem.ts";
import { entriesOf } from "../settings/read.ts";
import { isRequired, type Key, type Section, type Setting, type SomeTable } from "../settings/setting.ts";
import type { Choice } from "../settings/value.ts";
import { checkSettings } from "../wanted/conflicts.ts";
import { withToday } from "../wanted/today.ts";

/** What the prompts need: whom to ask, where live values come from, and where a note goes. */
export interface Asking {
  readonly table: SomeTable;
  readonly prompter: Prompter;
  readonly reading: Reading;
  /** What holds by now: the answer to each question, unless another is given. */
  readonly today?: Known | undefined;
  note(line: string): void;
}

// As in the console, the first page is always open and the rest are folded.
const FOLDED: readonly { readonly section: Section; readonly message: string }[] = [
  {
    section: "Method request settings",
    message: "Configure method request settings? (authorization, validator, parameters, body)",
  },
  {
    section: "Integration request settings",
    message: "Configure integration request settings? (mappings, templates, passthrough, cache)",
  },
  {
    section: "Method and integration responses",
    message: "Configure more responses than the console's 200?",
  },
];

/**
 * Asks for all that is open, in the console's order; of `only` these sections where they are named.
 * Resolves to everything known; rejects with Interrupted.
 */
export async function askSettings<G extends Known>(
  asking: Asking,
  start: G,
  only?: readonly Section[],
): Promise<G> {
  let known = start;
  const folded = new Map(FOLDED.map(({ section, message }) => [section, message]));
  const open = new Map<Section, boolean>();
  for (const [key, setting] of entriesOf(asking.table)) {
    if (setting.section === "Common" || known[key] !== undefined) continue;
    if (only !== undefined && !only.includes(setting.section)) continue;
    const all = asking.today === undefined ? known : withToday(known, asking.today);
    if (setting.asked?.(all) === false || setting.applies?.when(all) === false) continue;
    const message = folded.get(setting.section);
    const required = isRequired(setting, all) && all[key] === undefined;
    if (message !== undefined && !required) {
      const unfolded =
        open.get(setting.section) ?? (await asking.prompter.confirm({ message, initial: false }));
      open.set(setting.section, unfolded);
      if (!unfolded) continue;
    }
    const answer = await askOne(asking, key, setting, all, required);
    // What is as it was is not said: a change sends nothing for it.
    if (asking.today === undefined || !same(setting, answer, all[key])) known = { ...known, [key]: answer };
  }
  return known;
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Whether two values of a setting are written alike. */
function same(setting: Setting, a: unknown, b: unknown): boolean {
  const print = (value: unknown) =>
    value === undefined
      ? ""
      : [value]
          .flat()
          .map((one) => setting.value.print(one as never))
          .join("\n");
  return a === undefined || print(a) === print(b);
}

/** Asks for one setting; undefined where it was left open. */
async function askOne(
  asking: Asking,
  key: Key,
  setting: Setting,
  known: Known,
  required: boolean,
): Promise<unknown> {
  const { prompter } = asking;
  const label = setting.labelFor?.(known) ?? setting.label;
  const { value } = setting;
  if (value.placeholder === undefined) {
    const initial = known[key] ?? setting.fallback?.(known);
    return prompter.confirm({ message: `${label}?`, initial: initial === true });
  }
  if (setting.many) {
    const list: unknown[] = [];
    const there = [known[key] ?? []].flat().map((one) => setting.value.print(one as never));
    for (;;) {
      const given = await askText(
        asking,
        key,
        setting,
        known,
        false,
        list,
        `${label}, one at a time (${there.length === 0 ? "Enter to go on" : `there is ${there.map((one) => brief(plain(one))).join(", ")}; Enter to go on`}):`,
      );
      if (given === undefined) return list.length === 0 ? undefined : list;
      list.push(given);
    }
  }
  if (value.choices) {
    const initial = known[key] ?? setting.fallback?.(known);
    const text = await prompter.choose({
      message: `${label}:`,
      choices: value.choices,
      ...(initial === undefined ? {} : { initial: setting.value.print(initial as never) }),
    });
    return parsed(setting, text);
  }
  return askText(
    asking,
    key,
    setting,
    known,
    required,
    [],
    `${label}${required ? "" : ` (Enter ${setting.emptyMeans === undefined ? "to leave it out" : `for ${setting.emptyMeans}`})`}:`,
  );
}

async function askText(
  asking: Asking,
  key: Key,
  setting: Setting,
  known: Known,
  required: boolean,
  before: readonly unknown[],
  message: string,
): Promise<unknown> {
  const suggestions = await suggested(asking, setting, known);
  const now = setting.many || known[key] === undefined ? undefined : setting.value.print(known[key] as never);
  const check = (text: string): string | undefined => {
    if (text === "") return required ? `${setting.label} is needed. ${setting.summary}` : undefined;
    if (text === now) return undefined;
    if (suggestions.length > 0 && !suggestions.some(({ value }) => value === text) && !setting.open?.(text))
      return `"${text}" is not one of the list.`;
    const result = setting.value.parse(text);
    if ("fault" in result) return sentence(result.fault, result.remedy);
    if (readsStdin(result.value)) return "Standard input is this terminal. Give a file, with @ in front.";
    const value = setting.many ? [...before, result.value] : result.value;
    const [first] = ownProblems(key, { ...known, [key]: value });
    return first && sentence(first.fault, first.remedy);
  };
  const text =
    suggestions.length > 0
      ? await asking.prompter.choose({
          message,
          choices: offered(suggestions, required, now),
          check,
        })
      : await asking.prompter.text({ message, check, ...(now === undefined ? {} : { initial: now }) });
  return text === "" ? undefined : parsed(setting, text);
}

/** The list, with what holds by now first; what may be left out can be. */
function offered(
  suggestions: readonly Choice[],
  required: boolean,
  now: string | undefined,
): readonly Choice[] {
  if (now !== undefined) {
    const there = suggestions.find(({ value }) => value === now) ?? { value: now };
    return [{ ...there, description: "as it is" }, ...suggestions.filter(({ value }) => value !== now)];
  }
  return required ? suggestions : [{ value: "", label: "(none)" }, ...suggestions];
}

const parsed = (setting: Setting, text: string): unknown => {
  const result = setting.value.parse(text);
  return "value" in result ? result.value : undefined;
};

/** Live choices; where they may not be listed, a note says so and free text is asked for. */
async function suggested(asking: Asking, setting: Setting, known: Known): Promise<readonly Choice[]> {
  if (!setting.suggest) return [];
  try {
    return await setting.suggest(asking.reading, known);
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === "credentials") throw error;
    asking.note(`${setting.label} could not be listed (${error.code}); type it.`);
    return [];
  }
}

const ownProblems = (key: Key, known: Known): readonly Problem[] =>
  checkSettings(known).filter((one) => one.setting === key);

const sentence = (fault: string, remedy?: string): string =>
  `${asSentence(fault)}${remedy === undefined ? "" : ` ${asSentence(remedy)}`}`;

/** Whether a value is to be read from standard input, which prompts are using. */
function readsStdin(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "stdin" in value || Object.values(value).some(readsStdin);
}
