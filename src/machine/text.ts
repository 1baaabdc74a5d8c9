/** Bytes that are no text; `code` reads on behind "cannot be read". */
class NotText extends Error {
  readonly code = "it is not text in UTF-8";
}

/**
 * A text as people's programs write one: UTF-8, or UTF-16 where the mark in front says so, as PowerShell's `>` does. The
 * mark is the file's, and no part of the text. Throws where the bytes are neither: one that is wrong would become another
 * character, and be sent.
 */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : undefined;
  try {
    return new TextDecoder(wide, { fatal: true }).decode(bytes);
  } catch {
    throw new NotText();
  }
}
