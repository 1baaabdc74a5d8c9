import { reasonOf } from "./conditions.ts";
import type { AllSettings, Known } from "./known.ts";
import { ofKind, type Problem, problem, wordProblem } from "./problem.ts";
import { flagOf, isRequired, type Key, type Setting, type SomeTable } from "./setting.ts";

/** What stood on the command line, by setting: texts as typed. */
export type Raw = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** The settings of a table with their keys, in its order. */
export const entriesOf = (table: SomeTable): readonly [Key, Setting][] =>
  Object.entries(table) as [Key, Setting][];

/** Reads the texts of a command line: what they mean, and every fault in them. */
export function readSettings(table: SomeTable, raw: Raw): { known: Known; problems: readonly Problem[] } {
  const known: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const flags = entriesOf(table).flatMap(([, setting]) => [flagOf(setting), `--no-${setting.flag}`]);
  for (const [key, setting] of entriesOf(table)) {
    const given = raw[key];
    if (given === undefined) continue;
    if (typeof given === "boolean") {
      known[key] = given;
      continue;
    }
    const values: unknown[] = [];
    for (const text of [given].flat() as string[]) {
      if (flags.includes(text)) {
        problems.push(problem(key, `has no value; the next word is the flag ${text}`, writtenLike(setting)));
        continue;
      }
      const parsed = setting.value.parse(text);
      if ("fault" in parsed) problems.push(problem(key, parsed.fault, parsed.remedy ?? writtenLike(setting)));
      else values.push(parsed.value);
    }
    if (values.length === 0) continue;
    if (setting.many) known[key] = values;
    else if (values.length > 1)
      problems.push(problem(key, `is given ${values.length} times`, "give it once"));
    else known[key] = values[0];
  }
  return { known: known as Known, problems };
}

/** The settings that were given but do not apply to the rest of what was given. */
export function misplaced(table: SomeTable, known: Known): readonly Problem[] {
  // What a method has already may be what a setting goes with: that is looked at when the method was.
  if (known.ifExists === "update") return [];
  return doNotApply(table, known, known);
}

/** Those that were given and do not apply to all that holds. */
export function doNotApply(table: SomeTable, given: Known, known: Known): readonly Problem[] {
  return entriesOf(table)
    .filter(
      ([key, setting]) =>
        given[key] !== undefined && given[key] !== false && setting.applies?.when(known) === false,
    )
    .map(([key, { applies }]) => {
      const why = applies && reasonOf(applies, known);
      return ofKind("does-not-apply", problem(key, `does not apply: ${why}`, "leave it out"));
    });
}

/** The settings that must still be given. */
export function missing(table: SomeTable, known: Known): readonly [Key, Setting][] {
  return entriesOf(table).filter(
    ([key, setting]) =>
      known[key] === undefined &&
      // A method that is there has all the rest.
      (known.ifExists !== "update" ||
        (setting.required === true && setting.section !== "Method details") ||
        key === "method") &&
      isRequired(setting, known) &&
      setting.applies?.when(known) !== false,
  );
}

export const missingProblem = ([key, setting]: readonly [Key, Setting]): Problem => {
  const { choices } = setting.value;
  const is = `is missing (${setting.label})`;
  if (setting.missing !== undefined)
    return { ...ofKind("missing", wordProblem(setting.missing, is)), setting: undefined };
  return ofKind(
    "missing",
    problem(
      key,
      is,
      choices ? `give one of ${choices.map(({ value }) => value).join(", ")}` : writtenLike(setting),
    ),
  );
};

/** What to type where there is nothing better to say: `write --api <name|id>`. */
const writtenLike = (setting: Setting): string => `write ${flagOf(setting)} <${setting.value.placeholder}>`;

/** The value of a setting: what is known, else the console's default. */
export function settled<K extends Key>(table: SomeTable, key: K, known: Known): AllSettings[K] | undefined {
  const setting = table[key] as Setting<AllSettings[K]> | undefined;
  return known[key] ?? (setting?.fallback?.(known) as AllSettings[K] | undefined);
}
