import type { AllSettings, Known } from "./known.ts";
import { entriesOf } from "./read.ts";
import { flagOf, type Table } from "./setting.ts";

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

/** The words of a command line that gives these values by flags; defaults are left out where leaving out means them. */
export function flagsFor(table: Partial<Table<AllSettings>>, known: Known): readonly string[] {
  return entriesOf(table).flatMap(([key, setting]) => {
    const value = known[key];
    if (value === undefined) return [];
    // An update keeps what is not said, so there a default must be said.
    if (known.ifExists !== "update" && value === setting.fallback?.(known)) return [];
    if (typeof value === "boolean") {
      if (value) return [flagOf(setting)];
      return setting.negatable ? [`--no-${setting.flag}`] : [];
    }
    const print = setting.value.print as (one: unknown) => string;
    return ([value].flat() as unknown[]).flatMap((one) => [flagOf(setting), print(one)]);
  });
}
