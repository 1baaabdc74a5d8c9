/** One thing wrong with what was given: the flag at fault, what is wrong and why, what to type instead. */
export interface Problem {
  /** `--timeout`, as a person types it; absent where no single flag is at fault. */
  readonly flag?: string;
  /** A sentence without its full stop: `49 is below the 50 milliseconds that API Gateway accepts at least`. */
  readonly fault: string;
  /** What to type or do: `give 50 to 29000, for instance --timeout 5000`. */
  readonly remedy?: string;
}

export const problem = (flag: string | undefined, fault: string, remedy?: string): Problem => ({
  ...(flag === undefined ? {} : { flag }),
  fault,
  ...(remedy === undefined ? {} : { remedy }),
});

/** `--timeout: 49 is below …. Give 50 to 29000.` Where eyes are to fall on it is `marked`. */
export function printProblem(
  { flag, fault, remedy }: Problem,
  marked: (text: string) => string = (text) => text,
): string {
  const sentence = flag === undefined ? marked(`${fault}.`) : `${marked(`${flag}:`)} ${fault}.`;
  return remedy === undefined ? sentence : `${sentence} ${asSentence(remedy)}`;
}

/** A clause as a sentence: a capital in front, a full stop behind unless it ends in a mark. */
export const asSentence = (clause: string): string =>
  `${clause[0]?.toUpperCase() ?? ""}${clause.slice(1)}${/[.?!\u2026]$/.test(clause) ? "" : "."}`;
