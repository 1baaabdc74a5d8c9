// What a terminal is told so that it says where a paste begins and ends, and no line of it is taken for Enter.
export const MARKS_PASTES = "\x1b[?2004h";
export const MARKS_NO_PASTES = "\x1b[?2004l";

const SIGNS = { "\n": "↵", "\t": "⇥" } as const;

/** A text as it stands in the one line that is typed in: signs for its line breaks and tabs. */
export const asLine = (text: string): string =>
  text.replaceAll(/[\n\t]/g, (one) => SIGNS[one as keyof typeof SIGNS]);

/** The text of such a line. */
export const asText = (line: string): string => line.replaceAll("↵", "\n").replaceAll("⇥", "\t");

/** A paste without the line break behind it, which was only copied with the rest. */
export const withoutEnd = (pasted: string): string => pasted.replaceAll(/\r\n?/g, "\n").replace(/\n+$/, "");
