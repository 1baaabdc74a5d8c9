import { plain } from "../../gateway/messages/plain.ts";
import type { AnswerFault } from "../../ports.ts";
import type { Known, MethodSettings } from "../../settings/known.ts";
import { asSentence, type Problem } from "../../settings/problem.ts";
import type { Key, Setting } from "../../settings/setting.ts";
import { checkSettings } from "../../wanted/conflicts.ts";

/** What an answer sets: mostly its own setting alone. */
export type Answer = Known;

/** What a flag would do all the same is done by giving the same answer again. */
const INSISTING = /--force if|--skip-check (\S+) goes on/;

/** What somebody said who gave an answer that is not to be taken, and gave it again. */
export function insistedOn(problems: readonly Problem[], known: Known): Answer {
  const insisted = problems.map(({ remedy = "" }) => INSISTING.exec(remedy)).filter((one) => one !== null);
  const checks = insisted.flatMap(([, check]) =>
    check === undefined ? [] : [check],
  ) as MethodSettings["skipCheck"];
  return {
    ...(insisted.some(([, check]) => check === undefined) ? { force: true } : {}),
    ...(checks.length === 0 ? {} : { skipCheck: [...new Set([...(known.skipCheck ?? []), ...checks])] }),
  };
}

/** A fault as it is said under a question, with what was probably meant as the next answer. */
export function asFault({ fault, remedy = "" }: Pick<Problem, "fault" | "remedy">): AnswerFault {
  const insist = INSISTING.test(remedy);
  const said = remedy
    .replace(/ ?Add --force if it is meant so\.?/, " Given again, it is taken as it is")
    .replace(/ \(--skip-check \S+ goes on all the same\)/, ". Given again, it is taken all the same");
  const [, meant] = /did you mean (.+?)(?: or .*)?\?/.exec(remedy) ?? [];
  return {
    fault: plain(`${begun(asSentence(fault), fault)}${said === "" ? "" : ` ${asSentence(said)}`}`),
    ...(meant === undefined ? {} : { meant }),
    ...(insist ? { insist } : {}),
  };
}

/** A sentence may begin with a name, which is written as it is. */
const begun = (sentence: string, clause: string): string =>
  /^(?:there|nothing|the|an?|is|it|this|what|names?|has|needs?|browsers|only|with|which|whether)\b/.test(
    clause,
  )
    ? sentence
    : clause[0] + sentence.slice(1);

/** What is wrong with one setting between all that is known, without asking AWS. */
export function ownProblems(key: Key, known: Known): readonly Problem[] {
  // What a method has by now is in `known` already: nothing is left to be looked at later.
  const { ifExists: _, ...all } = known;
  return checkSettings(all).filter(({ setting }) => setting === key);
}

/** A value as a person reads it: the console's word for a choice, else as a flag would say it. */
export function shown(setting: Setting, value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value)) return value.map((one) => shown({ ...setting, many: false }, one)).join(", ");
  const text = setting.value.print(value as never);
  return plain(setting.value.choices?.find((one) => one.value === text)?.label ?? text);
}

/** Whether two values of a setting are written alike. */
export function same(setting: Setting, a: unknown, b: unknown): boolean {
  const print = (value: unknown) =>
    value === undefined
      ? ""
      : [value]
          .flat()
          .map((one) => setting.value.print(one as never))
          .join("\n");
  return a === undefined || print(a) === print(b);
}

/** Whether a value is to be read from standard input, which the questions are using. */
export function readsStdin(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "stdin" in value || Object.values(value).some(readsStdin);
}
