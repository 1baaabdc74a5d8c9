import { plain } from "../../gateway/messages/plain.ts";
import { cutTo } from "../../gateway/messages/width.ts";
import { type PromptChoice, WentBack } from "../../ports.ts";
import { ENTRY_NAMES, type ListKey } from "../../settings/entry-names.ts";
import { completed, faultOfEntry, isPart } from "./list-entry.ts";
import { first, type Question, suggested } from "./question.ts";

const ENTRY = "entry ";

/** A list as it grows: what is in it can be changed and taken out, what may be in it is offered, anything else is typed. */
export async function askList(question: Question, label: string): Promise<readonly unknown[] | undefined> {
  const { asking, key, setting, known, put, back } = question;
  const { prompter } = asking;
  let entries: readonly unknown[] = (known[key] as readonly unknown[] | undefined) ?? [];
  const print = (one: unknown) => setting.value.print(one as never);
  const nameOf = key in ENTRY_NAMES ? (ENTRY_NAMES[key as ListKey] as (one: unknown) => string) : print;
  const suggestions = put.choices ?? (await suggested(asking, setting, known));
  let touched = false;
  for (;;) {
    const there = entries.map(print);
    // Another entry of the same name would be refused.
    const names = new Set(entries.map(nameOf));
    const isNamed = (text: string) => {
      const read = setting.value.parse(text);
      return "value" in read && names.has(nameOf(read.value));
    };
    const choices: readonly PromptChoice[] = [
      {
        value: "",
        label:
          entries.length === 0
            ? `(${setting.emptyMeans ?? "none"})`
            : `Go on with ${entries.length === 1 ? "this one" : `these ${entries.length}`}`,
      },
      ...there.map((text, at) => ({
        value: `${ENTRY}${at}`,
        label: cutTo(plain(text), 60),
        description: "change or remove",
      })),
      ...suggestions.filter(({ value }) => !there.includes(value) && !isNamed(value)),
    ];
    const check = async (text: string) => {
      if (text.startsWith(ENTRY)) return undefined;
      if (text !== "") return faultOfEntry(question, text, entries);
      if (question.required && entries.length === 0) return "Give at least one.";
      // What stood there before is not at fault.
      if (!touched) return undefined;
      return first(await question.check({ [key]: entries.length === 0 ? undefined : entries }));
    };
    const asked = prompter.choose({
      message: put.message ?? `${label} (${setting.value.placeholder}; Enter to go on):`,
      choices,
      initial: "",
      open: (typed) => ("value" in setting.value.parse(typed) || isPart(question, typed) ? "first" : true),
      check,
      back: back || touched,
    });
    const text = await asked.catch((error) => {
      // Whoever goes back finds here what was there.
      if (error instanceof WentBack && touched) question.keep({ [key]: entries });
      throw error;
    });
    if (text === "") return entries.length === 0 && known[key] === undefined ? undefined : entries;
    try {
      if (text.startsWith(ENTRY))
        entries = await changeEntry(question, entries, Number(text.slice(ENTRY.length)));
      else entries = [...entries, await completed(question, text, entries)];
      touched = true;
    } catch (error) {
      // Back from what is asked about one entry is back at the list.
      if (!(error instanceof WentBack)) throw error;
    }
  }
}

async function changeEntry(
  question: Question,
  entries: readonly unknown[],
  at: number,
): Promise<readonly unknown[]> {
  const { setting, asking } = question;
  const text = setting.value.print(entries[at] as never);
  const others = entries.filter((_, i) => i !== at);
  const what = await asking.prompter.choose({
    message: `${cutTo(plain(text), 60)}:`,
    choices: [
      { value: "keep", label: "Keep it" },
      { value: "change", label: "Change it" },
      { value: "remove", label: "Remove it" },
    ],
    back: true,
  });
  if (what === "keep") return entries;
  if (what === "remove") return others;
  const changed = await asking.prompter.text({
    message: `${setting.value.placeholder}:`,
    initial: text,
    back: true,
    check: (given) => faultOfEntry(question, given, others),
  });
  const value = await completed(question, changed, others);
  return entries.map((one, i) => (i === at ? value : one));
}
