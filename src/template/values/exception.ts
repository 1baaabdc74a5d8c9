/** What Java would have thrown: the template ends with it. */
export class JavaException extends Error {
  override readonly name = "JavaException";

  constructor(exception: string, message = "") {
    super(`java.lang.${exception}${message === "" ? "" : `: ${message}`}`);
  }
}
