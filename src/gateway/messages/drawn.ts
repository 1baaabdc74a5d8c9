/** Letters of Latin and its punctuation, arrows and lines: one column each, which is known without being measured. */
const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u257f]*$/;

/** Whether a text is as wide as it is long. */
export const isNarrow = (text: string): boolean => NARROW.test(text);

/** More characters than a sign is of: of a long text no more is looked at than can be seen. */
const LONGEST = 40;

/** Letters with their accents, and signs of several characters, as they are drawn: none of them is cut in two. */
const letters = (text: string): readonly string[] =>
  isNarrow(text) ? [...text] : [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** What is done with texts by how wide they are drawn; `widthOf` says how many columns that are. */
export function drawnBy(widthOf: (text: string) => number) {
  /** As many letters as fit. */
  function beginning(all: readonly string[], width: number): readonly string[] {
    let drawn = 0;
    const end = all.findIndex((letter) => {
      drawn += widthOf(letter);
      return drawn > width;
    });
    return end < 0 ? all : all.slice(0, end);
  }
  return {
    widthOf,

    /** A text, with blanks behind it up to a width. */
    padded: (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text))),

    /** A text cut to a width, with a mark for what is cut off. */
    cutTo: (text: string, width: number): string =>
      widthOf(text) <= width
        ? text
        : `${beginning(letters(text.slice(0, width * LONGEST)), width - 1).join("")}…`,

    /** The same, cut in its middle: addresses differ at their ends. */
    cutInMiddle(text: string, width: number): string {
      if (widthOf(text) <= width) return text;
      const half = Math.floor((width - 1) / 2);
      const end = beginning(letters(text.slice(-width * LONGEST)).toReversed(), half).toReversed();
      return `${beginning(letters(text.slice(0, width * LONGEST)), half).join("")}…${end.join("")}`;
    },
  };
}
