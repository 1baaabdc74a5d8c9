import { nearest } from "./did-you-mean.ts";

/** What a text means, or why it means nothing. */
export type Parsed<T> = { readonly value: T } | { readonly fault: string; readonly remedy?: string };

/** How a setting's value is written: parse(print(v)) is v. */
export interface Value<T> {
  /** Stands for the value in help: `<milliseconds>`. None: the flag takes no value. */
  readonly placeholder?: string;
  readonly choices?: readonly Choice[];
  /** The range of a whole number. */
  readonly range?: { readonly min: number; readonly max: number };
  parse(text: string): Parsed<T>;
  print(value: T): string;
}

/** One of the values there are to choose from, with the console's words for it. */
export interface Choice {
  readonly value: string;
  readonly label?: string;
  readonly description?: string;
  /** Other words that mean it: the API's own, for one. */
  readonly also?: readonly string[];
}

const fault = (text: string, remedy?: string): Parsed<never> => ({
  fault: text,
  ...(remedy ? { remedy } : {}),
});

/** Values longer than this are refused before anything is sent (templates have API Gateway's own limit of 300 KB). */
export const MAX_LENGTH = 10_240;

/** Faults that no value may have: nothing, control characters, more than API Gateway takes. */
export function textFault(text: string, { max = MAX_LENGTH, lines = false } = {}): string | undefined {
  if (text === "") return "is empty";
  if (Buffer.byteLength(text) > max)
    return `is ${Buffer.byteLength(text)} bytes long; at most ${max} are accepted`;
  const control = (lines ? /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/ : /[\x00-\x1f\x7f]/).exec(text);
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    const what = /[\r\n]/.test(control[0]) ? "line break" : "control character";
    return `has a ${what} (U+${code}) at position ${control.index + 1}`;
  }
  return damageFault(text);
}

/** That a text is not what somebody wrote: a file, or a word of the command line, had bytes that were no letters. */
export function damageFault(text: string): string | undefined {
  const at = text.indexOf("\ufffd");
  return at < 0 ? undefined : `has bytes that are not UTF-8, at position ${at + 1}`;
}

/** Free text. `check` gives a fault, in words that follow the flag's name. */
export function text(
  placeholder: string,
  check: (text: string) => { fault: string; remedy?: string } | undefined = () => undefined,
): Value<string> {
  return {
    placeholder,
    parse(given) {
      const bad = textFault(given);
      if (bad !== undefined) return fault(bad);
      return check(given) ?? { value: given };
    },
    print: (value) => value,
  };
}

/**
 * One of a few words. Where the API spells a value otherwise than a person does, `word` is the one spelling of help, TAB,
 * prompts and printed commands; the API's own is taken too. Case does not count, and neither do labels' spaces.
 */
export function choice<T extends string>(
  choices: readonly (Choice & { readonly value: T; readonly word?: string })[],
  aliases: Readonly<Record<string, T>> = {},
): Value<T> {
  const wordOf = (value: string) => choices.find((one) => one.value === value)?.word ?? value;
  const names = choices.map(({ value }) => wordOf(value));
  const also = (of: T) => [
    ...(wordOf(of) === of ? [] : [of]),
    ...Object.entries(aliases).flatMap(([alias, value]) => (value === of ? [alias] : [])),
  ];
  return {
    placeholder: names.join("|"),
    choices: choices.map(({ word, ...one }) => ({ ...one, value: word ?? one.value, also: also(one.value) })),
    parse(given) {
      const lower = given.toLowerCase();
      const found = choices.find(({ value, label, word }) =>
        [value, word, label, ...also(value)].some((one) => one?.toLowerCase() === lower),
      )?.value;
      if (found !== undefined) return { value: found };
      if (given === "") return fault("is empty", `give one of ${names.join(", ")}`);
      const near = nearest(given, names);
      return fault(
        `"${given.slice(0, 80)}" is not one of ${names.join(", ")}`,
        near === undefined ? "give one of them" : `did you mean ${near}?`,
      );
    },
    print: wordOf,
  };
}

/** Yes or no; as a flag it takes no value. */
export const yesNo: Value<boolean> = {
  parse: (given) =>
    given === "true"
      ? { value: true }
      : given === "false"
        ? { value: false }
        : fault(`"${given}" is not true or false`),
  print: (value) => String(value),
};

/** A whole number of some unit; `usual` names the range that people want, where the whole one is for a few. */
export function whole(
  placeholder: string,
  min: number,
  max: number,
  unit: string,
  usual = `give ${min} to ${max}`,
): Value<number> {
  return {
    placeholder,
    range: { min, max },
    parse(given) {
      if (given === "") return fault("is empty", usual);
      if (!/^[+-]?\d+$/.test(given))
        return fault(`"${given.slice(0, 40)}" is not a whole number of ${unit}`, usual);
      const value = Number(given);
      if (value < min) return fault(`${value} is below the least that is accepted, ${min} ${unit}`, usual);
      if (value > max) return fault(`${value} is above the most that is accepted, ${max} ${unit}`, usual);
      return { value };
    },
    print: String,
  };
}
