import { WentBack } from "../../ports.ts";
import type { Known } from "../../settings/known.ts";
import type { Problem } from "../../settings/problem.ts";
import { isRequired, type Key, type Section } from "../../settings/setting.ts";
import { type Answer, insistedOn, ownProblems } from "./answer.ts";
import { Answers } from "./answers.ts";
import { serviceComesUp, serviceQuestion } from "./aws-service.ts";
import { isCleared } from "./changes.ts";
import type { Asking, Findings, Guide, Put, Seen } from "./guide.ts";
import { askSetting, type Question } from "./question.ts";
import { foldMessage, isAsked, isNeeded, type SettingStep, type Step, stepsOf } from "./steps.ts";

/**
 * All questions of a command as one form: it knows their order, which of them apply, what was answered, and the way
 * back.
 */
export class Form<S extends Seen = Seen> {
  readonly steps: readonly Step[];
  readonly #asking: Asking;
  readonly #guide: Guide<S>;
  readonly #answers: Answers;
  readonly #open = new Map<string, boolean>();
  readonly #answered = new Set<string>();
  #seen: S = {} as S;
  #said: readonly string[] = [];
  #faults: readonly Problem[] = [];

  constructor(asking: Asking, flags: Known, guide: Guide<S> = {}) {
    this.#asking = asking;
    this.#answers = new Answers(asking.table, flags);
    this.#guide = guide;
    this.steps = stepsOf(asking.table, guide.only);
  }

  /** Everything that was given and answered: what the flags of a command line would say. */
  get given(): Known {
    return this.#answers.given;
  }

  /** The same with what holds by now and what a recipe stands for. */
  get all(): Known {
    return this.#answers.all;
  }

  /** Notes that were said where their question stood. */
  get said(): readonly string[] {
    return this.#said;
  }

  get hasAnswers(): boolean {
    return this.#answered.size > 0;
  }

  /** Takes what was found to be wrong once all was answered. */
  hold(problems: readonly Problem[]): void {
    this.#faults = problems;
  }

  /** Asks everything that is open. */
  async fill(): Promise<void> {
    await this.#walk(0, () => true);
  }

  /** Back from the end to the last question, and forward again. */
  async goBack(): Promise<void> {
    const last = this.steps.findLastIndex((step) => this.#answered.has(step.id) && this.#comesUp(step));
    if (last >= 0) await this.#walk(last, () => true);
  }

  /** Asks one question again, and then what its new answer gives rise to. */
  async change(id: string): Promise<void> {
    const step = this.steps.find((one) => one.id === id);
    if (!step) return;
    await this.#look();
    try {
      await this.#ask(step, true);
    } catch (error) {
      if (error instanceof WentBack) return;
      throw error;
    }
    await this.goOn();
  }

  /** Asks what comes up by now and was not asked yet. */
  async goOn(): Promise<void> {
    await this.#walk(0, (one) => "key" in one && !this.#answered.has(one.id));
  }

  async #walk(from: number, wanted: (step: Step) => boolean): Promise<void> {
    let at = from;
    while (at < this.steps.length) {
      const step = this.steps[at] as Step;
      await this.#look();
      if (!wanted(step) || !this.#comesUp(step)) {
        at += 1;
        continue;
      }
      try {
        await this.#ask(step, this.#before(at) !== undefined);
        at += 1;
      } catch (error) {
        if (!(error instanceof WentBack)) throw error;
        at = this.#before(at) ?? at;
        // Whoever goes back comes forward by every question again.
        wanted = () => true;
      }
    }
    await this.#look();
  }

  /** The last answered question before a step. */
  #before(at: number): number | undefined {
    const found = this.steps
      .slice(0, at)
      .findLastIndex((step) => this.#answered.has(step.id) && this.#comesUp(step));
    return found < 0 ? undefined : found;
  }

  async #look(): Promise<void> {
    this.#seen = (await this.#guide.look?.(this.given)) ?? this.#seen;
    this.#answers.today = this.#seen.today;
  }

  #putOf(key: Key): Put | false | undefined {
    return this.#guide.put?.(key, this.all, this.#seen, this.#answers.flags);
  }

  /** Whether a step is to be asked: it applies, nobody has said it by flag, and its page is open. */
  #comesUp(step: Step): boolean {
    if ("fold" in step)
      return this.steps.some(
        (one) =>
          "key" in one && one.setting.section === step.fold && !this.#isNeeded(one) && this.#isOpen(one),
      );
    if (!this.#isOpen(step)) return false;
    const { section } = step.setting;
    return !this.#isFolded(section) || this.#isNeeded(step) || this.#open.get(section) === true;
  }

  #isFolded(section: Section): boolean {
    return this.steps.some((one) => "fold" in one && one.fold === section);
  }

  #isNeeded({ key, setting }: SettingStep): boolean {
    return isNeeded(key, setting, { ...this.all, [key]: this.#seen.today?.[key] });
  }

  #isOpen({ key, setting }: SettingStep): boolean {
    const { flags } = this.#answers;
    if (flags[key] !== undefined && !this.#answers.has(key)) return false;
    const put = this.#putOf(key);
    if (put === false) return false;
    const all = this.all;
    const special = put?.always ?? serviceComesUp(key, all, flags, this.#seen.today);
    if (special === false) return false;
    if (special === true || this.#isAtFault(key)) return true;
    if (!isAsked(setting, { ...all, [key]: undefined })) return false;
    // What a recipe stands for is not asked for.
    return !this.#isImplied(key);
  }

  /** What is not asked for as a rule is, once something is wrong with it. */
  #isAtFault(key: Key): boolean {
    return this.#faults.some(({ setting }) => setting === key);
  }

  /** Whether a recipe says it, and nobody else does. */
  #isImplied(key: Key): boolean {
    return (
      this.all[key] !== undefined && this.given[key] === undefined && this.#seen.today?.[key] === undefined
    );
  }

  /** Whether it belongs to the summary: it applies, and is not the form's own business. */
  isShown(step: Step): step is SettingStep {
    if (!("key" in step)) return false;
    const { key, setting } = step;
    const put = this.#putOf(key);
    if (put === false) return this.#answers.flags[key] !== undefined;
    const all: Known = { ...this.all, [key]: undefined };
    const special = put?.always ?? serviceComesUp(key, this.all, {}, this.#seen.today);
    if (special !== undefined || this.#isAtFault(key)) return special ?? true;
    if (setting.applies?.when(all) === false || this.#isImplied(key)) return false;
    return setting.asked?.(all) !== false || this.given[key] !== undefined;
  }

  async #ask(step: Step, back: boolean): Promise<void> {
    if ("fold" in step) {
      const initial = this.#open.get(step.fold) ?? false;
      const message = foldMessage(step.fold, this.all);
      this.#open.set(step.fold, await this.#asking.prompter.confirm({ message, initial, back }));
      this.#answered.add(step.id);
      return;
    }
    const { key, setting } = step;
    const question: Question = {
      asking: this.#asking,
      key,
      setting,
      known: this.#answers.withList(key),
      put: this.#putOf(key) || {},
      required: isRequired(setting, this.all),
      canClear: this.#seen.today?.[key] === undefined || isCleared(key),
      back,
      keep: (answer) => this.#answers.take(key, answer),
      check: (answer) => this.#problemsOf(key, answer),
    };
    const answer = await (serviceQuestion(question) ?? askSetting(question));
    await this.#take(key, answer);
    this.#answered.add(step.id);
  }

  async #problemsOf(key: Key, answer: Answer): Promise<readonly Problem[]> {
    const known: Known = { ...this.all, ...answer };
    const keys = Object.keys(answer) as Key[];
    // What a method has by now is not at fault for it.
    const before = this.#seen.today === undefined ? {} : this.#answers.withList(key);
    const old = new Set(keys.flatMap((one) => ownProblems(one, before)).map(({ fault }) => fault));
    const own = keys.flatMap((one) => ownProblems(one, known)).filter(({ fault }) => !old.has(fault));
    if (own.length > 0) return own;
    const live = (await this.#guide.check?.(key, known, this.#seen)) ?? [];
    if (live.length > 0) return live;
    const { problems } = await this.#tryOut(this.#answers.givenWith(key, answer));
    return problems.filter(({ setting }) => setting !== undefined && setting in answer);
  }

  async #tryOut(known: Known): Promise<Findings> {
    const found = await this.#asking.tryOut?.({ ...this.#guide.meanwhile, ...known });
    return found ?? { problems: [], notes: [] };
  }

  async #take(key: Key, answer: Answer): Promise<void> {
    this.#answers.take(key, answer);
    await this.#look();
    for (const gone of this.#answers.drop(key, this.#asking.note)) this.#answered.delete(gone);
    const insisted = insistedOn(await this.#problemsOf(key, answer), this.given);
    if (Object.keys(insisted).length > 0) this.#answers.take(key, insisted);
    const { problems, notes } = await this.#tryOut(this.given);
    this.#faults = problems;
    for (const note of notes.filter((one) => !this.#said.includes(one))) {
      this.#said = [...this.#said, note];
      this.#asking.note(`Note: ${note}`);
    }
  }
}
