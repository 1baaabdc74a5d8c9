// What could act on a terminal: control characters and line breaks, and marks that turn the direction of a text.
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text that came from elsewhere, such as AWS, without what could act on a terminal: controls become spaces, lines one line. */
export const plain = (text: string): string => text.replaceAll(CONTROLS, " ").replaceAll(DIRECTIONS, "");

/** Whether a text has control characters: such a name cannot be handed to a shell as it is, and no setting takes one. */
export const hasControls = (text: string): boolean => text.search(CONTROLS) >= 0;
