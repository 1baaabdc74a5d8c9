/** Rows of the tables, counted from 0, in which the engine says something else than Java, by the reason. */

export const PATTERN_DIFFERENCES: Readonly<Record<string, readonly number[]>> = {
  // java.util.regex does not take back what an optional possessive group caught on a way that it gave up.
  "a group keeps what it caught where nothing was found": [158],
};

export const PATH_DIFFERENCES: Readonly<Record<string, readonly number[]>> = {};

export const TEMPLATE_DIFFERENCES: Readonly<Record<string, readonly number[]>> = {
  // Velocity prints the inside of #literal from what it read: without comments, and with escapes done.
  "#literal keeps its inside as it is written": [
    233, 343, 403, 443, 544, 548, 593, 733, 924, 939, 1013, 1168,
  ],
  // Velocity loses a $ that stands right before a directive, and may not know the directive then.
  "a $ right before a # is a $": [258, 634],
  // Double.toString writes a digit more than is needed, which Java 19 mended (JDK-4511638).
  "a double is written with as many digits as tell it from others": [251],
};
