import type { World } from "../ports.ts";
import type { Known } from "../settings/known.ts";
import type { Problem } from "../settings/problem.ts";
import type { Given, Key, SomeTable } from "../settings/setting.ts";
import type { Choice } from "../settings/value.ts";
import type { Colours } from "../terminal/colour.ts";
import type { Report } from "./report.ts";

export type Effect = "changes" | "calls" | "looks" | "files" | "none";

/** A subcommand as a value: parsing, help and completion are read off it; what it does is loaded when it runs. */
export interface Command<T extends SomeTable = SomeTable> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly settings: T;
  /** What it may do to the world: change an account, call what a method calls, or files of this machine alone. */
  readonly effect: Effect;
  /** What the command itself says of settings that it shares with others. */
  readonly fixed?: Known;
  /** The settings that say where alone: of a command that has these, somebody who says no more wants to be asked. */
  readonly place?: readonly Key[];
  /** What its words without a flag can be, told those before them; a command without this takes none. */
  operands?(before: readonly string[]): readonly Choice[];
  /** Its word without a flag is a run of the journal. */
  readonly takesRun?: true;
  /** What stands behind its name in the help, where it is not flags alone. */
  readonly usage?: string;
  readonly examples: readonly { readonly says: string; readonly line: string }[];
  load(): Promise<{ run(session: Session<T>): Promise<number> }>;
}

/** A subcommand but for what its list says of it. */
export type Declaration<T extends SomeTable = SomeTable> = Omit<Command<T>, "name" | "summary">;

/** A declaration whose own type says which settings it has. */
export const command = <T extends SomeTable>(of: Declaration<T>): Declaration<T> => of;

/** What the list of commands says of one; its flags and all else are loaded when it is meant. */
export interface CommandEntry extends Pick<Command, "name" | "summary"> {
  declared(): Promise<Command>;
}

/** Subcommands as values, with all that is declared of them. */
export const declared = (entries: readonly CommandEntry[]): Promise<readonly Command[]> =>
  Promise.all(entries.map((entry) => entry.declared()));

/** One run of a command: what was given, and the machine. */
export interface Session<T extends SomeTable = SomeTable> {
  readonly world: World;
  readonly command: Command<T>;
  /** So far: something that is needed may still be missing, and is asked for. */
  readonly given: Partial<Given<T>> & Known;
  /** The words without a flag. */
  readonly operands: readonly string[];
  /** What was wrong with the texts alone. */
  readonly problems: readonly Problem[];
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean;
  /** Writes a line for people to standard error, unless --quiet. */
  say(line: string): void;
  /** The same for what must not be missed. */
  warn(line: string): void;
  /** The colours of what is printed, and of what is said. */
  colours(): Promise<Colours>;
  /** Keeps what is to be said of a run that failed, for the JSON error document. */
  failed(report: Report): void;
  /** The one command line that takes up a run again that ends badly: asked for when it does. */
  takesUp(line: () => string | undefined): void;
  /** Writes the result to standard output. */
  print(text: string): void;
}
