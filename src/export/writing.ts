/** A map that has entries. */
export const some = <T extends object>(map: T): T | undefined =>
  Object.keys(map).length > 0 ? map : undefined;

/** A text on one line, as a comment needs it. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
