// What could act on a terminal: control characters and line breaks, and marks that turn the direction of a text.
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text that came from elsewhere, such as AWS, without what could act on a terminal: controls become spaces, lines one line. */
export const plain = (text: string): string => text.replaceAll(CONTROLS, " ").replaceAll(DIRECTIONS, "");

// Colours, which this program makes itself, and nothing else that begins with an escape.
const UNSEEN =
  /(?:\x1b\[[\d;]*m)|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[\x20-\x3f]*[\x40-\x7e]?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text of several lines as it may be written to a terminal: what is seen of it, its lines and its colours. */
export const seen = (text: string): string =>
  text.replaceAll(UNSEEN, (found) => (/^\x1b\[[\d;]*m$/.test(found) ? found : ""));

/** The same of a text that this program gave no colours: it has none. */
export const seenPlainly = (text: string): string => seen(text).replaceAll(/\x1b\[[\d;]*m/g, "");

/** JSON whose texts say nothing to a terminal: what JSON itself lets stand is escaped too, so no value is changed. */
export const escaped = (json: string): string =>
  json.replaceAll(
    /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Whether a text has control characters, or marks that turn its direction: such a name cannot be handed to a shell as it is, and no setting takes one. */
export const hasControls = (text: string): boolean =>
  text.search(CONTROLS) >= 0 || text.search(DIRECTIONS) >= 0;
