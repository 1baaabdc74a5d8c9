/** A pattern that Java refuses, or that is too large to be run. */
export class PatternFault extends Error {
  override readonly name = "PatternFault";
}
