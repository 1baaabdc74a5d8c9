// What is read so without quotes. In front, zsh takes = for the path of a program, and fish % for a process.
const BARE = /^[A-Za-z0-9_\-./:@,+][A-Za-z0-9_\-./:=@,+%^]*$/;

// In quotes a POSIX shell takes all as it stands, and fish too, but for a backslash in front of another one or of a quote.
const PARTS = /(?<mark>')|(?<slashes>\\{2,}|\\(?='|$))|(?:[^'\\]|\\(?!['\\]|$))+/g;

/** A word as bash, zsh and fish read it back. */
export function quote(word: string): string {
  if (word === "") return "''";
  if (BARE.test(word)) return word;
  return word.replaceAll(PARTS, (part, mark?: string, slashes?: string) =>
    mark === undefined && slashes === undefined ? `'${part}'` : part.replaceAll(/['\\]/g, "\\$&"),
  );
}

/** The words of a line that `quote` wrote. */
export function words(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|\\['\\]|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\(['\\])/g, (_, inner?: string, mark?: string) => inner ?? mark ?? ""),
  );
}
