import type { PromptChoice, Prompter, Reading } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Problem } from "../../settings/problem.ts";
import type { Key, Section, SomeTable } from "../../settings/setting.ts";

/** What is there around what was answered so far. */
export interface Seen {
  /** What holds by now: the answer to each question, unless another is given. */
  readonly today?: Known | undefined;
}

/** How a question is put, where that hangs on what is there. */
export interface Put {
  /** Asked for whatever the declaration says. */
  readonly always?: true;
  readonly message?: string;
  readonly choices?: readonly PromptChoice[];
  readonly initial?: string;
}

/** What was found about answers: what is wrong with them, and what deserves a word. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** All that a command adds to its settings' own declarations. */
export interface Guide<S extends Seen = Seen> {
  /** The sections that are asked for; all but the common one, where this is absent. */
  readonly only?: readonly Section[];
  look?(known: Known): Promise<S>;
  /** What an answer is tried out with while it is not asked for yet. */
  readonly meanwhile?: Known;
  /** Whether a question comes up, and how; undefined leaves it to the declaration. */
  put?(key: Key, known: Known, seen: S, flags: Known): Put | false | undefined;
  /** What only AWS can say of an answer by itself. Rejects with WentBack where the answer means that. */
  check?(key: Key, known: Known, seen: S): Promise<readonly Problem[]>;
}

/** Whom to ask, and with what. */
export interface Asking {
  readonly table: SomeTable;
  readonly prompter: Prompter;
  readonly reading: Reading;
  note(line: string): void;
  /** A text as somebody wrote it in an editor of their own. */
  editText?(text: string, name: string): Promise<string>;
  /** Tries all that was answered as if it were to be done, where nothing that is needed is missing. */
  tryOut?(known: Known): Promise<Findings>;
}
