const UTF_16: Readonly<Record<string, string>> = { fffe: "utf-16le", feff: "utf-16be" };

/**
 * What the bytes of a file say: UTF-8, or UTF-16 where they begin with its mark, as PowerShell writes it. A mark is no
 * part of the text; a byte that is none of a letter stands as U+FFFD.
 */
export function textOf(bytes: Uint8Array): string {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString("hex");
  return new TextDecoder(UTF_16[mark] ?? "utf-8").decode(bytes);
}
