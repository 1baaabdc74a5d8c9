/**
 * What is not known of a value: a text of the caller's (`text`), the caller's body as it came (`body`), JSON that was made
 * of all of it (`document`) or of a part (`json`), its objects themselves, which print as Java prints them (`map`), what
 * API Gateway knows itself (`context`), a stage variable (`stage`).
 */
export type Source = "text" | "body" | "document" | "json" | "map" | "context" | "stage";

/** How a value that is not known was made fit for where it goes. */
export type Encoding = "url" | "base64" | "escaped";

const LETTERS: Readonly<Record<Source | Encoding, string>> = {
  text: "T",
  body: "Y",
  document: "D",
  json: "J",
  map: "M",
  context: "C",
  stage: "S",
  url: "U",
  base64: "B",
  escaped: "E",
};

/** Stands in a text for a value that is not known. Letters alone, so that it looks the same in JSON, a form and a URL. */
export const markOf = (of: Source | Encoding): string => `ZqX${LETTERS[of]}XqZ`;

/** Every mark in a text. */
export const MARKS = /ZqX([TYDJMCSUBE])XqZ/g;

export const hasMark = (text: string): boolean => text.search(MARKS) >= 0;

/** What the marks of a text stand for. */
export const marksIn = (text: string): readonly (Source | Encoding)[] =>
  [...text.matchAll(MARKS)].map(
    ([, letter]) => Object.entries(LETTERS).find(([, one]) => one === letter)?.[0] as Source | Encoding,
  );

/**
 * A value of a call that is only imagined. Whatever is asked of it is not known either; a condition on it holds or does
 * not, as the one who imagines wants it.
 */
export class Unknown {
  readonly source: Source;
  readonly holds: boolean;

  constructor(source: Source, holds: boolean) {
    this.source = source;
    this.holds = holds;
  }

  /** What comes of it by a property or a method. */
  derived(): Unknown {
    return this.source === "context" || this.source === "stage" ? this : new Unknown("text", this.holds);
  }

  toString(): string {
    return markOf(this.source);
  }
}
