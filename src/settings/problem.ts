import type { Key, SomeTable } from "./setting.ts";

/** The kinds of problems that the JSON error document tells apart. */
export const PROBLEM_CODES = {
  missing: "It must be given.",
  invalid: "The value is not right.",
  "does-not-apply": "The flag does not go with the rest of what was given.",
  "unknown-flag": "The command has no such flag.",
  "unknown-word": "The word belongs to no flag.",
  "not-found": "What was named is not there.",
  wrong: "It cannot be done as it was given; no single flag is at fault.",
} as const;
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** One thing wrong with what was given: the setting at fault, what is wrong and why, what to type instead. */
export interface Problem {
  /** Absent where no single setting is at fault. */
  readonly setting?: Key | undefined;
  /** What stands in a setting's place on the command line: `--timeuot`. */
  readonly word?: string | undefined;
  /** A sentence without its full stop: `49 is below the 50 milliseconds that API Gateway accepts at least`. */
  readonly fault: string;
  /** What to type or do: `give 50 to 29000, for instance --timeout 5000`. */
  readonly remedy?: string | undefined;
  /** What kind of fault it is, for programs; where nothing is said, a value that is not right. */
  readonly code?: ProblemCode;
  /** What was named is not there: an exit code of its own. */
  readonly notFound?: boolean;
}

export const problem = (setting: Key | undefined, fault: string, remedy?: string): Problem => ({
  ...(setting === undefined ? {} : { setting }),
  fault,
  ...(remedy === undefined ? {} : { remedy }),
});

/** A problem that programs know by its kind. */
export const ofKind = (code: ProblemCode, of: Problem): Problem => ({ ...of, code });

/** That there is no such API, resource or method. */
export const notFound = (setting: Key, fault: string, remedy?: string): Problem => ({
  ...problem(setting, fault, remedy),
  notFound: true,
});

/** What is wrong with a word that is no setting's. */
export const wordProblem = (word: string | undefined, fault: string, remedy?: string): Problem => ({
  ...problem(undefined, fault, remedy),
  word,
});

/** The flag of a setting in a table; that of another command's setting is written as its name. */
export const flagIn = (table: SomeTable, key: Key): string => `--${table[key]?.flag ?? hyphened(key)}`;

const hyphened = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--timeout: 49 is below …. Give 50 to 29000.` Where eyes are to fall on it is `marked`. */
export function printProblem(
  { setting, word, fault, remedy }: Problem,
  table: SomeTable = {},
  marked: (text: string) => string = (text) => text,
): string {
  const flag = setting === undefined ? word : flagIn(table, setting);
  const sentence = flag === undefined ? marked(asSentence(fault)) : `${marked(`${flag}:`)} ${fault}.`;
  return remedy === undefined ? sentence : `${sentence} ${asSentence(remedy)}`;
}

/** A clause as a sentence: a capital in front unless it begins with a command, a full stop behind unless it ends in a mark. */
export const asSentence = (clause: string): string => {
  const front = clause.startsWith("apigw ") ? "a" : (clause[0]?.toUpperCase() ?? "");
  return `${front}${clause.slice(1)}${/[.?!\u2026]$/.test(clause) ? "" : "."}`;
};
