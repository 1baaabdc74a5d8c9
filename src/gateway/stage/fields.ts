// Reading JSON that somebody else wrote: what is not of the form it should be reads as nothing.

/** A JSON object's members. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text, or a number as one; undefined where it is neither, or empty. */
export const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;

export const listsOf = (value: unknown): string[] => listOf(value).map(String);

/** A map of texts; null, which AWS answers for an empty template, is "". */
export const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, one]) => [key, String(one ?? "")]));
