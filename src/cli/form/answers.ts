import { reasonOf } from "../../settings/conditions.ts";
import type { Known, Unset } from "../../settings/known.ts";
import { asSentence } from "../../settings/problem.ts";
import { entriesOf } from "../../settings/read.ts";
import type { Key, SomeTable } from "../../settings/setting.ts";
import { withToday } from "../../wanted/today.ts";
import { withRecipe } from "../../wanted/with-recipe.ts";
import { type Answer, same } from "./answer.ts";
import { changesOf, mergedList } from "./changes.ts";

/** What was given before the first question, what was answered since, and what of it is a change of what is there. */
export class Answers {
  readonly #table: SomeTable;
  #flags: Known;
  #answers: Record<string, unknown> = {};
  /** Whole lists as they stand in an update, of which the answer says only what changes. */
  readonly #lists = new Map<Key, readonly unknown[]>();
  readonly #unset = new Map<Key, readonly Unset[]>();
  /** What holds by now, where something is there. */
  today: Known | undefined;

  constructor(table: SomeTable, flags: Known) {
    this.#table = table;
    this.#flags = flags;
  }

  get flags(): Known {
    return this.#flags;
  }

  has(key: Key): boolean {
    return key in this.#answers;
  }

  /** Everything that was given and answered: what the flags of a command line would say. */
  get given(): Known {
    const answers = Object.fromEntries(Object.entries(this.#answers).filter(([, one]) => one !== undefined));
    return { ...this.#flags, ...answers, ...this.#unsetBut() };
  }

  /** The same with what holds by now and what a recipe stands for. */
  get all(): Known {
    const given = this.given;
    const { known } = withRecipe(this.today === undefined ? given : withToday(given, this.today));
    return { ...known, ...Object.fromEntries(this.#lists), recipe: given.recipe, set: given.set };
  }

  #unsetBut(key?: Key): { readonly unset?: readonly Unset[] } {
    const others = [...this.#unset].filter(([of]) => of !== key).flatMap(([, some]) => some);
    const unset = [...(this.#flags.unset ?? []), ...others];
    return unset.length === 0 ? {} : { unset };
  }

  /** All that holds, with a list in an update as it stands by now. */
  withList(key: Key): Known {
    const list = this.#lists.get(key) ?? mergedList(key, this.today?.[key], this.#answers[key]);
    return list === undefined ? this.all : { ...this.all, [key]: list };
  }

  /** What would be given if this were the answer. */
  givenWith(key: Key, answer: Answer): Known {
    if (this.today === undefined) return { ...this.given, ...answer };
    const { list, unset } = changesOf(key, answer[key], this.today[key]);
    const all = [...(this.#unsetBut(key).unset ?? []), ...unset];
    return {
      ...this.given,
      ...answer,
      ...(list === undefined ? {} : { [key]: list }),
      ...(all.length > 0 ? { unset: all } : {}),
    };
  }

  /** Takes what a question was answered with; what that clears of others is open again. */
  take(asked: Key, answer: Answer): void {
    for (const [name, value] of Object.entries(answer)) {
      const key = name as Key;
      if (value === undefined && key !== asked && this.today?.[key] === undefined) {
        delete this.#answers[key];
        this.#forgetFlag(key);
        continue;
      }
      const setting = this.#table[key];
      const today = this.today?.[key];
      if (this.today === undefined || !setting) {
        // A list that was emptied is none.
        this.#answers[key] = Array.isArray(value) && value.length === 0 ? undefined : value;
        if (value === undefined) this.#forgetFlag(key);
        continue;
      }
      const { list, unset } = changesOf(key, value, today);
      const isList = Array.isArray(value) && Array.isArray(today);
      if (isList) this.#lists.set(key, value);
      this.#unset.set(key, unset);
      const said = isList ? list : value;
      // What is as it was is not said: a change sends nothing for it.
      this.#answers[key] = same(setting as never, said, today) ? undefined : said;
      this.#forgetFlag(key);
    }
  }

  #forgetFlag(key: Key): void {
    if (this.#flags[key] !== undefined) this.#flags = { ...this.#flags, [key]: undefined };
  }

  /** Takes out what has no meaning any more, and says what and why. */
  drop(because: Key, note: (line: string) => void): readonly Key[] {
    const dropped: Key[] = [];
    for (;;) {
      const all = this.all;
      const without = (key: Key): Known => ({ ...all, [key]: undefined });
      const gone = entriesOf(this.#table).find(
        ([key, setting]) =>
          key !== because &&
          this.given[key] !== undefined &&
          this.given[key] !== false &&
          setting.applies?.when(without(key)) === false,
      );
      if (!gone) return dropped;
      const [key, setting] = gone;
      delete this.#answers[key];
      this.#lists.delete(key);
      this.#unset.delete(key);
      this.#forgetFlag(key);
      dropped.push(key);
      const why = setting.applies && reasonOf(setting.applies, without(key));
      note(`${setting.label} is dropped: ${asSentence(why ?? "")}`);
    }
  }
}
