import { plain } from "../../gateway/messages/plain.ts";
import { type AnswerFault, type PromptChoice, WentBack } from "../../ports.ts";
import type { Parameter, Template } from "../../settings/known.ts";
import { isContentType, OWN_TEMPLATES } from "../../settings/own-templates.ts";
import { asFault, brief, readsStdin } from "./answer.ts";
import { first, parsed, type Question, suggested } from "./question.ts";

const ENTRY = "entry ";

/** A list as it grows: what is in it can be changed and taken out, what may be in it is offered, anything else is typed. */
export async function askList(question: Question, label: string): Promise<readonly unknown[] | undefined> {
  const { asking, key, setting, known, put, back } = question;
  const { prompter } = asking;
  let entries: readonly unknown[] = (known[key] as readonly unknown[] | undefined) ?? [];
  const print = (one: unknown) => setting.value.print(one as never);
  const suggestions = put.choices ?? (await suggested(asking, setting, known));
  const typedOnce = new Set<string>();
  for (;;) {
    const there = entries.map(print);
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
        label: brief(plain(text), 60),
        description: "change or remove",
      })),
      ...suggestions.filter(({ value }) => !there.includes(value)),
    ];
    const check = async (text: string) =>
      text === "" || text.startsWith(ENTRY) ? undefined : faultOfEntry(question, text, entries);
    const text = await prompter.choose({
      message: put.message ?? `${label} (${setting.value.placeholder}; Enter to go on):`,
      choices,
      initial: "",
      open: (typed) =>
        "value" in setting.value.parse(typed) || isContentTypeOf(question, typed) ? "first" : true,
      check,
      back: back || typedOnce.size > 0,
    });
    if (text === "") return entries.length === 0 && known[key] === undefined ? undefined : entries;
    try {
      if (text.startsWith(ENTRY))
        entries = await changeEntry(question, entries, Number(text.slice(ENTRY.length)));
      else {
        typedOnce.add(text);
        entries = [...entries, await completed(question, text, entries)];
      }
    } catch (error) {
      // Back from what is asked about one entry is back at the list.
      if (!(error instanceof WentBack)) throw error;
    }
  }
}

/** What is wrong with one more entry, or with another in the place of one. */
async function faultOfEntry(
  question: Question,
  text: string,
  others: readonly unknown[],
): Promise<AnswerFault | undefined> {
  const { setting, key } = question;
  if (isContentTypeOf(question, text)) return undefined;
  const result = setting.value.parse(text);
  if ("fault" in result) return asFault(result);
  if (readsStdin(result.value))
    return { fault: "Standard input is this terminal. Give a file, with @ in front." };
  const fault = first(await question.check({ [key]: [...others, result.value] }));
  return fault?.meant === undefined ? fault : { ...fault, meant: asEntry(setting, text, fault.meant) };
}

/** What was meant, as an entry: of `application/json=Pett` it may be said of the model alone. */
function asEntry({ value }: Question["setting"], text: string, meant: string): string {
  const inPlace = text.replace(/[^=:]*$/, () => meant);
  return "fault" in value.parse(meant) && "value" in value.parse(inPlace) ? inPlace : meant;
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
    message: `${brief(plain(text), 60)}:`,
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

/** The entry of a text; what the console has fields for, and the text does not say, is asked for. */
async function completed(question: Question, text: string, others: readonly unknown[]): Promise<unknown> {
  const { setting, asking, key } = question;
  const { prompter } = asking;
  if (isContentTypeOf(question, text)) return askTemplate(question, text, others);
  const value = parsed(setting, text);
  if ((key === "queryParam" || key === "header") && !text.includes(":")) {
    const { name } = value as Parameter;
    const required = await prompter.confirm({ message: `${name}: required?`, initial: false, back: true });
    const cached = await prompter.confirm({ message: `${name}: caching?`, initial: false, back: true });
    return { name, required, cached };
  }
  return value;
}

/** Whether a text is a content type for which a template is still to be chosen; for a response, with its status. */
function isContentTypeOf({ key }: Question, text: string): boolean {
  if (key === "requestTemplate") return isContentType(text);
  return key === "responseTemplate" && /^[1-5]\d\d:/.test(text) && isContentType(text.slice(4));
}

/** Where a template comes from: a file, an editor, or one of API Gateway's own. */
async function askTemplate(question: Question, front: string, others: readonly unknown[]): Promise<unknown> {
  const { setting, asking } = question;
  const own = OWN_TEMPLATES.filter(({ of }) => of === question.key);
  const given = await asking.prompter.choose({
    message: `Template for ${front} (@file, or the text itself):`,
    choices: [
      ...(asking.editText ? [{ value: "editor", label: "Write it in an editor" }] : []),
      ...own.map(({ name, label }) => ({ value: `own ${name}`, label })),
    ],
    // A file or what can only be a template goes before a choice that happens to have it.
    open: (typed) => (/^@|[{}$#"<]/.test(typed) ? "first" : true),
    back: true,
    check: (text) =>
      text === "editor" || text.startsWith("own ")
        ? undefined
        : faultOfEntry(question, `${front}=${text}`, others),
  });
  const found = own.find(({ name }) => given === `own ${name}`);
  const written = given === "editor" ? await edited(question, front, others) : (found?.text ?? given);
  const value = parsed(setting, `${front}=${written}`);
  // A text that happens to begin as a file's name does is a text all the same.
  return given === "editor" || found ? withText(value, written) : value;
}

function withText(value: unknown, text: string): unknown {
  const one = value as Template | { readonly status: string; readonly of: Template };
  return "of" in one ? { ...one, of: { ...one.of, source: { text } } } : { ...one, source: { text } };
}

/** Opens the editor until what was written is a template. */
async function edited(
  { asking, check, key, setting }: Question,
  front: string,
  others: readonly unknown[],
): Promise<string> {
  let text = "";
  for (;;) {
    text = (await asking.editText?.(text, "template.vtl")) ?? "";
    const trimmed = text.replace(/\n+$/, "");
    if (trimmed === "") throw new WentBack();
    const result = setting.value.parse(`${front}=${trimmed}`);
    const why =
      "fault" in result
        ? asFault(result)
        : first(await check({ [key]: [...others, withText(result.value, trimmed)] }));
    if (!why) return trimmed;
    asking.note(why.fault);
    if (!(await asking.prompter.confirm({ message: "Write on?", initial: true, back: true })))
      throw new WentBack();
  }
}
