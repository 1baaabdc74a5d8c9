import { type AnswerFault, WentBack } from "../../ports.ts";
import { isProxy } from "../../settings/conditions.ts";
import type { Parameter, Template } from "../../settings/known.ts";
import { modelsOf } from "../../settings/live.ts";
import { isContentType, OWN_TEMPLATES } from "../../settings/own-templates.ts";
import { asFault, readsStdin } from "./answer.ts";
import { first, parsed, type Question } from "./question.ts";

/** What is wrong with one more entry, or with another in the place of one. */
export async function faultOfEntry(
  question: Question,
  text: string,
  others: readonly unknown[],
): Promise<AnswerFault | undefined> {
  return isPart(question, text) ? undefined : faultOfWhole(question, text, others);
}

async function faultOfWhole(
  question: Question,
  text: string,
  others: readonly unknown[],
): Promise<AnswerFault | undefined> {
  const { setting, key } = question;
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

/** The entry of a text; what the console has fields for, and the text does not say, is asked for. */
export async function completed(
  question: Question,
  text: string,
  others: readonly unknown[],
): Promise<unknown> {
  const { setting, asking, key } = question;
  const { prompter } = asking;
  const part = partOf(question, text);
  if (part === "template") return askTemplate(question, text, others);
  if (part !== undefined) return askRest(question, text, others);
  const value = parsed(setting, text);
  if ((key === "queryParam" || key === "header") && !text.includes(":")) {
    const { name } = value as Parameter;
    const required = await prompter.confirm({ message: `${name}: required?`, initial: false, back: true });
    const cached = await prompter.confirm({ message: `${name}: caching?`, initial: false, back: true });
    return { name, required, cached };
  }
  return value;
}

/** Whether a text is the first half of an entry, of which the console has a field for the second. */
export const isPart = (question: Question, text: string): boolean => partOf(question, text) !== undefined;

function partOf(
  { key, known }: Question,
  text: string,
): "template" | "model" | "expression" | "pattern" | undefined {
  const ofStatus = /^[1-5]\d\d:(.+)$/.exec(text)?.[1];
  const type = key.startsWith("response") ? ofStatus : text;
  switch (key) {
    case "requestTemplate":
    case "responseTemplate":
      return type !== undefined && isContentType(type) ? "template" : undefined;
    case "requestModel":
    case "responseModel":
      return type !== undefined && isContentType(type) ? "model" : undefined;
    case "requestParameter":
      return /^integration\.request\.[a-z]+\.[^=]+$/.test(text) ? "expression" : undefined;
    case "responseHeader":
      return !isProxy(known) && ofStatus !== undefined && !ofStatus.includes("=") ? "expression" : undefined;
    case "response":
      return !isProxy(known) && /^[1-5]\d\d$/.test(text) ? "pattern" : undefined;
    default:
      return undefined;
  }
}

/** Asks for the second half of an entry. */
async function askRest(question: Question, text: string, others: readonly unknown[]): Promise<unknown> {
  const { asking, setting, known, key } = question;
  const { prompter } = asking;
  const part = partOf(question, text);
  // A status alone is the default response, a header alone is declared.
  const alone = key === "response" || key === "responseHeader";
  const whole = (rest: string) => (rest === "" && alone ? text : `${text}=${rest}`);
  const check = (rest: string) => {
    if (rest === "" && !alone) return "It is needed.";
    const value = setting.value.parse(whole(rest));
    return "fault" in value ? asFault(value) : faultOfWhole(question, whole(rest), others);
  };
  if (part === "model") {
    const models = await modelsOf(asking.reading, known).catch(() => []);
    const message = `Model for ${text}:`;
    const choices = models.map((value) => ({ value }));
    const rest =
      choices.length > 0
        ? await prompter.choose({ message, choices, open: () => true, check, back: true })
        : await prompter.text({ message, check, back: true });
    return parsed(setting, whole(rest));
  }
  const message =
    part === "pattern"
      ? `Selection pattern of ${text} (Enter: it is the default response):`
      : `${text} is mapped from${alone ? " (Enter: it is declared alone)" : ""}:`;
  return parsed(setting, whole(await prompter.text({ message, check, back: true })));
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
