import stringWidth from "fast-string-width";

const ASCII = /^[\x20-\x7e]*$/;

/** How many columns a terminal draws a text in: two for a Chinese letter, none for an accent or a colour. */
export const widthOf = (text: string): number => (ASCII.test(text) ? text.length : stringWidth(text));

/** A text, with blanks behind it up to a width. */
export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

/** A text cut to a width, with a mark for what is cut off. */
export const cutTo = (text: string, width: number): string =>
  widthOf(text) <= width
    ? text
    : `${beginning(letters(text.slice(0, width * LONGEST)), width - 1).join("")}…`;

/** The same, cut in its middle: addresses differ at their ends. */
export function cutInMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const half = Math.floor((width - 1) / 2);
  const end = beginning(letters(text.slice(-width * LONGEST)).toReversed(), half).toReversed();
  return `${beginning(letters(text.slice(0, width * LONGEST)), half).join("")}…${end.join("")}`;
}

/** More characters than a sign is of: of a long text no more is looked at than can be seen. */
const LONGEST = 40;

/** Letters with their accents, and signs of several characters, as they are drawn: none of them is cut in two. */
const letters = (text: string): readonly string[] =>
  ASCII.test(text) ? [...text] : [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** As many letters as fit. */
function beginning(all: readonly string[], width: number): readonly string[] {
  let drawn = 0;
  const end = all.findIndex((letter) => {
    drawn += widthOf(letter);
    return drawn > width;
  });
  return end < 0 ? all : all.slice(0, end);
}
